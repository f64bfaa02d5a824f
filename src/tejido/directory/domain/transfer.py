"""What a row of a table says of an organization."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.tables import (
    MAX_CELL,
    NAME_FIELDS,
    VALUE_FIELDS,
    Column,
    Row,
    is_computed,
    split_values,
    unescape_cell,
)

# The words of each choice in both languages; the first is the one stored.
_KINDS = {
    "civil_society": ("civil society", "sociedad civil"),
    "network": ("network", "red"),
    "shelter": ("shelter", "albergue"),
    "academic": ("academic", "academica", "academia"),
    "faith": ("faith", "fe", "religiosa"),
    "community": ("community", "comunitaria", "comunidad"),
    "authority": ("authority", "autoridad"),
    "armed_force": ("armed force", "fuerza armada"),
    "intergovernmental": ("intergovernmental", "intergubernamental"),
    "company": ("company", "empresa"),
    "media": ("media", "media outlet", "medio", "medio de comunicacion"),
}
_VISIBILITIES = {
    "public": ("public", "publica", "publico"),
    "coalition": ("coalition", "coalition only", "coalicion", "solo la coalicion"),
    "sealed": ("sealed", "reservada", "reservado"),
}
_CHOICES = {
    "kind": {word: value for value, words in _KINDS.items() for word in words},
    "visibility": {word: value for value, words in _VISIBILITIES.items() for word in words},
}
# Control characters, and those that turn the direction of what stands beside a name.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DATES = re.compile(
    r"\s*\[\s*(\d{4}-\d{2}-\d{2})?\s*\.\.\s*(\d{4}-\d{2}-\d{2})?\s*(?:,\s*(\w+)\s*)?\]$"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is refused.

    Arguments:
        code: a code of `tejido.directory.wording`, or an `OrganizationFault`.
        column: heading of the column at fault; empty when it is the line as a whole.
        value: what stands there, shortened, or what the reason names.
    """

    code: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class WrittenMembership:
    """A membership as a cell says it.

    Arguments:
        network: key or name of the network.
        start: first day; None when unknown.
        end: last day; None while it lasts.
        visibility: a value of `Visibility`; "" when the cell does not say.
        dated: the cell states its dates, even if both are open.
    """

    network: str
    start: date | None = None
    end: date | None = None
    visibility: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says. A column the file lacks is absent from `values` and `names`.

    Arguments:
        number: where the row stands in the file.
        key: key of the organization to change; "" to create one.
        values: kind, visibility, country, subdivision, town and the name shown, by field.
        names: the names of each column, in the order written.
        memberships: None when the file has no such column.
        refusals: what is wrong with it already.
    """

    number: int
    key: str
    values: Mapping[str, str]
    names: Mapping[Column, tuple[str, ...]]
    memberships: tuple[WrittenMembership, ...] | None
    refusals: tuple[Refusal, ...] = ()


def names_written(line: Line) -> list[str]:
    """Return every name a line gives."""
    names = (
        line.values.get("name", ""),
        *(name for names in line.names.values() for name in names),
    )
    return [name for name in names if name]


@dataclass
class _Reader:
    line: int
    key: str = ""
    values: dict[str, str] = field(default_factory=dict)
    names: dict[Column, tuple[str, ...]] = field(default_factory=dict)
    memberships: list[WrittenMembership] | None = None
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, code: str, column: str = "", value: str = "") -> None:
        self.refusals.append(Refusal(code, column, value[:60]))

    def take(self, column: Column, text: str) -> None:
        if column.field == "key":
            self.key = text
        elif column.field in _CHOICES:
            self.take_choice(column.field, text)
        elif column.field in ("country", "subdivision"):
            self.values[column.field] = text.upper()
        elif column.field in VALUE_FIELDS:
            self.values[column.field] = squeeze(text)
        elif column.field in NAME_FIELDS:
            names = (squeeze(name) for name in split_values(text))
            self.names[column] = tuple(dict.fromkeys(names))
        else:
            self.memberships = [self.membership(part) for part in split_values(text)]

    def take_choice(self, name: str, text: str) -> None:
        # An empty choice says nothing: an organization always has a kind and a visibility.
        if not text:
            return
        value = _CHOICES[name].get(fold(text))
        if value is None:
            self.refuse(f"{name}-unknown", name, text)
        else:
            self.values[name] = value

    def membership(self, text: str) -> WrittenMembership:
        found = _DATES.search(text)
        if found is None:
            return WrittenMembership(squeeze(text))
        start, end = self.day(found[1]), self.day(found[2])
        if start and end and end < start:
            self.refuse("ends-before-it-starts", "memberships", text)
        visibility = _CHOICES["visibility"].get(fold(found[3] or ""), "")
        if found[3] and not visibility:
            self.refuse("visibility-unknown", "memberships", found[3])
        return WrittenMembership(squeeze(text[: found.start()]), start, end, visibility, dated=True)

    def day(self, text: str | None) -> date | None:
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse("no-such-day", "memberships", text)
            return None


def read_line(columns: Sequence[Column], row: Row) -> Line:
    """Return what a row says, with the reasons to refuse it that the row alone gives.

    Arguments:
        columns: as `read_header` returned them.
        row: cells beyond the last column must be empty.
    """
    reader = _Reader(row.number)
    if any(cell.strip() for cell in row.cells[len(columns) :]):
        reader.refuse("more-cells-than-columns")
    padded = (*row.cells, *("" for _ in columns))
    for position, column in enumerate(columns):
        cell = padded[position]
        fault = "computed-cell" if position in row.formulas else _cell_fault(cell)
        if fault:
            reader.refuse(fault, column.heading, cell)
        else:
            reader.take(column, unescape_cell(cell).strip())
    memberships = None if reader.memberships is None else tuple(reader.memberships)
    return Line(
        row.number, reader.key, reader.values, reader.names, memberships, tuple(reader.refusals)
    )


def _cell_fault(cell: str) -> str:
    if len(cell) > MAX_CELL:
        return "long-cell"
    if is_computed(cell):
        return "computed-cell"
    if _CONTROL.search(cell):
        return "control-character"
    return ""
