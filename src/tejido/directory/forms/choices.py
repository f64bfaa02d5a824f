"""Choices that are known only when a form is made."""

from collections.abc import Iterable
from typing import cast

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Set what can be chosen in a choice field of one form."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
