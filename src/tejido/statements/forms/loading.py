"""Choosing the printed list to load under a version."""

from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.directory.models import PrintedList


class PrintedListField(forms.ModelChoiceField[PrintedList]):
    """The lists by title, day and size: two may have one title."""

    def label_from_instance(self, obj: PrintedList) -> str:
        """Return how a list is offered."""
        names = getattr(obj, "names", 0)
        day = date_format(timezone.localtime(obj.read_at), "DATE_FORMAT")
        return ngettext(
            "%(title)s (%(day)s, %(names)s name)", "%(title)s (%(day)s, %(names)s names)", names
        ) % {"title": obj.title, "day": day, "names": names}


class PrintedListForm(forms.Form):
    """One of the lists the directory has read."""

    printed_list = PrintedListField(
        label=_("Printed list"),
        queryset=PrintedList.objects.annotate(names=Count("mentions")).order_by("-read_at", "-pk"),
        to_field_name="key",
        empty_label=_("Choose a list"),
    )
