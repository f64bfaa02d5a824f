"""Answering a change of a signed text, and reminding who has not answered."""

from django import forms

CONFIRM, WITHDRAW = "confirm", "withdraw"


class AnswerForm(forms.Form):
    """What is done with a signature, and the version that was read."""

    then = forms.ChoiceField(choices=[(CONFIRM, CONFIRM), (WITHDRAW, WITHDRAW)])
    seen = forms.IntegerField(min_value=1)


class RemindForm(forms.Form):
    """Whom to remind: one signer, or all when left empty."""

    signer = forms.IntegerField(min_value=1, required=False)
