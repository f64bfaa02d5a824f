"""Deciding a doubtful pair."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.directory.actions.merges import WHY_LENGTH
from tejido.directory.models import Verdict


class VerdictForm(forms.Form):
    """Whether two mentions are one organization, and how the reviewer knows."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("How do you know?"),
        help_text=_("One line is enough: a call, a web page, a document. Others will read it."),
        max_length=WHY_LENGTH,
        required=False,
    )
