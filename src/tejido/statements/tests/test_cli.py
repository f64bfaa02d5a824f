"""`tejido check statements`."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tejido.statements.actions import start_correction
from tejido.statements.cli import check_statements
from tejido.statements.tests.factories import a_published_statement, a_record, a_statement

pytestmark = pytest.mark.django_db


app = typer.Typer()
app.command()(check_statements)


def check(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def test_nothing_is_wrong() -> None:
    a_statement("uno")
    a_published_statement("dos")
    assert check("--format", "json") == (0, "[]\n")
    code, shown = check()
    assert code == 0
    assert "passes" in shown


def test_a_record_without_notes_is_listed_row_by_row() -> None:
    a_record("antigua", unknown=2)
    code, shown = check("--format", "json")
    assert code == 1
    assert json.loads(shown) == [
        {
            "statement": "antigua",
            "version": 1,
            "problem": "footnote_marker_without_note",
            "where": f"es, en: [^{number}]",
        }
        for number in (1, 2)
    ]


def test_published_versions_and_drafts_are_checked() -> None:
    statement = a_published_statement("dos")
    start_correction(actor=None, statement=statement)
    code, shown = check("--format", "json")
    assert code == 1
    assert {(row["version"], row["where"]) for row in json.loads(shown)} == {(2, "es"), (2, "en")}


def test_the_table_says_the_same() -> None:
    a_record("antigua", unknown=1)
    code, shown = check()
    assert code == 1
    for part in ("antigua", "footnote_marker_without_note", "es, en: [^1]"):
        assert part in shown


def test_another_format_is_wrong_use() -> None:
    assert check("--format", "yaml")[0] == 2
