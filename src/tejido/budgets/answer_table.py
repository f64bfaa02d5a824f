"""An answer's table as a page shows it: a row a year where its series fit beside each other.

Where there are more series, each year is a part of its own, the newest first. What all rows share
is said once, above; why figures are missing once, below. Files keep one row a figure
(`answer_files`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from string import ascii_lowercase
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.budgets.answer_rows import (
    Cell,
    column_names,
    heading_of,
    reason_of,
    said,
    unit_said,
    value_cell,
)
from tejido.budgets.domain.answer import Answer, Row
from tejido.budgets.domain.year_spans import year_spans

# More columns of amounts than this do not fit a page.
MOST_SERIES: Final = 4
# A part of more rows is closed at first, so that a page on a phone stays short.
MOST_OPEN: Final = 12
# Groups without a figure that are named; the others are counted.
MOST_NAMED: Final = 5
# What stands beside each other in a row of a group.
_BESIDE: Final = ("measure", "indicator")
Series = tuple[str, ...]
Lines = dict[Series, dict[Series, Row]]


@dataclass(frozen=True, slots=True)
class Note:
    """Why figures are missing.

    Arguments:
        reason: a sentence.
        mark: the letter beside the dashes it explains; empty where it explains all of them.
        names: the groups it left out of the table.
        more: how many more there are.
    """

    reason: str
    mark: str = ""
    names: tuple[str, ...] = ()
    more: int = 0

    @property
    def said(self) -> str:
        """The groups without a figure, then why."""
        if not self.names:
            return self.reason
        names = "; ".join(self.names)
        if self.more:
            said = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", self.more)
            names = said % {"names": names, "n": self.more}
        return _("Without a figure: %(names)s. %(reason)s") % {
            "names": names,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table, or of one year of it.

    Arguments:
        title: the year, or years without a figure; empty where there is one part.
        headings: one a cell, with the same text and whether numbers stand under it.
        rows: cells, as many a row as there are headings; the first says what the row is of.
        notes: why figures are missing.
    """

    title: str
    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[Note] = field(default=())

    @property
    def narrow(self) -> bool:
        """Whether it fits a narrow screen as it is: a year and an amount."""
        return len(self.headings) == 2 and self.headings[0].text == heading_of("year")


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page.

    Arguments:
        parts: one, or one a year, the newest first.
        units: what all rows share, and what amounts are counted in.
        left_out: how many rows are in the files only.
    """

    parts: Sequence[Part]
    units: str
    left_out: int = 0

    @property
    def opened(self) -> str:
        """The newest year with figures, where it is short enough to stand open."""
        first = next((part for part in self.parts if part.rows), None)
        return first.title if first and len(first.rows) <= MOST_OPEN else ""

    @property
    def shown(self) -> int:
        """How many rows it has."""
        return sum(len(part.rows) for part in self.parts)


def page_table(answer: Answer, language: str, most: int | None = None) -> PageTable:
    """Return an answer's table in the reader's language.

    Arguments:
        language: "es" or "en".
        most: how many rows; all when left out.
    """
    names = [name for name in column_names(answer) if name not in ("year", "value")]
    shared = [name for name in names if _is_shared(answer.rows, name)]
    told = [name for name in names if name not in shared]
    above = [
        said(answer, answer.rows[0], name, language) for name in shared if answer.rows[0].get(name)
    ]
    units = list(dict.fromkeys(unit_said(row["unit"]) for row in answer.rows))
    years = sorted({row["year"] for row in answer.rows}, reverse=True)
    by_year = _by_year(answer.rows, told)
    drawn = _Drawn(answer, language, name_units=len(units) > 1)
    if by_year is not None:
        parts = [drawn.years(by_year, told)]
    else:
        parts = drawn.groups(years, told)
        above += map(str, years if len(years) == 1 else ())
    shared_words = dict.fromkeys([*above, *(units if len(units) == 1 else [])])
    table = PageTable(parts, " · ".join(shared_words))
    return table if most is None else _first(table, most)


def _first(table: PageTable, most: int) -> PageTable:
    parts, left = [], most
    for part in table.parts:
        # A year whose rows are all cut is not there: it would look like one without figures.
        if left or not part.rows:
            parts.append(replace(part, rows=part.rows[:left]))
        left -= len(part.rows[:left])
    kept = replace(table, parts=parts)
    return replace(kept, left_out=table.shown - kept.shown)


def _is_shared(rows: list[Row], name: str) -> bool:
    return len(rows) > 1 and len({row.get(name) for row in rows}) == 1


def _texts(row: Row, names: Sequence[str]) -> Series:
    return tuple(str(row.get(name)) for name in names)


def _by_year(rows: list[Row], told: list[str]) -> dict[Series, dict[int, Row]] | None:
    """Return the rows by series and year; None where they do not fit side by side."""
    found: dict[Series, dict[int, Row]] = {}
    for row in rows:
        found.setdefault(_texts(row, told), {})[row["year"]] = row
    return found if len(found) <= MOST_SERIES and len({row["year"] for row in rows}) > 1 else None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An answer turned into parts of a table; `name_units` where it has several."""

    answer: Answer
    language: str
    name_units: bool

    def years(self, by_year: Mapping[Series, Mapping[int, Row]], told: list[str]) -> Part:
        """Return a row a year, a column a series; years without a figure for one reason as one."""
        series = {
            key: self._series_said(next(iter(rows.values())), told) for key, rows in by_year.items()
        }
        lines = [
            (year, [self._value(by_year[key].get(year), text) for key, text in series.items()])
            for year in sorted({year for rows in by_year.values() for year in rows})
        ]
        rows = [
            [Cell(heading_of("year"), year_spans(years)), *cells] for years, cells in _folded(lines)
        ]
        return _part("", [heading_of("year")], list(series.values()), rows, [])

    def groups(self, years: Sequence[int], told: list[str]) -> list[Part]:
        """Return a part a year: a row a group, its stages and figures side by side if they fit."""
        keys, beside = _layout(self.answer.rows, told)
        columns: dict[Series, str] = {}
        by_year: dict[int, Lines] = {year: {} for year in years}
        for row in self.answer.rows:
            column = _texts(row, beside)
            if column not in columns:
                columns[column] = self._series_said(row, beside)
            by_year[row["year"]].setdefault(_texts(row, keys), {})[column] = row
        if len(years) == 1:
            return [self._group_part("", by_year[years[0]], keys, columns)]
        return _together(
            [(year, self._group_part(str(year), by_year[year], keys, columns)) for year in years]
        )

    def _group_part(
        self, title: str, lines: Lines, keys: list[str], columns: Mapping[Series, str]
    ) -> Part:
        """Return the rows; with a title, groups that have no figure at all are told below."""
        shown, absent = [], []
        for line in lines.values():
            first = next(iter(line.values()))
            names = [self._label(first, name, alone=len(columns) == 1) for name in keys]
            if title and all(row["value"] is None for row in line.values()):
                absent.append((reason_of(self.answer, first, self.language), names))
            else:
                values = [self._value(line.get(key), text) for key, text in columns.items()]
                shown.append([*names, *values])
        notes = _absent_notes(absent, alone=not shown)
        return _part(title, [*map(heading_of, keys)], list(columns.values()), shown, notes)

    def _label(self, row: Row, name: str, *, alone: bool) -> Cell:
        text = said(self.answer, row, name, self.language)
        # Figures of several units under each other: each names its own.
        if alone and self.name_units and name == _BESIDE[-1]:
            text = f"{text} ({unit_said(row['unit'])})"
        return Cell(heading_of(name), text)

    def _value(self, row: Row | None, heading: str) -> Cell:
        return value_cell(self.answer, row, heading, self.language)

    def _series_said(self, row: Row, told: Sequence[str]) -> str:
        words = " · ".join(said(self.answer, row, name, self.language) for name in told)
        if not told:
            return heading_of("value")
        return f"{words} ({unit_said(row['unit'])})" if self.name_units else words


