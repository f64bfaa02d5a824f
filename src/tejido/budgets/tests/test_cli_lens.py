"""`tejido budget lens`, `concordance` and `setup`, as they are typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tejido.budgets.cli_lens import concordance, lens
from tejido.budgets.cli_setup import setup
from tejido.budgets.rule_files import read_yaml, write_yaml
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.budgets.tests.rule_examples import a_concordance, a_lens, a_rule, an_entity
from tejido.core.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db
YEARS = {"years": "2000:2030"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lens.yaml"
    path.write_text(write_yaml(a_lens(a_rule({"unit": ["K00"], **YEARS}))), encoding="utf-8")
    return path


def run(*typed: str) -> str:
    result = CliRunner().invoke(lens, typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_lens_is_published_listed_and_shown(file: Path) -> None:
    assert run("publish", str(file), "--reason", "La primera").strip() == "invented@1"
    [listed] = json.loads(run("list", "--format", "json"))
    assert (listed["key"], listed["version"]) == ("invented", 1)
    assert "invented" in run("list")
    assert read_yaml(run("show", "invented@1")) == read_yaml(file.read_text(encoding="utf-8"))


def test_two_versions_are_compared(file: Path, tmp_path: Path) -> None:
    import_budget(a_budget_file(tmp_path, a_line(DESC_UR="[red]Instituto[/red]")))
    run("publish", str(file), "--reason", "La primera")
    other = a_lens(a_rule({"unit": "K00", **YEARS}, of="control"))
    file.write_text(write_yaml(other), encoding="utf-8")
    run("publish", str(file), "--reason", "La segunda")
    typed = ("compare", "invented@1", "invented@2", "--dataset", "ejemplo")
    found = json.loads(run(*typed, "--format", "json"))
    assert found["pairs"] == [{"one": "care", "other": "control", "lines": 1, "amount": "90.50"}]
    assert "[red]" in run(*typed, "--year", "2012")
    assert (found["measure"], found["currency"]) == ("executed", "MXN")
    assert "Amount (executed, MXN)" in run(*typed)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("show", "none"), NotFound),
        (("compare", "none", "none", "--dataset", "none"), NotFound),
        (("compare", "none", "none", "--dataset", "none", "--document", "none"), NotFound),
    ],
)
def test_what_is_not_there_is_refused(typed: tuple[str, ...], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        run(*typed)


def test_a_file_that_is_no_rules_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("a: [", encoding="utf-8")
    with pytest.raises(InvalidInput):
        run("publish", str(broken), "--reason", "Por ver")
    missing = CliRunner().invoke(lens, ["publish", str(tmp_path / "no"), "--reason", "x"])
    assert missing.exit_code == 2


def test_a_concordance_is_published_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    data = a_concordance(an_entity("one", {"branch": "90", "years": "2012"}))
    path.write_text(write_yaml(data), encoding="utf-8")
    runner = CliRunner()
    done = runner.invoke(concordance, ["publish", str(path), "--reason", "La primera"])
    assert done.stdout.strip() == "invented@1"
    listed = runner.invoke(concordance, ["list", "--format", "json"])
    assert [one["key"] for one in json.loads(listed.stdout)] == ["invented"]


def test_setup_loads_what_ships_as_often_as_it_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    setup()
    first = capsys.readouterr().out
    setup()
    assert capsys.readouterr().out == first
    assert "mx-people-on-the-move@1" in first
