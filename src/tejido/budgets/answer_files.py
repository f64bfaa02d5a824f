"""An answer to take along: its name, CSV and XLSX in the reader's language."""

import csv
import io
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook

from tejido.budgets.answer_basis import corrections_of, files_of
from tejido.budgets.answer_rows import HEADINGS, headings, table_rows
from tejido.budgets.asking.shipped import wording
from tejido.budgets.domain.answer import Answer
from tejido.budgets.safe_cells import safe_cell

# Of a file's name, what is of the one thing chosen.
_LONGEST_CHOSEN: Final = 40


def file_name(answer: Answer, language: str) -> str:
    """Return what a file of an answer is called, without its ending.

    Dataset, figure, what was chosen where it is one thing, and years; letters, digits, hyphens.
    """
    asked = answer.question
    figure = wording()["file_names"][asked.get("sign") or asked["figure"]][language]
    chosen = [value for values in asked.get("where", {}).values() for value in values]
    one = slugify(chosen[0])[:_LONGEST_CHOSEN].strip("-") if len(chosen) == 1 else ""
    years = sorted({row["year"] for row in answer.rows})
    span = dict.fromkeys(map(str, (years[0], years[-1]))) if years else ()
    return "-".join(filter(None, [slugify(asked["dataset"]), figure, one, *span]))


def csv_text(answer: Answer, language: str) -> str:
    """Return the rows as CSV: labels in the reader's language, values as plain decimals."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(_lines(answer, language))
    return text.getvalue()


def xlsx_bytes(answer: Answer, language: str) -> bytes:
    """Return the rows as a workbook, with a sheet of what they rest on.

    Values stay text, so that no cent is lost to a float.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tejido")
    for line in _lines(answer, language):
        sheet.append(line)
    about = book.create_sheet(_("Method"))
    for text in _about(answer, language):
        about.append([safe_cell(text)])
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


def _about(answer: Answer, language: str) -> list[str]:
    """Return how the figures were made and from what, a sentence a line."""
    corrections = [
        f"{_('Correction')} {one.number}: {one.reason}" for one in corrections_of(answer.resolved)
    ]
    files = [
        f"{one.years}, {one.document}: {one.name} (SHA-256 {one.original_digest})"
        for one in files_of(answer.resolved, language)
    ]
    notes = [note[language] for note in answer.notes]
    return [*answer.method[language], *notes, *corrections, *files]
