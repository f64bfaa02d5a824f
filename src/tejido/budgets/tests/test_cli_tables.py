"""Tables of the budget commands: no figure is cut, whatever COLUMNS says."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from typer.testing import CliRunner, Result

from tejido.budgets.cli import budget
from tejido.budgets.domain.columns import MEASURES
from tejido.budgets.tests.asked_lines import line, store_lines
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget

pytestmark = pytest.mark.django_db
NAME = "Instituto de Migración de Ejemplo con un nombre muy largo y otro más"
FIGURE = "25,999,165,234.28"


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FILES_ROOT = tmp_path / "files"


def run(*typed: str) -> Result:
    with override("en"):
        return CliRunner().invoke(budget, typed, catch_exceptions=False)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_an_answer_shows_its_figures_whole(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    amounts = dict.fromkeys(map(str, MEASURES), "25999165234.28")
    units = ("04-K00", "05-K00", "06-K00")
    store_lines([line(2012, one, f"{NAME} {one}", **amounts) for one in units])
    typed = [part for one in units for part in ("--institution", one)]
    typed += ["--measure", ",".join(MEASURES[1:]), "--format", "table"]
    assert run("ask", *typed).stdout.count(FIGURE) == 15


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_report_shows_its_figures_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    amounts = {"APROBADO": "25999165234.28", "EJERCIDO": "25999165234.28"}
    stored = import_budget(a_budget_file(tmp_path, a_line(**amounts)))
    assert run("report", stored.key).stdout.count("25999165234.28") == 2
