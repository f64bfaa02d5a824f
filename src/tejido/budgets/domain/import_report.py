"""What an import reports: plain data kept with the snapshot, read by pages and commands.

docs/budgets.md describes every field. Lists name at most MOST_NAMED things and say how many
there are; nothing is repaired.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tejido.budgets.domain.columns import COLUMNS

MOST_NAMED = 200
MOST_TOTALS = 50_000
# Above this share of records refused, the mapping does not fit the file.
MOST_REFUSED = Decimal("0.10")
# What tells a line apart for a person, and a cell that holds an amount wherever it stands.
_PLACE = ("year", "document", "branch", "unit", "programme", "object")
_LIKE_AN_AMOUNT = re.compile(
    r"-?\(?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\)?|-?[0-9]+\.[0-9]+", re.ASCII
)
_CELLS, _LETTERS, _TEXT = 12, 60, 300


@dataclass(slots=True)
class SetApart:
    """Records that are no lines, or lines with something to tell, as the pass meets them.

    Arguments:
        faults: names of the faults by their bit, first the ones that refuse: (name, column).
        refusing: how many of them refuse.
        totals: names of the skip rules whose records are totals of the lines.
        headings: of the file's columns.
    """

    faults: Sequence[tuple[str, str]]
    refusing: int
    totals: frozenset[str] = frozenset()
    headings: Sequence[str] = ()
    skipped: Counter[str] = field(default_factory=Counter)
    skipped_lines: dict[str, list[int]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    refused_lines: list[dict[str, Any]] = field(default_factory=list)
    noted: Counter[tuple[str, str]] = field(default_factory=Counter)
    noted_lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    total_records: list[tuple[str, int, Sequence[str | None]]] = field(default_factory=list)

    def meet(
        self,
        line: int,
        skip: str | None,
        bits: int,
        cells: Sequence[str | None],
        values: Sequence[str | None],
    ) -> bool:
        """Take note of a record; return whether it is kept as a line.

        Arguments:
            line: its place in the file.
            skip: the skip rule it falls under, None for a line.
            bits: which faults it has.
            cells: the record as it stands.
            values: its canonical columns as text.
        """
        if skip is not None:
            self._skip(line, skip, values)
            return False
        for bit, (name, column) in enumerate(self.faults[: self.refusing]):
            if bits >> bit & 1:
                self._refuse(line, name, column, cells)
                return False
        for bit, (name, column) in enumerate(self.faults):
            if bits >> bit & 1:
                self.noted[name, column] += 1
                self._note(line, name, column, cells, values)
        return True

    def refuse_broken(self, line: int, file_line: int, fault: str, text: str) -> None:
        """Take note of a record that cannot be taken apart.

        Arguments:
            line: its place among the records.
            file_line: the line of the file it begins on.
            fault: "cells" or "quotes".
            text: its beginning.
        """
        self.refused[fault] += 1
        shown = {"line": line, "reason": fault, "column": "", "cells": [text[:_TEXT]]}
        _name(self.refused_lines, {**shown, "file_line": file_line})

    def refuse_more(self, name: str, count: int) -> None:
        """Take note of refused records beyond those that are named."""
        if count > 0:
            self.refused[name] += count

    @property
    def skipped_count(self) -> int:
        """How many records are no lines."""
        return self.skipped.total()

    @property
    def refused_count(self) -> int:
        """How many records are refused."""
        return self.refused.total()

    def data(self) -> dict[str, Any]:
        """Return the report's part about records, sorted: the pass meets them in no order."""
        return {
            "refused": {
                "by_reason": dict(sorted(self.refused.items())),
                "records": _in_order(self.refused_lines),
            },
            "set_apart": [
                {"name": name, "rows": count, "lines": sorted(self.skipped_lines[name])}
                for name, count in sorted(self.skipped.items())
            ],
            "noted": [
                {"name": name, "column": column, "rows": count}
                for (name, column), count in sorted(self.noted.items())
            ],
            "noted_lines": {
                name: _in_order(lines) for name, lines in sorted(self.noted_lines.items())
            },
        }

    def _skip(self, line: int, name: str, values: Sequence[str | None]) -> None:
        self.skipped[name] += 1
        lines = self.skipped_lines.setdefault(name, [])
        if len(lines) < MOST_NAMED:
            lines.append(line)
        if name in self.totals and len(self.total_records) < MOST_TOTALS:
            self.total_records.append((name, line, tuple(values)))

    def _note(
        self,
        line: int,
        name: str,
        column: str,
        cells: Sequence[str | None],
        values: Sequence[str | None],
    ) -> None:
        """Name a line that is kept, and the cells that say why."""
        told: dict[str, Any] = {"line": line, "column": column}
        found = dict(zip(COLUMNS, values, strict=True))
        told |= {place: found[place] for place in _PLACE}
        told["cells"] = {
            heading: (cell or "")[:_LETTERS]
            for heading, cell in zip(self.headings, cells, strict=True)
            if _LIKE_AN_AMOUNT.fullmatch(cell or "")
        }
        _name(self.noted_lines.setdefault(name, []), told)

    def _refuse(self, line: int, name: str, column: str, cells: Sequence[str | None]) -> None:
        self.refused[name] += 1
        _name(
            self.refused_lines,
            {"line": line, "reason": name, "column": column, "cells": _shown(cells)},
        )


