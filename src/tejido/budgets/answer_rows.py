"""An answer as a page shows it: headings and cells in the reader's language, and its chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.budgets.asking.shipped import wording
from tejido.budgets.domain.answer import Answer, Row
from tejido.budgets.domain.chart import MILLION, Chart, Point, in_millions
from tejido.budgets.domain.shown_codes import shown_code

HEADINGS: Final[Mapping[str, str | Promise]] = {
    "year": gettext_lazy("Year"),
    "class": gettext_lazy("Class"),
    "institution": gettext_lazy("Institution"),
    "branch": gettext_lazy("Branch"),
    "unit": gettext_lazy("Unit"),
    "purpose": gettext_lazy("Purpose"),
    "function": gettext_lazy("Function"),
    "subfunction": gettext_lazy("Subfunction"),
    "activity": gettext_lazy("Activity"),
    "modality": gettext_lazy("Modality"),
    "programme": gettext_lazy("Programme"),
    "object": gettext_lazy("Object of expenditure"),
    "expense_type": gettext_lazy("Type of expenditure"),
    "funding": gettext_lazy("Source of funding"),
    "state": gettext_lazy("Federal state"),
    "code": gettext_lazy("Code in the budget"),
    "measure": gettext_lazy("Stage"),
    "indicator": gettext_lazy("Figure"),
    "value": gettext_lazy("Amount"),
    "document": gettext_lazy("Document"),
}
# Said once for the whole table, or beside the amount it explains.
_APART: Final = ("reason", "unit")
_UNITS: Final[Mapping[str, str | Promise]] = {
    "ratio": gettext_lazy("ratio"),
    "lines": gettext_lazy("lines"),
    "programmes": gettext_lazy("number of programmes"),
    "codes": gettext_lazy("number of codes"),
}
_WORDED: Final = {"measure": "measures", "document": "documents"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the column's heading for narrow screens, whether it is a number.

    A figure that is missing has its `reason`, and on pages the `mark` of the note that says it.
    """

    heading: str
    text: str
    number: bool = False
    reason: str = ""
    mark: str = ""


def headings(answer: Answer) -> list[str]:
    """Return the headings of an answer's table, in the reader's language."""
    return [heading_of(name) for name in column_names(answer)]


def table_rows(answer: Answer, language: str) -> list[list[Cell]]:
    """Return the cells of an answer's rows; a figure that is missing says why."""
    return [
        [_cell(answer, row, name, language) for name in column_names(answer)] for row in answer.rows
    ]


def units_said(answer: Answer) -> str:
    """Return what the amounts are counted in ("MXN, pesos of 2023")."""
    return ", ".join(dict.fromkeys(unit_said(row["unit"]) for row in answer.rows))


def chart_of(answer: Answer, title: str, language: str) -> Chart | None:
    """Return the chart of an answer: a line for each group and stage, or bars for one year.

    None when there are no two figures to compare.

    Arguments:
        title: what a reader who does not see it is told.
        language: of the names of lines.
    """
    drawn = _drawn(answer)
    told = _told(answer)
    points = tuple(
        Point(row["year"], _line(answer, row, told, language), _decimal(row["value"]))
        for row in drawn
    )
    if sum(point.value is not None for point in points) < 2:
        return None
    unit = unit_said(drawn[0]["unit"])
    if not in_millions(points):
        return Chart(title, unit, points)
    scaled = tuple(
        Point(p.year, p.series, None if p.value is None else p.value / MILLION) for p in points
    )
    return Chart(title, _("millions, %(unit)s") % {"unit": unit}, scaled)


def _drawn(answer: Answer) -> list[Row]:
    """Return the rows of the first unit only: two units never share an axis."""
    units = [row["unit"] for row in answer.rows if row["value"] is not None]
    first = units[0] if units else None
    return [row for row in answer.rows if row["unit"] == first]


def _told(answer: Answer) -> list[str]:
    """Return the columns that tell lines apart, those of short words first: long may be cut off."""
    about = [name for name in column_names(answer) if name not in ("year", "value")]
    different = [
        name for name in about if len({each.get(name) for each in answer.rows}) > 1
    ] or about[:1]
    return sorted(different, key=lambda name: name not in ("measure", "indicator"))


def _line(answer: Answer, row: Row, told: Sequence[str], language: str) -> str:
    return " · ".join(said(answer, row, name, language) for name in told)


def column_names(answer: Answer) -> list[str]:
    """Return the columns of an answer but those said apart."""
    return [name for name in answer.columns if name not in _APART]


def heading_of(name: str) -> str:
    """Return how a column is called, in the reader's language."""
    return str(HEADINGS.get(name, name))


def _cell(answer: Answer, row: Row, name: str, language: str) -> Cell:
    if name != "value":
        return Cell(heading_of(name), said(answer, row, name, language), number=name == "year")
    return value_cell(answer, row, heading_of(name), language)


def value_cell(answer: Answer, row: Row | None, heading: str, language: str) -> Cell:
    """Return the cell of a figure; one that is missing says why."""
    if row is None or row["value"] is None:
        return Cell(heading, "—", number=True, reason=reason_of(answer, row, language))
    return Cell(heading, amount_said(row["value"]), number=True)


def reason_of(answer: Answer, row: Row | None, language: str) -> str:
    """Return why a row has no figure, as a sentence; empty where it has one."""
    return answer.reasons[row["reason"]][language] if row and row.get("reason") else ""


def measures_said(answer: Answer, language: str) -> str:
    """Return the stages of the money an answer has rows of, as a list in words."""
    keys = dict.fromkeys(row["measure"] for row in answer.rows if row.get("measure"))
    return ", ".join(wording()["measures"].get(key, {}).get(language, key) for key in keys)


def document_said(document: str, language: str) -> str:
    """Return how a sort of document is called."""
    return str(wording()["documents"][document][language])


def indicator_said(indicator: str, language: str) -> str:
    """Return how a figure is called: "difference_from_approved", "share_of_top_4"."""
    words = wording()["indicators"]
    for name in (indicator, indicator.rpartition("_")[0]):
        if name in words:
            last = indicator.rpartition("_")[2]
            stage = wording()["measures"].get(last, {}).get(language, last)
            return words[name][language].format(last=stage)
    return indicator


def amount_said(value: str) -> str:
    """Return a decimal string with the thousands of the reader's language set apart."""
    places = len(value.partition(".")[2])
    return str(number_format(Decimal(value), decimal_pos=places, force_grouping=True))


def said(answer: Answer, row: Row, name: str, language: str) -> str:
    """Return what a row says in a column, in words."""
    value = row.get(name)
    if value is None:
        return "—"
    if name == "indicator":
        return indicator_said(str(value), language)
    if name in _WORDED:
        return wording()[_WORDED[name]].get(str(value), {}).get(language, str(value))
    called = answer.names.get(name, {}).get(str(value), {}).get(language)
    missing = wording()["not_given"].get(name)
    if called is not None or missing is None:
        return called or str(value)
    return shown_code(name, str(value), missing[language])


def unit_said(unit: str) -> str:
    """Return "MXN/2023/person" in words."""
    money, *rest = unit.split("/")
    for part in rest:
        if part.isdigit():
            money = _("%(money)s in prices of %(year)s") % {"money": money, "year": part}
        else:
            money = _("%(money)s per person") % {"money": money}
    return str(_UNITS.get(money, money))


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
