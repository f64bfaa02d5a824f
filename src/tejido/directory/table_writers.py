"""Writing organizations as CSV, XLSX or JSON, a row at a time."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from tejido.directory.domain.tables import escape_cell


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a CSV file line by line: UTF-8 with a byte order mark, so that Excel reads accents.

    Arguments:
        header: headings of the columns.
        rows: values, not yet escaped.
    """
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([escape_cell(value) for value in row]))


def write_xlsx(file: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a workbook of one sheet: every cell is text, so that no spreadsheet computes it.

    Arguments:
        file: open for writing bytes.
        header: headings of the columns.
        rows: values, not yet escaped; control characters, which XML cannot hold, are left out.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("organizations")
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)
    sheet.append([_text_cell(sheet, heading, bold) for heading in header])
    for row in rows:
        sheet.append([_text_cell(sheet, escape_cell(value)) for value in row])
    workbook.save(file)


def _text_cell(sheet: Any, value: str, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell


def json_parts(organizations: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a JSON document `{"organizations": [...]}` part by part, one organization a line."""
    yield '{"organizations": ['
    separator = "\n"
    for organization in organizations:
        yield separator + json.dumps(organization, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