def too_many_refused(kept: int, refused: int) -> bool:
    """Whether so few records can be read that the mapping cannot be meant for the file."""
    return not kept or refused > MOST_REFUSED * (kept + refused)


def money(value: Decimal | None) -> str | None:
    """Return an amount as text with two decimals, None as it is."""
    return None if value is None else f"{value:.2f}"


def coverage_data(
    rows: Iterable[Sequence[Any]], measures: Sequence[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what years and documents hold, and the amounts that are missing.

    Arguments:
        rows: year, document, number of lines, then for each measure its sum and how many lines
            have it.
        measures: in that order.

    Returns the coverage ({"year", "document", "rows", "totals"}) and the nulls ({"year",
    "document", "measure", "rows"}); a measure no line of a year has is not in the latter.
    """
    coverage, nulls = [], []
    for year, document, count, *amounts in rows:
        sums = dict(zip(measures, amounts[::2], strict=True))
        known = dict(zip(measures, amounts[1::2], strict=True))
        place = {"year": year, "document": document}
        totals = {str(name): money(sums[name]) for name in measures}
        coverage.append({**place, "rows": count, "totals": totals})
        nulls += [
            {**place, "measure": str(name), "rows": count - known[name]}
            for name in measures
            if 0 < known[name] < count
        ]
    return coverage, nulls


@dataclass(frozen=True, slots=True)
class Named:
    """A code with one label it has, and the years it has it in.

    Arguments:
        key: the codes that make it one: ("05", "E", "002").
    """

    key: tuple[str, ...]
    label: str
    first: int
    last: int


def changed_labels(new: Iterable[Named], old: Iterable[Named] = ()) -> list[dict[str, Any]]:
    """Return the codes that have more than one label, those of earlier snapshots included.

    Arguments:
        new: of the file.
        old: of the earlier snapshots; a code the file does not have is left out.
    """
    found: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
    for one in new:
        _add(found.setdefault(one.key, {}), one)
    for one in old:
        if one.key in found:
            _add(found[one.key], one)
    return [
        {
            "code": "-".join(key),
            "labels": [
                {"label": label, "first": first, "last": last}
                for label, (first, last) in sorted(labels.items(), key=lambda kv: (kv[1], kv[0]))
            ],
        }
        for key, labels in sorted(found.items())
        if len(labels) > 1
    ]


def shortened(items: Sequence[Any]) -> dict[str, Any]:
    """Return how many there are, and the first MOST_NAMED of them."""
    return {"count": len(items), "first": list(items[:MOST_NAMED])}


def _add(labels: dict[str, tuple[int, int]], one: Named) -> None:
    first, last = labels.get(one.label, (one.first, one.last))
    labels[one.label] = (min(first, one.first), max(last, one.last))


def _name(lines: list[dict[str, Any]], what: dict[str, Any]) -> None:
    if len(lines) < MOST_NAMED:
        lines.append(what)


def _in_order(lines: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(lines, key=lambda one: (one["line"], one["column"]))


def _shown(cells: Sequence[str | None]) -> list[str]:
    return [(cell or "")[:_LETTERS] for cell in cells[:_CELLS]]
