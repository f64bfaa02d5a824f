"""An answer to take along: CSV and XLSX in the reader's language."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook

from tejido.budgets.answer_rows import HEADINGS, headings, table_rows
from tejido.budgets.domain.answer import Answer
from tejido.budgets.safe_cells import safe_cell


def csv_text(answer: Answer, language: str) -> str:
    """Return the rows as CSV: labels in the reader's language, values as plain decimals."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(_lines(answer, language))
    return text.getvalue()


def xlsx_bytes(answer: Answer, language: str) -> bytes:
    """Return the rows as a workbook; values stay text, so that no cent is lost to a float."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tejido")
    for line in _lines(answer, language):
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(answer: Answer, language: str) -> list[list[str]]:
    """Return headings and rows; the amount as it was computed, its unit and its reason last."""
    names = [one for one in headings(answer) if one != str(HEADINGS["value"])]
    lines = [[*names, str(HEADINGS["value"]), _("Unit"), _("Reason")]]
    for row, cells in zip(answer.rows, table_rows(answer, language), strict=True):
        amount = next(cell for cell in cells if cell.heading == str(HEADINGS["value"]))
        texts = [safe_cell(cell.text) for cell in cells if cell is not amount]
        lines.append([*texts, row["value"] or "", str(row["unit"]), amount.reason])
    return lines
