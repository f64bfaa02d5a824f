"""A sheet of an XLSX workbook, row by row into a CSV whose first column is the row's place."""

import csv
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.containers import BROKEN, choose
from tejido.budgets.reading.delimited import HEADER_SEARCH, header_at, unique_headings
from tejido.budgets.reading.limits import MEGABYTE, Limits
from tejido.budgets.reading.room import check_room
from tejido.budgets.reading.table import SAMPLE_ROWS, Choices, ReadTable, Sort
from tejido.core.broken_workbooks import BROKEN_WORKBOOK

_ROW_END = re.compile(rb"</(?:\w+:)?row>|<(?:\w+:)?row[^>]*/>")
_CHUNK = MEGABYTE
_MOST_BESIDE = 64 * MEGABYTE
_ROOM_CHECKED = 10_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def is_workbook(path: Path) -> bool:
    """Return whether a zip is an XLSX workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except BROKEN as error:
        raise TableFault(Fault.DAMAGED, format="ZIP") from error
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def write_sheet(path: Path, target: Path, choices: Choices, limits: Limits) -> ReadTable:
    """Write the rows under a sheet's header as a CSV in UTF-8, each led by its place.

    Arguments:
        path: the workbook.
        target: the CSV; a cell is the value it shows, never a formula.
        choices: the sheet and the header's row, where a person chose them.

    Errors:
        TableFault.
    """
    _check_package(path, limits)
    with _translated(), path.open("rb") as file, warnings.catch_warnings():
        # Parts openpyxl does not know (extensions, styles) hold nothing we read.
        warnings.simplefilter("ignore")
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = {sheet.title: sheet for sheet in workbook.worksheets}
            names = tuple(sheets)
            name = choose(
                names, choices.sheet, needed=Fault.SHEET_NEEDED, unknown=Fault.SHEET_UNKNOWN
            )
            rows = sheets[name].iter_rows(max_col=limits.columns + 1, values_only=True)
            table = _write_rows(_texts(rows), target, choices, limits)
            return replace(table, sheet=name, sheets=names)
        finally:
            workbook.close()


def _write_rows(
    rows: Iterator[tuple[int, list[str]]], target: Path, choices: Choices, limits: Limits
) -> ReadTable:
    first = list(islice(rows, HEADER_SEARCH + SAMPLE_ROWS))
    if not first:
        raise TableFault(Fault.EMPTY)
    # A person counts the sheet's own rows, the empty ones among them.
    wanted = None
    if choices.header_row is not None:
        numbers = [number for number, _ in first]
        wanted = numbers.index(choices.header_row) + 1 if choices.header_row in numbers else 0
    at = header_at([cells for _, cells in first], wanted)
    header_row, headings = first[at]
    under = first[at + 1 :]
    width = max(len(cells) for _, cells in first[at:])
    header = unique_headings([*headings, *[""] * (width - len(headings))], limits)
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, cells in chain(under, rows):
            # A row with more cells than the header stays longer: it is refused by its number.
            cells += [""] * (width - len(cells))
            writer.writerow([str(number - header_row), *cells])
            count += 1
            if count % _ROOM_CHECKED == 0:
                check_room(target)
    if not count:
        raise TableFault(Fault.NO_ROWS)
    return ReadTable(
        path=target,
        sort=Sort.CSV,
        header=header,
        skip=0,
        numbered=True,
        header_row=header_row,
        sample=tuple(tuple(cells[:width]) for _, cells in under[:SAMPLE_ROWS]),
        rows=count,
    )


def _texts(rows: Iterator[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty with their numbers, without empty cells at their ends."""
    last: Sequence[Any] = ()
    for number, row in enumerate(rows, 1):
        # Rows the file leaves out are all the same object: a million of them cost nothing.
        if row is last:
            continue
        last = row
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        # Never with an exponent, and whole numbers without ".0", as a spreadsheet shows codes.
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, datetime):
        return str(value if value.time() != time() else value.date())
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _check_package(path: Path, limits: Limits) -> None:
    """Refuse a package that would take too much memory or time, before any of it is parsed."""
    packed = max(path.stat().st_size, 1)
    with _translated(), zipfile.ZipFile(path) as package:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts)
        if (
            len(parts) > limits.members
            or unpacked > limits.workbook
            or (unpacked > MEGABYTE and unpacked > limits.ratio * packed)
        ):
            raise _unpacks(limits)
        for part in parts:
            if _SHEET.fullmatch(part.filename):
                _check_rows(package, part, limits)
            elif part.file_size > _MOST_BESIDE:
                # Read whole: shared strings, styles.
                raise _unpacks(limits)


def _check_rows(package: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """A row is held in memory as a whole."""
    since = 0
    with package.open(part) as file:
        while chunk := file.read(_CHUNK):
            ends = [match.end() for match in _ROW_END.finditer(chunk)]
            if ends:
                since = len(chunk) - ends[-1]
            else:
                since += len(chunk)
            if since > limits.record:
                raise _unpacks(limits)


def _unpacks(limits: Limits) -> TableFault:
    return TableFault(Fault.UNPACKS, most=limits.workbook // MEGABYTE)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except TableFault:
        raise
    except OSError as error:
        # openpyxl raises it, without a number, for a package that is no workbook.
        if error.errno is not None:
            raise
        raise TableFault(Fault.DAMAGED, format="XLSX") from error
    except BROKEN_WORKBOOK as error:
        raise TableFault(Fault.DAMAGED, format="XLSX") from error
