"""Confirming a step that cannot be undone."""

from django import forms


class ConfirmForm(forms.Form):
    """The draft revision the page to confirm was shown with."""

    seen = forms.IntegerField(min_value=0)

    @property
    def revision(self) -> int:
        """The draft revision the page was shown with."""
        return int(self.cleaned_data["seen"])
