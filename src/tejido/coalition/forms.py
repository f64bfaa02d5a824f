"""What is entered about contacts and mandates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import ContactLanguage, MandateScope


class DayInput(forms.DateInput):
    """A date as every browser shows it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ContactForm(forms.Form):
    """A person an organization is reached through."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "With an account under this address, the person keeps the organization's mandates too."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=ContactLanguage,
        initial=ContactLanguage.SPANISH,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What the person does there"),
        max_length=200,
        required=False,
        help_text=_("For example: coordinates, answers for legal matters."),
    )


class MandateForm(forms.Form):
    """Who acts for an organization, for what, and until when."""

    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_(
            "They sign in with this address. If they have no account yet, this creates one."
        ),
    )
    scope = forms.ChoiceField(
        label=_("What for"), choices=MandateScope, initial="sign", widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=DayInput(),
        required=False,
        help_text=_("Leave empty for a mandate without an end."),
    )


class RenewForm(forms.Form):
    """The new last day of a mandate."""

    ends_on = forms.DateField(
        label=_("New last day"),
        widget=DayInput(),
        required=False,
        help_text=_("Leave empty for a mandate without an end."),
    )
