"""Searching and choosing one thing of a list."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """Words of a name."""

    q = forms.CharField(label=_("Search"), max_length=200, required=False)

    def text(self) -> str:
        """Return the words typed; none when they do not hold."""
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class ChoiceForm(forms.Form):
    """The key of what was chosen, and the draft revision the page was shown with."""

    chosen = forms.CharField(max_length=20)
    seen = forms.IntegerField(min_value=0)

    @property
    def key(self) -> str:
        """The key of what was chosen."""
        return str(self.cleaned_data["chosen"])

    @property
    def revision(self) -> int:
        """The draft revision the page was shown with."""
        return int(self.cleaned_data["seen"])
