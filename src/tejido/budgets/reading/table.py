"""What reading a file gives, and what a person may choose about it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tejido.budgets.domain.encodings import Reading

SAMPLE_ROWS = 50
RECORD = "tejido:record"
"""Name of the column that leads a numbered file: the record's place in the original."""


class Sort(StrEnum):
    """What sort of file the warehouse is given."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose about reading a file; None: found by content.

    Arguments:
        encoding: one of `domain.encodings.ENCODINGS`.
        member: which file of a zip.
        sheet: which sheet of a workbook.
        delimiter: what stands between the cells of a CSV: , ; | or a tab.
        header_row: the record that holds the headings, 1 for the first.
    """

    encoding: str | None = None
    member: str | None = None
    sheet: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


def choices_data(choices: Choices) -> dict[str, Any]:
    """Return choices as plain data, without those left open."""
    return {name: value for name, value in asdict(choices).items() if value is not None}


def read_choices(data: Mapping[str, Any]) -> Choices:
    """Return choices from what `choices_data` gave.

    Errors:
        TypeError: there is no such choice.
    """
    return Choices(**data)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A file made ready for the warehouse.

    Arguments:
        path: a CSV in UTF-8, or a Parquet file; the original where it needs nothing done.
        sort: which of the two.
        header: the headings, each once and none empty.
        types: of a Parquet file, the type of each column; else empty.
        delimiter: what stands between the cells.
        skip: lines before the first record, the header's among them.
        numbered: the first column is RECORD; else the records are counted as they come.
        encoding: how the original was read; "" for a workbook or Parquet.
        readings: what each encoding makes of it, best first.
        member, members: the file of a zip that was read, and all it could be.
        sheet, sheets: likewise of a workbook.
        header_row: the record taken as header; empty lines of a text are none.
        header_line: of a text, the line of the file it begins on; else None.
        sample: the first records after it, at most SAMPLE_ROWS.
        rows: records after the header, when known without reading them all.
    """

    path: Path
    sort: Sort
    header: tuple[str, ...]
    types: tuple[str, ...] = ()
    delimiter: str = ","
    skip: int = 1
    numbered: bool = False
    encoding: str = ""
    readings: tuple[Reading, ...] = ()
    member: str = ""
    members: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    header_line: int | None = None
    sample: tuple[tuple[str, ...], ...] = ()
    rows: int | None = None