def _folded(lines: list[tuple[int, list[Cell]]]) -> list[tuple[list[int], list[Cell]]]:
    """Return the rows, years that follow each other as one where all cells lack for one reason."""
    alike = groupby(
        lines, key=lambda line: line[1] if all(cell.reason for cell in line[1]) else line[0]
    )
    groups = [list(listed) for _same, listed in alike]
    return [([year for year, _cells in listed], listed[0][1]) for listed in groups]


def _together(parts: list[tuple[int, Part]]) -> list[Part]:
    """Return the parts, those without a figure that follow each other for one reason as one."""
    found: list[Part] = []
    alike = groupby(parts, key=lambda one: one[1].notes if not one[1].rows else one[0])
    for _same, listed in alike:
        together = list(listed)
        found.append(replace(together[0][1], title=year_spans(year for year, _part in together)))
    return found


def _layout(rows: list[Row], told: list[str]) -> tuple[list[str], list[str]]:
    """Return the columns that say what a row is of, and those whose values stand side by side."""
    keys = [name for name in told if name not in _BESIDE]
    beside = [name for name in told if name in _BESIDE]
    fits = len({_texts(row, beside) for row in rows}) <= MOST_SERIES
    return (keys, beside) if keys and beside and fits else (told, [])


def _part(
    title: str, names: list[str], series: list[str], rows: list[list[Cell]], notes: list[Note]
) -> Part:
    """Return a part: why its cells are empty is said below it, by letters if several reasons."""
    headings = [*(Cell(text, text) for text in names), *(Cell(text, text, True) for text in series)]
    reasons = list(dict.fromkeys(cell.reason for row in rows for cell in row if cell.reason))
    marks = dict(zip(reasons, ascii_lowercase if len(reasons) > 1 else [""], strict=False))
    marked = [
        [replace(cell, mark=marks[cell.reason]) if cell.reason else cell for cell in row]
        for row in rows
    ]
    return Part(title, headings, marked, [*(Note(one, marks[one]) for one in reasons), *notes])


def _absent_notes(absent: list[tuple[str, list[Cell]]], *, alone: bool) -> list[Note]:
    """Return a note for each reason, with the groups it is about where others have figures."""
    named: dict[str, list[str]] = {}
    for reason, cells in absent:
        named.setdefault(reason, []).append(" · ".join(cell.text for cell in cells))
    if alone:
        return [Note(reason) for reason in named]
    return [
        Note(reason, names=tuple(names[:MOST_NAMED]), more=len(names[MOST_NAMED:]))
        for reason, names in named.items()
    ]
