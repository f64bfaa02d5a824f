"""Choosing the printed list to load under a version."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.directory.models import PrintedList


class PrintedListForm(forms.Form):
    """One of the lists the directory has read."""

    printed_list = forms.ModelChoiceField(
        label=_("Printed list"),
        queryset=PrintedList.objects.order_by("-read_at", "-pk"),
        to_field_name="key",
        empty_label=_("Choose a list"),
    )
