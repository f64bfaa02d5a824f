"""An import's report as a page shows it: the first of every list, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tejido.budgets.column_names import column_name
from tejido.budgets.domain.columns import MEASURES, Document
from tejido.budgets.domain.data_order import in_order
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.lens_forms import MEASURES as MEASURE_NAMES
from tejido.budgets.row_fault_messages import row_fault_words

SHOWN = 20
"""How many of a list the page names; the report as JSON has them all."""


@dataclass(frozen=True, slots=True)
class Years:
    """What the file covers: names of the stages some line has, and a row for each document."""

    measures: list[str]
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Named:
    """Some of many things of one sort.

    Arguments:
        what: the sort, as a person says it.
        count: how many there are.
        first: those that are shown.
    """

    what: str
    count: int
    first: list[Any]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(self.count - len(self.first), 0)


def report_context(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a report shows."""
    report = in_order(report)
    return {
        "rows": report.get("rows", {}),
        "file": report.get("file", {}),
        "lacking": [column_name(one) for one in report.get("file", {}).get("lacking", ())],
        "unused": _unused(report.get("file", {})),
        "years": _years(report.get("coverage", ())),
        "replaced": [
            {**one, "document": _document(one["document"])} for one in report.get("replaced", ())
        ],
        "refused": _refused(report.get("refused", {})),
        "set_apart": [_apart(one) for one in report.get("set_apart", ())],
        "noted": _noted(report),
        "nulls": [_null(one) for one in report.get("nulls", ())],
        "repeated": _repeated(report.get("repeated", {})),
        "labels": [
            Named(column_name(dimension), found["count"], found["first"][:SHOWN])
            for dimension, found in report.get("labels_changed", {}).items()
        ],
        "totals": [_total(name, one) for name, one in report.get("totals", {}).items()],
        "control": control_rows(report.get("control", {})),
    }


def _unused(file: Mapping[str, Any]) -> Named | None:
    """Return the headings the mapping does not use; reports of before do not have them."""
    found = file.get("unused", {"count": 0})
    return Named("", found["count"], found["first"]) if found["count"] else None


def _document(name: str) -> str:
    return str(DOCUMENTS[Document(name)])


def _years(coverage: Iterable[Mapping[str, Any]]) -> Years:
    found = list(coverage)
    shown = [one for one in MEASURES if any(row["totals"].get(one) for row in found)]
    rows = [
        {
            "year": row["year"],
            "document": _document(row["document"]),
            "lines": row["rows"],
            "totals": [(str(MEASURE_NAMES[one]), _money(row["totals"].get(one))) for one in shown],
        }
        for row in found
    ]
    return Years([str(MEASURE_NAMES[one]) for one in shown], rows)


def _refused(data: Mapping[str, Any]) -> Named:
    count = sum(data.get("by_reason", {}).values())
    rows = [
        {
            "line": one["line"],
            "file_line": one.get("file_line"),
            "why": row_fault_words(one["reason"]),
            "column": column_name(one["column"]) if one["column"] else "",
            "cells": " | ".join(one["cells"]),
        }
        for one in data.get("records", ())[:SHOWN]
    ]
    return Named(_("refused"), count, rows)


def _apart(one: Mapping[str, Any]) -> Named:
    return Named(str(row_fault_words(one["name"])), one["rows"], one["lines"][:SHOWN])


def _noted(report: Mapping[str, Any]) -> list[Named]:
    """Return the lines that are kept with a remark: shifted, rounded."""
    counts: dict[str, int] = {}
    for one in report.get("noted", ()):
        counts[one["name"]] = max(counts.get(one["name"], 0), one["rows"])
    lines = report.get("noted_lines", {})
    return [
        Named(
            str(row_fault_words(name)), count, [_line(one) for one in lines.get(name, ())][:SHOWN]
        )
        for name, count in counts.items()
    ]


def _line(one: Mapping[str, Any]) -> dict[str, Any]:
    place = " ".join(str(one[part] or "–") for part in ("year", "branch", "unit", "programme"))
    cells = "; ".join(f"{heading}: {cell}" for heading, cell in one["cells"].items())
    return {"line": one["line"], "place": place, "cells": cells}


def _null(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "year": one["year"],
        "document": _document(one["document"]),
        "measure": str(MEASURE_NAMES[one["measure"]]),
        "lines": one["rows"],
    }


def _repeated(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    words = {
        "lines": _("the same in every column"),
        "keys": _("the same codes with other amounts"),
    }
    return [
        {**one, "document": _document(one["document"]), "what": words[sort]}
        for sort in ("lines", "keys")
        for one in data.get(sort, ())
    ]


def _total(name: str, found: Mapping[str, Any]) -> dict[str, Any]:
    exceptions = found["exceptions"]
    return {
        "name": row_fault_words(name),
        "agree": found["agree"],
        "checked": found["checked"],
        "exceptions": Named("", exceptions["count"], _measured(exceptions["first"][:SHOWN])),
    }


def _measured(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "of": " ".join(row["of"]),
            "measure": str(MEASURE_NAMES[row["measure"]]),
            **{name: _money(row[name]) for name in ("total", "sum", "difference")},
        }
        for row in rows
    ]


def control_rows(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the comparison with a second source, by year and stage."""
    if not data:
        return None
    return {
        "name": data.get("name", ""),
        "tolerance": _money(data["tolerance"]),
        "rows": [
            {
                **one,
                "measure": str(MEASURE_NAMES[one["measure"]]),
                "exceptions": [
                    {"branch": odd["branch"], "difference": _money(odd["difference"])}
                    for odd in one["exceptions"]
                ],
                "ours": [odd["branch"] for odd in one["only_ours"]],
                "theirs": [odd["branch"] for odd in one["only_theirs"]],
            }
            for one in data["comparisons"]
        ],
    }


def _money(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
