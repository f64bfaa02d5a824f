"""What an XLSX package would cost to read, found out before any of it is parsed.

Its parts become objects of a hundred bytes and more for every few bytes of XML, so that sizes
alone bound nothing: a file of one megabyte can take gigabytes and minutes.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tejido.directory.domain.tables import MAX_ROWS, TableFault

MAX_UNPACKED = 64 * 1024 * 1024
"""Most bytes an XLSX may unpack to: MAX_ROWS rows of every column take about 25 MB."""

_MAX_RATIO = 100
"""Spreadsheets of text pack 5 to 20 times; a bomb a thousand times and more."""

_RATIO_COUNTS_FROM = 4 * 1024 * 1024
_MAX_PARTS = 1_000
_CHUNK = 1024 * 1024

# A cell is written with up to six tags (c, is, t); MAX_ROWS rows of every column have 2 million.
_MAX_TAGS = 4_000_000
# Styles, names and the like: a workbook somebody worked in for years has some 100,000.
_MAX_TAGS_BESIDE = 200_000
# A row is taken apart as a whole; a sheet has 16,384 columns, of which people use some hundreds.
_MAX_TAGS_A_ROW = 20_000
_TABLES = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def check_package(path: Path) -> None:
    """Refuse a package that would take too much.

    A part is never read beyond its declared size (zipfile stops there), so the sizes of the
    index bound what unpacking takes; the tags in it bound what parsing takes.

    Errors:
        TableFault.
    """
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(package.infolist(), path.stat().st_size)
            # Any part may be named as a sheet, whatever its own name.
            for part in package.infolist():
                _check_tags(package, part)
    except TableFault:
        raise
    except _BROKEN as error:
        raise TableFault("xlsx-broken") from error


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MAX_PARTS or unpacked > MAX_UNPACKED:
        raise _too_much()
    if unpacked > _RATIO_COUNTS_FROM and unpacked / max(packed, 1) > _MAX_RATIO:
        raise _too_much()
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise TableFault("not-a-table", format="ZIP")


def _check_tags(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    most = _MAX_TAGS if _TABLES.fullmatch(part.filename) else _MAX_TAGS_BESIDE
    tags = in_row = 0
    for chunk in _chunks(package, part):
        for number, piece in enumerate(_ROW.split(chunk)):
            found = piece.count(b"<")
            tags += found + (number > 0)
            in_row = found if number else in_row + found
            if tags > most or in_row > _MAX_TAGS_A_ROW and most == _MAX_TAGS:
                raise _too_much()


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _too_much() -> TableFault:
    return TableFault("xlsx-unpacks", most=MAX_UNPACKED // 1024 // 1024, rows=MAX_ROWS)
