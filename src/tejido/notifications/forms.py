"""Forms about messages and how to get them."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tejido.notifications.models import MailChoice, MessageState
from tejido.notifications.queries.account import GroupChoice
from tejido.notifications.registry import kinds

_ALL = pgettext_lazy("messages", "All")


class MailChoicesForm(forms.Form):
    """How a recipient wants the mails of each group; one that is left out stays as it was."""

    def __init__(self, data: object = None, *, groups: Sequence[GroupChoice]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for group in groups:
            self.fields[group.slug] = forms.ChoiceField(
                label=str(group.label),
                choices=MailChoice.choices,
                initial=group.choice,
                required=False,
                widget=forms.RadioSelect,
            )

    def choices(self) -> dict[str, str]:
        """Return what was chosen, by group; of a valid form."""
        return {slug: choice for slug, choice in self.cleaned_data.items() if choice}


class MessageFilterForm(forms.Form):
    """Which messages the secretariat looks at."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False)
    statement = forms.SlugField(
        label=_("Statement"),
        help_text=_("The last word of its address."),
        required=False,
        max_length=100,
        allow_unicode=True,
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        states = self.fields["state"]
        about = self.fields["kind"]
        if isinstance(states, forms.ChoiceField) and isinstance(about, forms.ChoiceField):
            states.choices = [("", _ALL), *MessageState.choices]
            labels = sorted((str(kind.label), kind.name) for kind in kinds.values())
            about.choices = [("", _ALL), *((name, label) for label, name in labels)]
