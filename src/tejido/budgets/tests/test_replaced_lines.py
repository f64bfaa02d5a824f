"""An import that takes the place of an earlier one's lines says so: in report and output."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from typer.testing import CliRunner

from tejido.budgets.actions.withdrawals import withdraw_snapshot
from tejido.budgets.cli import budget
from tejido.budgets.domain.mapping import mapping_data
from tejido.budgets.models import Snapshot
from tejido.budgets.rule_files import write_yaml
from tejido.budgets.tests.factories import a_budget_file, a_line, a_mapping, import_budget
from tejido.core.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def first(folders: Path) -> Snapshot:
    lines = (a_line(), a_line(ID_UR="N00"), a_line(CICLO="2013"))
    return import_budget(a_budget_file(folders, *lines, name="cuenta.csv"))


@pytest.fixture
def second(folders: Path, first: Snapshot) -> Snapshot:
    return import_budget(a_budget_file(folders, a_line(CICLO="2014"), a_line()))


def replaced_by(snapshot: Snapshot) -> object:
    return snapshot.report["replaced"]


def test_the_report_names_year_document_lines_and_import(first: Snapshot, second: Snapshot) -> None:
    assert replaced_by(first) == []
    place = {"year": 2012, "document": "final_account", "rows": 2}
    assert replaced_by(second) == [{**place, "snapshot": first.key, "file": "cuenta.csv"}]


def test_what_is_withdrawn_is_not_replaced(first: Snapshot, folders: Path) -> None:
    withdraw_snapshot(actor=None, snapshot=first, reason="Es de otro país.")
    assert replaced_by(import_budget(a_budget_file(folders))) == []


def test_the_page_says_it(first: Snapshot, second: Snapshot, client: Client) -> None:
    with override("en"):
        found = client.get(second.get_absolute_url()).content.decode()
        before = client.get(first.get_absolute_url()).content.decode()
        address = first.get_absolute_url()
    assert "What it took the place of" in found
    assert f'2 lines, <a href="{address}">cuenta.csv</a>' in found
    assert "What it took the place of" not in before


def test_the_command_says_it(first: Snapshot, folders: Path) -> None:
    mapping = folders / "m.yaml"
    mapping.write_text(write_yaml(mapping_data(a_mapping())), encoding="utf-8")
    file = str(a_budget_file(folders))
    typed = ["import", file, "--mapping", str(mapping), "--dataset", "ejemplo"]
    said = CliRunner().invoke(budget, typed, catch_exceptions=False).stdout
    assert f"replaced: 2012 final_account, 2 lines of import {first.key} (cuenta.csv)" in said
    again = CliRunner().invoke(budget, [*typed, "--format", "json"], catch_exceptions=False)
    assert json.loads(again.stdout)["replaced"][0]["rows"] == 1


def test_the_question_of_the_command_says_what_the_dataset_has(
    first: Snapshot, folders: Path
) -> None:
    typed = ["import", str(a_budget_file(folders)), "--dataset", "ejemplo"]
    said = CliRunner().invoke(budget, typed, catch_exceptions=False).stderr
    assert "The dataset ejemplo has final_account 2012, 2013" in said
