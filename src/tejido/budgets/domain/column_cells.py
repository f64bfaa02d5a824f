"""Whether the cells of a sample are what a canonical column holds, and how amounts are written."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from tejido.budgets.domain.amounts import AmountStyle, AmountUnreadable, read_amount
from tejido.budgets.domain.columns import KEYS, MEASURES, Document

_STYLES = (
    AmountStyle(),
    AmountStyle(group_mark=".", decimal_mark=","),
    AmountStyle(group_mark=" ", decimal_mark=","),
    AmountStyle(group_mark="'", decimal_mark="."),
)
_KEYS = {
    "year": re.compile("(?:19|20)[0-9]{2}"),
    "document": re.compile("|".join(Document)),
    "currency": re.compile("[A-Z]{3}"),
}
_READABLE = 0.8
_LONGEST_CODE = 6


def suits(column: str, cells: Sequence[str]) -> bool:
    """Whether a column's cells are what the canonical column holds, as far as the sample goes."""
    if not cells:
        return True
    if column in MEASURES:
        return any(_share(cells, style) >= _READABLE for style in _STYLES)
    if column in KEYS:
        return all(_KEYS[column].fullmatch(cell) for cell in cells)
    name = any(map(_is_name, cells))
    return name or not any(map(_has_figure, cells)) if column.endswith("_label") else not name


def _is_name(cell: str) -> bool:
    """Whether a cell is a name: codes are short, or have figures in them."""
    return " " in cell or (len(cell) > _LONGEST_CODE and not _has_figure(cell))


def _has_figure(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)


def _share(cells: Sequence[str], style: AmountStyle) -> float:
    """Return the share of some cells that are amounts in a style."""
    readable = 0
    for cell in cells:
        with suppress(AmountUnreadable):
            read_amount(cell, style)
            readable += 1
    return readable / len(cells)


def style_of(amounts: Iterable[Sequence[str]]) -> AmountStyle:
    """Return the style that reads most of the sample's amounts, the ministry's own first."""
    cells = [cell for column in amounts for cell in column]
    return max(_STYLES, key=lambda style: _share(cells, style)) if cells else AmountStyle()
