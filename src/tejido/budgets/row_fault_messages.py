"""What a person reads of a record that was refused, set apart, or kept with a remark."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_MESSAGES: Mapping[str, Promise] = MappingProxyType(
    {
        "year-unreadable": _("the year is missing or is none"),
        "document-unreadable": _("what sort of document it is cannot be told"),
        "currency-unreadable": _("the currency is missing or has no three-letter code"),
        "amount-unreadable": _("an amount cannot be read"),
        "amount-rounded": _("an amount is finer than a hundredth and was rounded"),
        "shifted": _("an amount stands in a column of codes or names, and none where it belongs"),
        "cells": _("it has another number of cells than the header"),
        "quotes": _("its quotation marks do not hold"),
        "header": _("it repeats the names of the columns"),
        "empty": _("it holds nothing"),
    }
)


def row_fault_words(name: str) -> Promise | str:
    """Return what a fault or a built-in skip rule means; its own name for a mapping's rule."""
    return _MESSAGES.get(name, name)
