"""Opening a file: what it is, its content says, whatever its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.containers import choose, unpack_gz, unpack_member, zip_members
from tejido.budgets.reading.delimited import Layout, find_layout
from tejido.budgets.reading.limits import LIMITS, MEGABYTE, Limits
from tejido.budgets.reading.parquet_files import describe_parquet
from tejido.budgets.reading.table import Choices, ReadTable, Sort
from tejido.budgets.reading.texts import check_utf8, copy_as_utf8, examine
from tejido.budgets.reading.workbooks import is_workbook, write_sheet
from tejido.budgets.work_folders import work_folder

_ZIP = b"PK\x03\x04"
_GZ = b"\x1f\x8b"
_PARQUET = b"PAR1"
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS (Excel 97-2003)",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"<!do": "HTML",
    b"<htm": "HTML",
    b"<?xm": "XML",
    b"PK\x05\x06": "ZIP",
    b"BZh": "BZIP2",
    b"\xfd7zXZ": "XZ",
    b"7z\xbc\xaf": "7Z",
    b"Rar!": "RAR",
    b"RDX": "RDATA",
    b"SQLi": "SQLITE",
}


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a file is opened: the arguments of `open_table`, and a folder for copies."""

    choices: Choices
    limits: Limits
    compare: bool
    work: Path


@contextmanager
def open_table(
    path: Path, choices: Choices | None = None, limits: Limits = LIMITS, *, compare: bool = True
) -> Iterator[ReadTable]:
    """Give a file made ready for the warehouse; copies made on the way go when it is left.

    Arguments:
        path: the file; its name does not matter.
        choices: what a person chose; what is left open is found by content.
        limits: what it may take.
        compare: find what every encoding makes of it, for a person to choose. Without, a byte
            that does not belong to the encoding chosen may be found only when records are read.

    Errors:
        TableFault: the file cannot be read, and why.
    """
    if path.stat().st_size > limits.unpacked:
        raise TableFault(Fault.TOO_LARGE, most=limits.unpacked // MEGABYTE)
    with work_folder("reading") as work:
        # DuckDB takes brackets and stars in a name for a pattern, and its ending for a packing.
        named = work / "file"
        named.symlink_to(path.resolve())
        yield _open(named, _Opening(choices or Choices(), limits, compare, work))


def _open(path: Path, how: _Opening) -> ReadTable:
    start = _start(path)
    if start.startswith(_GZ):
        target = how.work / "unpacked"
        unpack_gz(path, target, how.limits)
        return _inner(target, how)
    if start.startswith(_ZIP) and not is_workbook(path):
        return _from_zip(path, how)
    return _table(path, start, how)


def _from_zip(path: Path, how: _Opening) -> ReadTable:
    members = zip_members(path, how.limits)
    if not members:
        raise TableFault(Fault.NO_TABLE_INSIDE)
    names = tuple(members)
    name = choose(
        names, how.choices.member, needed=Fault.MEMBER_NEEDED, unknown=Fault.MEMBER_UNKNOWN
    )
    target = how.work / "member"
    unpack_member(path, members[name], target, how.limits)
    return replace(_inner(target, how), member=name, members=names)


def _inner(path: Path, how: _Opening) -> ReadTable:
    """Read what a zip or gz held; a gz in a zip is common, a zip in a zip is not."""
    start = _start(path)
    if start.startswith(_GZ) and path.name == "member":
        target = how.work / "unpacked"
        unpack_gz(path, target, how.limits)
        path.unlink()
        return _inner(target, how)
    return _table(path, start, how)


def _table(path: Path, start: bytes, how: _Opening) -> ReadTable:
    if start.startswith(_ZIP) and is_workbook(path):
        return write_sheet(path, how.work / "sheet.csv", how.choices, how.limits)
    if start.startswith(_PARQUET):
        return describe_parquet(path, how.limits)
    _refuse_other(start)
    return _text(path, how)


def _text(path: Path, how: _Opening) -> ReadTable:
    found = examine(path, how.choices.encoding, compare=how.compare)
    source = path
    if not found.as_it_is:
        source = how.work / "text.csv"
        copy_as_utf8(path, found.encoding, source, how.limits)
    layout = _layout(source, how)
    return ReadTable(
        path=source,
        sort=Sort.CSV,
        header=layout.header,
        delimiter=layout.delimiter,
        skip=layout.skip,
        encoding=found.encoding,
        readings=found.readings,
        header_row=layout.header_row,
        header_line=layout.header_line,
        sample=layout.sample,
    )


def _layout(path: Path, how: _Opening) -> Layout:
    choices = how.choices
    try:
        return find_layout(
            path, how.limits, delimiter=choices.delimiter, header_row=choices.header_row
        )
    except UnicodeDecodeError:
        check_utf8(path)
        raise


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise TableFault(Fault.EMPTY)
    return start


def _refuse_other(start: bytes) -> None:
    for magic, name in {**_OTHER_FORMATS, _ZIP: "ZIP", _GZ: "GZIP"}.items():
        if start.lower().startswith(magic.lower()):
            raise TableFault(Fault.NOT_A_TABLE, format=name)
