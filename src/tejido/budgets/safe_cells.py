"""Cells of files that spreadsheets open: what a ministry's label holds is never computed."""

from typing import TypeVar

_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
_Value = TypeVar("_Value")


def safe_cell(value: _Value) -> _Value | str:
    """Return a value whose text no spreadsheet takes for a formula (OWASP, CSV injection).

    Arguments:
        value: a label is text; what is not text is returned as it is. An amount as text, which may
            begin with "-", is not passed through here.
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(_COMPUTED):
        return f"'{value}"
    return value
