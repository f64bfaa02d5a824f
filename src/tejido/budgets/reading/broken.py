"""The records of a text that cannot be taken apart: named one by one, the others kept.

DuckDB reads a sound file many times faster, and counts what it cannot read; this pass is for the
file in which something is broken, and says where.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.delimited import lines
from tejido.budgets.reading.limits import LIMITS, Limits
from tejido.budgets.reading.room import check_room
from tejido.budgets.reading.table import ReadTable
from tejido.budgets.reading.texts import check_utf8
from tejido.budgets.work_folders import work_folder

MOST_KEPT = 1_000
_LONGEST_TEXT = 500
_MOST_LINES = 200
_ROOM_CHECKED = 100_000


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that is refused.

    Arguments:
        record: its place after the header, 1 for the first.
        line: of the file, 1 for the first.
        fault: "cells" (another number than the header has) or "quotes".
        cells: how many it has; 0 when quotes leave that open.
        text: its beginning, as it stands in the file.
    """

    record: int
    line: int
    fault: str
    cells: int
    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """All broken records of a file.

    Arguments:
        count: how many.
        records: the first MOST_KEPT of them.
    """

    count: int
    records: tuple[BrokenRecord, ...]


@contextmanager
def set_aside_broken(
    table: ReadTable, limits: Limits = LIMITS
) -> Iterator[tuple[ReadTable, Broken]]:
    """Give the table without its broken records, the others numbered as in the original.

    Errors:
        TableFault: a byte that is not UTF-8; a quotation mark that is never closed, so that what
            follows it is open.
    """
    check_utf8(table.path)
    with work_folder("reading") as work:
        target = work / "sound.csv"
        broken = _write_sound(table, target, limits)
        sound = replace(table, path=target, skip=0, numbered=True, delimiter=",")
        yield sound, broken


def _write_sound(table: ReadTable, target: Path, limits: Limits) -> Broken:
    width = len(table.header) + table.numbered
    kept: list[BrokenRecord] = []
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for place, found in enumerate(_records(table, limits), 1):
            line, text, cells = found
            if len(cells) == width:
                writer.writerow(cells if table.numbered else [str(place), *cells])
                continue
            count += 1
            if len(kept) < MOST_KEPT:
                number = int(cells[0]) if table.numbered else place
                fault = "cells" if cells else "quotes"
                found_cells = max(len(cells) - table.numbered, 0)
                kept.append(
                    BrokenRecord(number, line, fault, found_cells, text[:_LONGEST_TEXT].rstrip())
                )
            if place % _ROOM_CHECKED == 0:
                check_room(target)
    return Broken(count, tuple(kept))


def _records(table: ReadTable, limits: Limits) -> Iterator[tuple[int, str, list[str]]]:
    """Yield line, text and cells of each record; no cells where the quotes are broken.

    Errors:
        TableFault: a record begins on one line, goes on over others and then breaks: where it
            should have ended nobody can tell.
    """
    text = ""
    start = 0
    for number, line in islice(enumerate(lines(table.path, limits), 1), table.skip, None):
        if not text and not line.strip("\r\n"):
            continue
        start = start if text else number
        text += line
        cells, open_end = _cells(text, table.delimiter)
        ended = not open_end
        if _lost(number - start, text, limits, cells if ended else None):
            raise TableFault(Fault.QUOTES, line=start)
        if ended:
            yield start, text, cells
            text = ""
    if text:
        raise TableFault(Fault.QUOTES, line=start)


def _lost(further: int, text: str, limits: Limits, cells: list[str] | None) -> bool:
    """Whether it is open where a record ends: it goes on too long, or breaks on a later line."""
    if cells is None:
        return further > _MOST_LINES or len(text) > limits.record
    return not cells and further > 0


def _cells(text: str, delimiter: str) -> tuple[list[str], bool]:
    """Return the cells of a record, or whether a quotation mark is still open at its end."""
    if '"' not in text:
        return text.rstrip("\r\n").split(delimiter), False
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True)), False
    except csv.Error as error:
        return [], "unexpected end" in str(error)
