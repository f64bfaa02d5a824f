"""An answer on the command line: a table for a person, JSON or CSV for a program."""

import csv
import json
import sys
from enum import StrEnum

from django.utils.translation import get_language
from rich.table import Table

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
            reason stands beside it, in the language of the installation, as refusals are.
    """
    language = "en" if (get_language() or "").startswith("en") else "es"
    errors.print(f"Dataset: {answer.resolved['dataset']}", markup=False)
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
        _print_table(answer, rows, language)
    for note in answer.notes:
        errors.print(note[language], markup=False)


def _shown(answer: Answer, row: Row, language: str) -> Row:
    """Return a row with the official name of an entity and the sentence of a reason."""
    shown = dict(row)
    for column, names in answer.names.items():
        if row.get(column) in names and column != "class":
            shown[column] = names[str(row[column])]["es"]
    if "reason" in row:
        shown["reason"] = answer.reasons[row["reason"]][language]
    return shown


def _print_table(answer: Answer, rows: list[Row], language: str) -> None:
    table = Table(show_edge=False)
    for column in answer.columns:
        whole = column in ("year", "measure", "value", "unit", "document")
        right = column in ("year", "value")
        table.add_column(column, justify="right" if right else "left", no_wrap=whole)
    for row in rows:
        value = "—" if row["value"] is None else row["value"]
        cells = {**row, "value": value}
        table.add_row(*(str(cells.get(column) or "") for column in answer.columns))
    console.print(table, markup=False)
    for sentence in answer.method[language]:
        console.print(sentence, markup=False, soft_wrap=True)
