"""Taking apart a text in UTF-8: what stands between the cells, where the headings are."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tejido.budgets.domain.amounts import WHITE
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.limits import Limits
from tejido.budgets.reading.table import SAMPLE_ROWS

DELIMITERS = (",", ";", "\t", "|")
HEADER_SEARCH = 30
_SAMPLE_CHARACTERS = 256 * 1024
_HEADER_FILLED = 0.6
_NUMBER = re.compile(r"[-(]?[$]? ?[0-9][0-9.,' ]*[)]?")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a text.

    Arguments:
        line: the line it begins on, 1 for the first.
        next_line: the line after it.
        cells: as they stand.
    """

    line: int
    next_line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: see `ReadTable` for the fields."""

    delimiter: str
    header: tuple[str, ...]
    header_row: int
    header_line: int
    skip: int
    sample: tuple[tuple[str, ...], ...]


def find_layout(
    path: Path, limits: Limits, *, delimiter: str | None = None, header_row: int | None = None
) -> Layout:
    """Return how a text in UTF-8 is laid out.

    Arguments:
        path: the text; its beginning is read.
        delimiter, header_row: as a person chose, None to find out.

    Errors:
        TableFault: it has no header, no record after it, or its records cannot be told apart.
    """
    if delimiter is not None and delimiter not in DELIMITERS:
        raise TableFault(Fault.DELIMITER_UNKNOWN)
    between = delimiter or _delimiter(path, limits)
    records = _beginning(path, between, limits)
    at = header_at([record.cells for record in records], header_row)
    header = unique_headings(records[at].cells, limits)
    sample = tuple(record.cells for record in records[at + 1 : at + 1 + SAMPLE_ROWS])
    if not sample:
        raise TableFault(Fault.NO_ROWS)
    return Layout(between, header, at + 1, records[at].line, records[at].next_line - 1, sample)


def header_at(rows: Sequence[Sequence[str]], chosen: int | None) -> int:
    """Return the place of the header among the first rows: titles above it fill few cells.

    Arguments:
        rows: at least one.
        chosen: its place as a person counts, from 1; None to find out.

    Errors:
        TableFault: header-unknown; no-header when the row found holds figures.
    """
    if chosen is not None:
        if not 1 <= chosen <= len(rows):
            raise TableFault(Fault.HEADER_UNKNOWN, most=len(rows))
        return chosen - 1
    filled = [[cell.strip(WHITE) for cell in row if cell.strip(WHITE)] for row in rows]
    widest = max(map(len, filled))
    at = next(place for place, cells in enumerate(filled) if len(cells) >= _HEADER_FILLED * widest)
    numbers = sum(1 for cell in filled[at] if _NUMBER.fullmatch(cell))
    if not filled[at] or numbers * 2 > len(filled[at]):
        raise TableFault(Fault.NO_HEADER)
    return at


def unique_headings(cells: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """Return headings of which none is empty and no two are the same but for case.

    An empty one becomes "column 7", a second "MONTO" becomes "MONTO (2)".

    Errors:
        TableFault: too many, or too long.
    """
    if len(cells) > limits.columns:
        raise TableFault(Fault.TOO_MANY_COLUMNS, most=limits.columns, found=len(cells))
    taken: set[str] = set()
    headings = []
    for number, cell in enumerate(cells, 1):
        heading = cell.strip(WHITE) or f"column {number}"
        if len(heading) > limits.heading:
            raise TableFault(Fault.LONG_HEADING, number=number, most=limits.heading)
        name, copy = heading, 1
        while name.casefold() in taken:
            copy += 1
            name = f"{heading} ({copy})"
        taken.add(name.casefold())
        headings.append(name)
    return tuple(headings)


def lines(path: Path, limits: Limits) -> Iterator[str]:
    """Yield the lines of a text in UTF-8 with their ends, none longer than the limit.

    Errors:
        TableFault: long-record.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        number = 0
        while line := file.readline(limits.record):
            number += 1
            if len(line) >= limits.record:
                raise TableFault(Fault.LONG_RECORD, line=number, most=limits.record)
            yield line


def _beginning(path: Path, delimiter: str, limits: Limits) -> list[Record]:
    """Return the first records, broken quotes read as well as they can be."""
    reader = csv.reader(lines(path, limits), delimiter=delimiter)
    found: list[Record] = []
    before = characters = 0
    while len(found) < HEADER_SEARCH + SAMPLE_ROWS and characters < _SAMPLE_CHARACTERS:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # A quote without an end has swallowed more than any cell holds.
            if not found:
                raise TableFault(Fault.QUOTES, line=before + 1) from error
            break
        if cells is None:
            break
        if cells:
            found.append(Record(before + 1, reader.line_num + 1, tuple(cells)))
            characters += sum(map(len, cells))
        before = reader.line_num
    if not found:
        raise TableFault(Fault.EMPTY)
    return found


def _delimiter(path: Path, limits: Limits) -> str:
    """Return the sign that parts the first records into most cells, alike in number."""

    def parts(delimiter: str) -> float:
        counts = [len(record.cells) for record in _beginning(path, delimiter, limits)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        return usual * counts.count(usual) / len(counts) if usual > 1 else 0

    return max(DELIMITERS, key=parts)
