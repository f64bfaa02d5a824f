"""Reading the table of a CSV or XLSX file that somebody else made, within fixed limits.

Nothing is trusted: not the file's name, not its declared sizes. A file is read to the end before
anything is made of it, so that a fault leaves everything as it was.
"""

import csv
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook

from tejido.core.broken_workbooks import BROKEN_WORKBOOK
from tejido.directory.domain.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    Column,
    Row,
    TableFault,
    known_headings,
    read_header,
)
from tejido.directory.xlsx_package import check_package

MAX_BYTES = 20 * 1024 * 1024
_MAX_SHEET_ROW = 1_048_576
_CHUNK = 1024 * 1024

_ZIP = b"PK\x03\x04"
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS (Excel 97-2003)",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
    b"<!DO": "HTML",
    b"<htm": "HTML",
}
_GUESSES = ("cp1252", "mac_roman", "cp850")
_GUESS_NAMES = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "CP850 (DOS)",
}
_SPANISH = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”’–ªº")

Report = Callable[[int], None]
CountHeadings = Callable[[Iterable[str]], int]
Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read.

    Arguments:
        columns: what each column holds.
        rows: those that are not empty, header left out.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, report: Report | None = None) -> Table:
    """Read the table of a CSV or XLSX file; which of them, its content says.

    Arguments:
        path: the file; its name does not matter.
        report: called with the rows read so far, now and then.

    Errors:
        TableFault: the file as a whole cannot be read, and why.
    """
    return _read(path, lambda rows: _table(rows, report), known_headings)


def read_rows(path: Path, known: CountHeadings) -> list[Row]:
    """Read the rows of a CSV or XLSX file that are not empty, whatever their headings.

    Arguments:
        known: counts the headings among some cells; tells which separator a CSV file uses.

    Errors:
        TableFault: as `read_table`.
    """
    return _read(path, _bare_rows, known)


def _read(path: Path, take: Callable[[Iterator[Row]], Taken], known: CountHeadings) -> Taken:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise TableFault("file-too-large", most=MAX_BYTES // 1024 // 1024)
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise TableFault("file-empty")
    if start.startswith(_ZIP):
        return _read_xlsx(path, take)
    for magic, name in _OTHER_FORMATS.items():
        if start.startswith(magic):
            raise TableFault("not-a-table", format=name)
    return take(_csv_rows(path, known))


def _bare_rows(rows: Iterator[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            if len(kept) == MAX_ROWS:
                raise TableFault("too-many-rows", most=MAX_ROWS)
            kept.append(row)
    return kept


def _table(rows: Iterator[Row], report: Report | None) -> Table:
    header = next((row for row in rows if any(cell.strip() for cell in row.cells)), None)
    if header is None:
        raise TableFault("file-empty")
    columns = read_header(header.cells)
    kept: list[Row] = []
    for row in rows:
        if not any(cell.strip() for cell in row.cells) and not row.formulas:
            continue
        if len(kept) == MAX_ROWS:
            raise TableFault("too-many-rows", most=MAX_ROWS)
        kept.append(row)
        if report and len(kept) % 500 == 0:
            report(len(kept))
    return Table(columns, tuple(kept))


def _csv_rows(path: Path, known: CountHeadings) -> Iterator[Row]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator(file.readline(), known)
    with path.open(encoding=encoding, newline="") as file:
        # Errors in quotes raise instead of swallowing the rest of the file.
        reader = csv.reader(file, delimiter=separator, strict=True)
        before = 0
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                # The field limit of the csv module, 131,072 characters, is far above MAX_CELL.
                fault = "huge-cell" if "field larger" in str(error) else "quotes"
                raise TableFault(fault, line=before + 1) from error
            if cells is None:
                return
            yield Row(before + 1, tuple(cells[: MAX_COLUMNS + 1]))
            before = reader.line_num


def _encoding(path: Path) -> str:
    """Return the encoding to read a CSV with.

    Errors:
        TableFault: it is not UTF-8, with the encoding it looks like; or it holds NUL bytes.
    """
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise TableFault("encoding", encoding="UTF-16")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                raise TableFault("nul-bytes")
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            while text.read(_CHUNK):
                pass
    except UnicodeDecodeError as error:
        with path.open("rb") as file:
            sample = file.read(_CHUNK)
        raise TableFault("encoding", encoding=_guess(sample)) from error
    return "utf-8-sig"


def _guess(sample: bytes) -> str:
    """Name the encoding in which the bytes above ASCII are most often letters of Spanish."""

    def fitting(encoding: str) -> int:
        text = sample.decode(encoding, errors="replace")
        odd = [char for char in text if ord(char) > 127]
        return sum(1 if char in _SPANISH else -1 for char in odd)

    return _GUESS_NAMES[max(_GUESSES, key=fitting)]


def _separator(header: str, known: CountHeadings) -> str:
    """Return what stands between the cells: spreadsheets in Spanish write semicolons."""

    def found(separator: str) -> tuple[int, int]:
        cells = [cell.strip(" \"'\r\n") for cell in header.split(separator)]
        return known(cells), len(cells)

    return max(",;\t", key=found)


def _read_xlsx(path: Path, take: Callable[[Iterator[Row]], Taken]) -> Taken:
    check_package(path)
    try:
        # From a file object: given a path, openpyxl goes by its ending.
        with path.open("rb") as file, warnings.catch_warnings():
            # Parts openpyxl does not know (extensions, styles) hold nothing we read.
            warnings.simplefilter("ignore")
            workbook = load_workbook(file, read_only=True, keep_links=False)
            try:
                area = workbook.worksheets[0].iter_rows(
                    min_row=1, max_row=_MAX_SHEET_ROW, min_col=1, max_col=MAX_COLUMNS + 1
                )
                return take(_sheet_rows(area))
            finally:
                workbook.close()
    except TableFault:
        raise
    except BROKEN_WORKBOOK as error:
        raise TableFault("xlsx-broken") from error


def _sheet_rows(area: Iterable[Sequence[Any]]) -> Iterator[Row]:
    last: Sequence[Any] = ()
    for number, cells in enumerate(area, 1):
        # Rows the file leaves out are all the same object: a million of them cost nothing.
        if cells is last:
            continue
        last = cells
        texts = tuple(_text(cell.value) for cell in cells)
        formulas = frozenset(
            position for position, cell in enumerate(cells) if cell.data_type in ("f", "e")
        )
        if formulas or any(texts):
            yield Row(number, texts, formulas)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
