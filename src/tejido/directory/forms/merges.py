"""Merging two organizations, and splitting one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.directory.actions.merges import WHY_LENGTH
from tejido.directory.forms.choices import offer
from tejido.directory.models import Organization


class SearchForm(forms.Form):
    """The words another organization is looked for by."""

    q = forms.CharField(
        label=gettext_lazy("Name or acronym of the other one"), required=False, max_length=100
    )


class MergeForm(forms.Form):
    """Which of two organizations keeps its name and address, and why they are one."""

    kept = forms.ChoiceField(
        label=gettext_lazy("Which name and address stay?"), widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=gettext_lazy("How do you know that they are the same?"),
        max_length=WHY_LENGTH,
        required=False,
    )

    def __init__(self, *args: Any, pair: tuple[Organization, Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (_("A: %(name)s"), _("B: %(name)s"))
        named = zip(labels, pair, strict=True)
        offer(self, "kept", [(one.key, label % {"name": one.name}) for label, one in named])
        self.fields["kept"].initial = pair[0].key


class SplitForm(forms.Form):
    """What goes to a new organization."""

    names = forms.MultipleChoiceField(
        label=gettext_lazy("Names that go"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one name: the new one needs it.")
        },
    )
    memberships = forms.MultipleChoiceField(
        label=gettext_lazy("Memberships that go"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    mentions = forms.MultipleChoiceField(
        label=gettext_lazy("Mentions in printed lists that go"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(
        label=gettext_lazy("How do you know that they are two?"),
        max_length=WHY_LENGTH,
        required=False,
    )

    def __init__(
        self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # One name goes and one stays.
        self.can_split = len(choices["names"]) > 1
        for name, offered in choices.items():
            offer(self, name, offered)
            if not offered:
                del self.fields[name]

    def chosen(self, name: str) -> list[int]:
        """Return the ids chosen in one of the lists."""
        return [int(value) for value in self.cleaned_data.get(name, ())]
