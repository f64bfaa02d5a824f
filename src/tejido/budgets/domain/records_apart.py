"""Records that are no lines, and lines with something to tell, as a pass over a file meets them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tejido.budgets.domain.amounts import WHITE
from tejido.budgets.domain.columns import COLUMNS
from tejido.budgets.domain.import_report import MOST_NAMED

MOST_TOTALS = 50_000
# What tells a line apart for a person, and a cell that holds an amount wherever it stands.
_PLACE = ("year", "document", "branch", "unit", "programme", "object")
_LIKE_AN_AMOUNT = re.compile(
    r"-?\(?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\)?|-?[0-9]+\.[0-9]+", re.ASCII
)
_CELLS, _LETTERS, _TEXT = 60, 60, 300


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
    white_at_end: bool = False
    """Whether a cell of a record met so far ends in white space."""

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
        self.white_at_end = self.white_at_end or any(cell and cell[-1] in WHITE for cell in cells)
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
                {"name": name, "rows": count, "lines": _first(self.skipped_lines[name])}
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
        _keep(self.skipped_lines.setdefault(name, []), line)
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


def _name(lines: list[dict[str, Any]], what: dict[str, Any]) -> None:
    """Name a record, so that the first ones of the file stay, in whatever order they are met."""
    lines.append(what)
    if len(lines) > 2 * MOST_NAMED:
        lines[:] = _in_order(lines)


def _keep(places: list[int], place: int) -> None:
    places.append(place)
    if len(places) > 2 * MOST_NAMED:
        places[:] = _first(places)


def _in_order(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda one: (one["line"], one["column"]))[:MOST_NAMED]


def _first(places: Iterable[int]) -> list[int]:
    return sorted(places)[:MOST_NAMED]


def _shown(cells: Sequence[str | None]) -> list[str]:
    return [(cell or "")[:_LETTERS] for cell in cells[:_CELLS]]
