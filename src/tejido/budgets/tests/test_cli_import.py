"""`tejido budget import`, `report`, `snapshots` and `correct`, for a person and for a program."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tejido.budgets.domain.mapping import mapping_data
from tejido.budgets.rule_files import write_yaml
from tejido.budgets.tests.factories import a_budget_file, a_line, a_mapping
from tejido.core.tests.installation import Installation, new_installation


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with new_installation(tmp_path_factory.mktemp("installation") / "data") as found:
        found.run("migrate")
        yield found


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    path = tmp_path / "correspondencia.yaml"
    path.write_text(write_yaml(mapping_data(a_mapping())), encoding="utf-8")
    return str(path)


def test_a_file_is_imported_reported_and_put_right(
    installation: Installation, tmp_path: Path, mapping: str
) -> None:
    file = a_budget_file(tmp_path, a_line(), a_line(ID_RAMO="5", DESC_RAMO="Otro", APROBADO="50"))
    control = a_budget_file(
        tmp_path,
        a_line(APROBADO="100.50"),
        a_line(ID_RAMO="5", DESC_RAMO="Otro", APROBADO="57"),
        name="control.csv",
    )
    given = ("--mapping", mapping, "--source-title", "Cuenta de ejemplo")
    more = ("--control", str(control), "--control-mapping", mapping, "--format", "json")
    done = installation.run("budget", "import", str(file), *given, *more)
    found = json.loads(done.stdout)
    assert found["snapshot"]["mapping"] == "ejemplo@1"
    assert found["rows"]["kept"] == 2
    compared = found["control"]["comparisons"][0]
    assert (compared["measure"], compared["agree"], compared["compared"]) == ("approved", 1, 2)
    key = found["snapshot"]["sha256"][:12]
    second = installation.run(
        "budget", "import", str(control), "--mapping", "ejemplo", "--dataset", "otra"
    )
    assert "records: 2 read, 2 kept" in second.stdout
    change = ("--set", "approved=57.00", "--set", "state=", "--reason", "Error de imprenta.")
    installation.run("budget", "correct", key, "--line", "2", *change)
    other = second.stdout.split("\nsha256: ")[1][:12]
    report = installation.run("budget", "report", key, "--control", other, "--format", "json")
    compared = json.loads(report.stdout)["control"]["comparisons"][0]
    assert (compared["agree"], compared["compared"]) == (2, 2)
    listed = json.loads(installation.run("budget", "snapshots", "--format", "json").stdout)
    assert [one["file"] for one in listed] == ["control.csv", "presupuesto.csv"]


def test_an_import_is_withdrawn_with_its_reason(
    installation: Installation, tmp_path: Path, mapping: str
) -> None:
    file = a_budget_file(tmp_path, a_line(CICLO="2019"))
    given = ("--mapping", mapping, "--dataset", "retirada", "--format", "json")
    done = installation.run("budget", "import", str(file), *given)
    key = json.loads(done.stdout)["snapshot"]["snapshot"]
    said = installation.run("budget", "withdraw", key, "--reason", "Es de otro año.")
    assert said.stdout == f"withdrawn: {key}\n"
    report = json.loads(installation.run("budget", "report", key, "--format", "json").stdout)
    assert report["snapshot"]["withdrawn_reason"] == "Es de otro año."
    assert f"{key}  withdrawn  " in installation.run("budget", "snapshots").stdout
    again = installation.run("budget", "withdraw", key, "--reason", "x", fine=False)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)


def test_a_refusal_prints_its_report_and_ends_with_one(
    installation: Installation, tmp_path: Path, mapping: str
) -> None:
    bad = a_budget_file(tmp_path, a_line(APROBADO="mil"))
    arguments = ("budget", "import", str(bad), "--mapping", mapping, "--format", "json")
    done = installation.run(*arguments, fine=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"]["records"][0]["cells"][0] == "2012"
    assert "1 of 1 records" in done.stderr or "1 de 1" in done.stderr
    pdf = tmp_path / "informe.csv"
    pdf.write_bytes(b"%PDF-1.7 ...")
    done = installation.run("budget", "import", str(pdf), "--mapping", mapping, fine=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_without_a_mapping_one_is_proposed_and_asked_for(
    installation: Installation, tmp_path: Path
) -> None:
    file = a_budget_file(tmp_path)
    done = installation.run("budget", "import", str(file), fine=False)
    assert done.returncode == 2
    assert "columns:" in done.stderr
    assert "--yes" in done.stderr


def test_wrong_use_is_said(installation: Installation, tmp_path: Path) -> None:
    missing = installation.run("budget", "import", str(tmp_path / "no.csv"), fine=False)
    assert missing.returncode == 2
    unknown = installation.run("budget", "report", "ninguno", fine=False)
    assert unknown.returncode == 1
    file = str(a_budget_file(tmp_path))
    nope = installation.run("budget", "import", file, "--mapping", "nope", fine=False)
    assert nope.returncode == 1
    assert "“nope”" in nope.stderr or "«nope»" in nope.stderr
    assert "mx-final-account" in nope.stderr
    unfinished = tmp_path / "sin.yaml"
    unfinished.write_text("key: sin\ncolumns: {}\n", encoding="utf-8")
    lacking = installation.run("budget", "import", file, "--mapping", str(unfinished), fine=False)
    assert "title" in lacking.stderr
    assert not lacking.stderr.startswith(":")
