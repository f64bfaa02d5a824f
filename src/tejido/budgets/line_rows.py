"""A budget line, and what corrections make of it, as a page says them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tejido.budgets.column_names import column_name
from tejido.budgets.domain.columns import MEASURES, Document
from tejido.budgets.domain.data_order import in_order
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.models import Correction
from tejido.budgets.queries.lines import Line

_TOLD_BY = ("year", "document", "branch_label", "unit_label", "programme_label", "object_label")


def line_rows(line: Line) -> list[tuple[str, str]]:
    """Return what a line holds: the name of each column, and its value."""
    held = ((name, value) for name, value in line.items() if value is not None and name != "line")
    return [(column_name(name), cell_said(name, value)) for name, value in held]


def cell_said(column: str, value: str | None) -> str:
    """Return one value of a line as people read it."""
    if value is None:
        return _("nothing")
    if column in MEASURES:
        return f"{Decimal(value):,.2f}"
    return str(DOCUMENTS[Document(value)]) if column == "document" else value


def correction_rows(
    corrections: Iterable[Correction], lines: Mapping[int, Line]
) -> list[dict[str, Any]]:
    """Return corrections as sentences: which line, what stood there and what does instead.

    Arguments:
        lines: as they stand in the file, by place; where one is not there, what the correction
            itself says of its lines is told.
    """
    return [_row(one, lines.get(place_of(one) or 0, {})) for one in corrections]


def place_of(correction: Correction) -> int | None:
    """Return the place of the one line a correction is about; None where it says it otherwise."""
    place = correction.where.get("line")
    return int(place) if place is not None else None


def _row(correction: Correction, line: Line) -> dict[str, Any]:
    told = ", ".join(cell_said(name, line[name]) for name in _TOLD_BY if line.get(name))
    return {
        "correction": correction,
        "where": "; ".join(
            f"{column_name(n)}: {cell_said(n, v)}" for n, v in in_order(correction.where).items()
        ),
        "told": told,
        "changes": [
            {
                "name": column_name(name),
                "was": cell_said(name, line.get(name)) if line else "",
                "now": cell_said(name, value),
            }
            for name, value in in_order(correction.change).items()
        ],
    }
