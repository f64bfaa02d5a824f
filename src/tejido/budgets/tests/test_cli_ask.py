"""`tejido budget ask`: rows for a program, a table for a person, one line for a refusal."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from typer.testing import CliRunner, Result

from tejido.budgets.actions.corrections import create_correction
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.cli import budget
from tejido.budgets.models import Snapshot
from tejido.budgets.models.datasets import Grain
from tejido.budgets.tests.asked_lines import a_series, line, store_lines
from tejido.core.errors import DomainError, InvalidInput
from tejido.core.models import Role, User

pytestmark = pytest.mark.django_db
NAME = "Instituto de Migración de Ejemplo"
FIELDS = ["year", "institution", "measure", "value", "unit", "document"]


@pytest.fixture(autouse=True)
def _lines(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    # A dataset of totals, first in the alphabet: lines go before it.
    store_lines([line(2012, "04-K00", NAME, approved=1)], "aaa", grain=Grain.SUMMARY)
    store_lines([line(2020, "05-100", "=HYPERLINK(1)", approved=3)], "otro", grain=Grain.SUMMARY)
    store_lines([line(year, "04-K00", NAME, approved=100, executed=90) for year in (2012, 2013)])


def ask(*typed: str) -> Result:
    with override("en"):
        return CliRunner().invoke(budget, ["ask", *typed], catch_exceptions=False)


def test_rows_for_a_program() -> None:
    found = ask(
        "--institution", "instituto de migracion de ejemplo", "--measure", "approved,executed",
        "--years", "2013:2014", "--format", "json",
    )  # fmt: skip
    rows = json.loads(found.stdout)
    assert [list(row)[:6] for row in rows] == [FIELDS] * 4
    assert rows[0] == {
        "year": 2013, "institution": f"04-K00 {NAME}", "measure": "approved",
        "value": "100.00", "unit": "MXN", "document": "final_account",
    }  # fmt: skip
    assert [row["value"] for row in rows] == ["100.00", "90.00", None, None]
    assert "no document" in rows[2]["reason"]
    assert "Dataset: ejemplo" in found.stderr
    assert "2014" in found.stderr


def test_a_named_dataset_and_real_terms() -> None:
    a_series("inpc-mx", "deflator", y2012="100", y2023="200")
    asked = ["--institution", "04-K00", "--years", "2012", "--real", "2023", "--format", "json"]
    assert [row["value"] for row in json.loads(ask(*asked).stdout)] == ["200.00", "180.00"]
    named = ask(*asked[:4], "--dataset", "aaa", "--real", "inpc-mx:2023", "--format", "json")
    assert [row["value"] for row in json.loads(named.stdout)] == ["2.00", None]


def test_the_dataset_that_has_it_is_found_and_no_cell_is_a_formula() -> None:
    found = ask("--institution", "05-100", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert [row["value"] for row in rows] == ["3.00", ""]
    assert rows[1]["reason"]
    assert rows[0]["institution"] == "05-100 =HYPERLINK(1)"
    assert "Dataset: otro" in found.stderr


def test_years_may_be_listed() -> None:
    listed = ["--institution", "04-K00", "--measure", "approved", "--format", "json", "--years"]
    rows = json.loads(ask(*listed, "2012, 2013").stdout)
    assert [row["year"] for row in rows] == [2012, 2013]
    for years in ("2012,", "2012,dos", "2012,2013:2014"):
        with pytest.raises(InvalidInput) as refusal:
            ask(*listed, years)
        assert refusal.value.code == "question-not-years"


class TestCorrectionsAreSaid:
    """Beside the figures: number, author and reason."""

    @pytest.fixture(autouse=True)
    def numbers(self) -> list[int]:
        analyst = User.objects.create_user("ana@example.org", role=Role.ANALYST, name="Ana")
        snapshot = Snapshot.objects.get(dataset__key="ejemplo")
        return [
            create_correction(
                actor=actor,
                snapshot=snapshot,
                where={"line": "1"},
                change={"approved": "7"},
                reason=f"Lo dice el [anexo] {place}",
            ).pk
            for place, actor in enumerate((analyst, None))
        ]

    def said(self, numbers: list[int]) -> list[str]:
        return [
            f"Correction {numbers[0]}, by Ana: Lo dice el [anexo] 0",
            f"Correction {numbers[1]}: Lo dice el [anexo] 1",
        ]

    def test_below_a_table(self, numbers: list[int]) -> None:
        found = ask("--institution", "04-K00", "--years", "2012")
        assert [one for one in found.stdout.splitlines() if "anexo" in one] == self.said(numbers)
        assert "Corrections are applied" not in found.stderr

    @pytest.mark.parametrize("output", ["csv", "json"])
    def test_among_the_notes(self, output: str, numbers: list[int]) -> None:
        found = ask("--institution", "04-K00", "--years", "2012", "--format", output)
        assert [one for one in found.stderr.splitlines() if "anexo" in one] == self.said(numbers)
        assert "anexo" not in found.stdout
        assert "7.00" in found.stdout


@pytest.mark.parametrize("by", ["[year, institution]", "[year, programme, class]", "[object]"])
@pytest.mark.parametrize("output", ["table", "csv", "json"])
def test_an_answer_without_rows_says_so(tmp_path: Path, by: str, output: str) -> None:
    load_shipped()
    file = tmp_path / "pregunta.yaml"
    file.write_text(
        f"version: 1\ndataset: ejemplo\nby: {by}\ntext: nadasellamaasi\n"
        "lens: mx-people-on-the-move\n"
    )
    found = ask(str(file), "--format", output)
    assert "No line of the document “final account” is what the question asks for" in found.stderr
    if output == "json":
        assert json.loads(found.stdout) == []


def test_a_table_for_a_person_with_its_method() -> None:
    found = ask("--institution", "04-K00", "--years", "2012")
    assert "100.00" in found.stdout
    assert "Lines of the document" in found.stdout


def test_a_table_is_in_words_and_says_once_what_its_rows_share() -> None:
    found = ask("--institution", "04-K00", "--years", "2012:2015")
    above, table = found.stdout.split("━", 1)
    assert above.splitlines()[0] == f"04-K00 {NAME} · final account · MXN"
    assert "executed" in above
    assert NAME not in table
    assert table.count("no document of this sort") == 1
    assert "final_account" not in found.stdout


def test_why_figures_are_missing_is_told_apart_by_letters() -> None:
    found = ask("--institution", "04-K00", "--years", "2012:2014", "--measure", "executed,paid")
    assert "— (a)" in found.stdout
    assert "(b) The dataset has no document" in found.stdout


def test_many_institutions_have_a_table_a_year(tmp_path: Path) -> None:
    names = [f"Oficina de Ejemplo {n}" for n in range(6)]
    store_lines(
        [line(year, f"07-{n}", names[n], approved=n) for year in (2012, 2013) for n in range(6)],
        "muchas",
    )
    file = tmp_path / "pregunta.yaml"
    file.write_text("version: 1\ndataset: muchas\nby: [institution]\nmeasures: [approved]\n")
    found = ask(str(file))
    assert [row for row in found.stdout.splitlines() if row.strip() in ("2012", "2013")] == [
        "2013",
        "2012",
    ]
    assert found.stdout.count(names[5]) == 2


def test_a_question_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "pregunta.yaml"
    file.write_text("version: 1\ndataset: ejemplo\nmeasures: [executed]\nyears: 2012\n")
    rows = json.loads(ask(str(file), "--format", "json").stdout)
    assert [(row["year"], row["value"]) for row in rows] == [(2012, "90.00")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("version: 1\ndataset: ejemplo\nyeas: 2012\n", "rules-field-unknown"),
        ("version: 1\ndataset: ejemplo\ndocument: [approved, part_year]\n",
         "question-documents-mixed"),
        ("a: &x [1]\nb: *x\n", "rules-yaml"),
        ("- 1\n", "rules-not-an-object"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_hold_is_refused(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "pregunta.yaml"
    file.write_text(text)
    with pytest.raises(DomainError) as refusal:
        ask(str(file))
    assert refusal.value.code == code


def test_use_and_names_that_do_not_hold(tmp_path: Path) -> None:
    assert ask().exit_code == 2
    assert ask("x.yaml", "--institution", "y").exit_code == 2
    assert ask(str(tmp_path / "none.yaml")).exit_code == 2
    with pytest.raises(InvalidInput) as refusal:
        ask("--institution", "migracion")
    assert f"04-K00 {NAME}" in str(refusal.value.message)
    with pytest.raises(InvalidInput) as refusal:
        ask("--institution", "04-K00", "--real", "2023")
    assert refusal.value.code == "question-deflator-unclear"
