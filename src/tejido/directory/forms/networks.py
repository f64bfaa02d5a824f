"""Memberships, and the day a network is looked at."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from tejido.directory.models import Organization, Visibility


class DayInput(forms.DateInput):
    """A date as every browser shows it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayForm(forms.Form):
    """The day a network is looked at."""

    on = forms.DateField(label=gettext_lazy("As of"), required=False, widget=DayInput())

    def day(self, today: date) -> date:
        """Return the day chosen; today when there is none or it is no date."""
        chosen = self.cleaned_data.get("on") if self.is_valid() else None
        return chosen or today


class StandingMembershipForm(forms.Form):
    """What can be corrected of a membership."""

    start = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Leave empty when it is not known."),
    )
    end = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Leave empty while it goes on."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Visibility, initial=Visibility.COALITION
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Where it says so: a record, a list, a letter."),
    )


class MembershipForm(StandingMembershipForm):
    """A membership of one organization in one network."""

    network = forms.ModelChoiceField(
        label=gettext_lazy("Network"),
        queryset=Organization.objects.none(),
        to_field_name="key",
        empty_label=gettext_lazy("Choose a network"),
    )
    field_order = ("network",)

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organization]", self.fields["network"]).queryset = networks


class MemberSearchForm(forms.Form):
    """The words an organization is looked for by."""

    q = forms.CharField(label=gettext_lazy("Name or acronym"), required=False, max_length=100)


class EndForm(forms.Form):
    """The last day of a membership."""

    end = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
