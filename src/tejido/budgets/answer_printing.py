"""An answer on the command line: a table for a person, JSON or CSV for a program."""

import csv
import json
import sys
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.table import Table
from rich.text import Text

from tejido.budgets.answer_basis import corrections_of, notes_of
from tejido.budgets.answer_table import Part, page_table
from tejido.budgets.domain.answer import Answer, Row
from tejido.budgets.safe_cells import safe_cell
from tejido.core.command import console, errors


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def print_answer(answer: Answer, output: AnswerFormat) -> None:
    """Print the rows on stdout, and what must be known of them on stderr.

    Arguments:
        answer: what the question came to.
        output: a missing value is null in JSON, empty in CSV and a dash in the table; its
            reason stands beside it, in the table below it, in the language of the installation,
            as refusals are. The table is in words, JSON and CSV have the keys of fields. Each
            correction stands below the table with its author and reason, or among the notes.
    """
    language = "en" if (get_language() or "").startswith("en") else "es"
    errors.print(f"{_('Dataset')}: {answer.resolved['dataset']}", markup=False)
    rows = [_shown(answer, row, language) for row in answer.rows]
    if output is AnswerFormat.JSON:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif output is AnswerFormat.CSV:
        writer = csv.DictWriter(sys.stdout, answer.columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: value if name == "value" else safe_cell(value) for name, value in row.items()}
            for row in rows
        )
    else:
        _print_table(answer, language)
    for said in _corrections_said(answer):
        (console if output is AnswerFormat.TABLE else errors).print(
            said, markup=False, soft_wrap=True
        )
    for note in notes_of(answer, language):
        errors.print(note, markup=False)


def _corrections_said(answer: Answer) -> list[str]:
    """Return the number, the author and the reason of each correction the figures came out with."""
    from tejido.budgets.queries.corrections import authors_of

    applied = corrections_of(answer.resolved)
    authors = authors_of(one.number for one in applied)
    said = []
    for one in applied:
        called = _("Correction %(number)s") % {"number": one.number}
        if one.number in authors:
            author = authors[one.number]
            called = _("%(correction)s, by %(author)s") % {"correction": called, "author": author}
        said.append(f"{called}: {one.reason}")
    return said


def _shown(answer: Answer, row: Row, language: str) -> Row:
    """Return a row with the official name of an entity and the sentence of a reason."""
    shown = dict(row)
    for column, names in answer.names.items():
        if row.get(column) in names and column != "class":
            shown[column] = names[str(row[column])]["es"]
    if "reason" in row:
        shown["reason"] = answer.reasons[row["reason"]][language]
    return shown


def _print_table(answer: Answer, language: str) -> None:
    """Print the table as pages have it: what all rows share once above, reasons once below."""
    table = page_table(answer, language)
    console.print(table.units, markup=False, soft_wrap=True)
    for part in table.parts:
        console.print(part.title, markup=False)
        if part.rows:
            console.print(_drawn(part))
        for note in part.notes:
            marked = f"({note.mark}) {note.said}" if note.mark else note.said
            console.print(marked, markup=False, soft_wrap=True)
    console.print()
    for sentence in answer.method[language]:
        console.print(sentence, markup=False, soft_wrap=True)


def _drawn(part: Part) -> Table:
    drawn = Table(show_edge=False)
    for place, heading in enumerate(part.headings):
        longest = max(len(row[place].text) for row in part.rows)
        drawn.add_column(
            Text(heading.text),
            justify="right" if heading.number else "left",
            min_width=longest if heading.number or part.narrow else None,
            # On a narrow screen a cell takes two lines: no figure is cut.
            overflow="fold",
        )
    for row in part.rows:
        cells = (f"{cell.text} ({cell.mark})" if cell.mark else cell.text for cell in row)
        drawn.add_row(*map(Text, cells))
    return drawn
