"""`tejido budget import` without a mapping: what was shown is what the file is read with."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tejido.budgets.cli import budget
from tejido.budgets.domain.mapping import mapping_data
from tejido.budgets.models import Dataset, Snapshot
from tejido.budgets.reading import texts
from tejido.budgets.reading.survey import survey
from tejido.budgets.rule_files import write_yaml
from tejido.budgets.tests.factories import a_budget_file, a_line, a_mapping

pytestmark = pytest.mark.django_db
HEADER = "CICLO,DOCUMENTO,RAMO,DESC_RAMO,MONTO_EJERCIDO"


def imported(file: Path, *typed: str) -> Result:
    return CliRunner().invoke(budget, ["import", str(file), *typed], catch_exceptions=False)


@pytest.fixture
def file(folders: Path) -> Path:
    """In code page 850, which says of which document it is and not in which money."""
    path = folders / "cuenta.csv"
    records = "2013,final_account,4,Gobernación,1\n2013,final_account,5,Economía,2\n"
    path.write_bytes(f"{HEADER}\n{records}".encode("cp850"))
    return path


@pytest.fixture
def with_currency(folders: Path) -> tuple[Path, str]:
    """A file in quetzales whose mapping reads the money from a column."""
    path = folders / "correspondencia.yaml"
    mapping = a_mapping(currency={"from": ["DESC_ENTIDAD"]})
    path.write_text(write_yaml(mapping_data(mapping)), encoding="utf-8")
    return a_budget_file(folders, a_line(DESC_ENTIDAD="GTQ")), str(path)


def test_the_encoding_is_looked_for_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []

    def counted(path: Path) -> Any:
        looked.append(path)
        return survey(path)

    monkeypatch.setattr(texts, "survey", counted)
    done = imported(file, "--yes")
    assert done.exit_code == 0
    assert len(looked) == 1
    assert "cp850" in done.stderr
    assert Snapshot.objects.get().choices["encoding"] == "cp850"


def test_the_money_of_a_new_dataset_is_said(with_currency: tuple[Path, str]) -> None:
    file, mapping = with_currency
    given = ("--mapping", mapping, "--dataset", "guatemala")
    assert imported(file, *given).exit_code == 1
    assert imported(file, *given, "--currency", "GTQ").exit_code == 0
    dataset = Dataset.objects.get()
    assert (dataset.currency, dataset.country) == ("GTQ", "GT")
    assert imported(file, *given).exit_code == 0


def test_the_money_of_a_proposed_mapping_is_said(file: Path) -> None:
    assert imported(file, "--yes", "--currency", "gtq").exit_code == 0
    snapshot = Snapshot.objects.get()
    assert snapshot.dataset.currency == "GTQ"
    assert snapshot.mapping is not None
    assert snapshot.mapping.spec["columns"]["currency"] == {"const": "GTQ"}


@pytest.mark.parametrize("typed", ["pesos", "M1N", "€"])
def test_what_is_no_currency_is_refused(file: Path, typed: str) -> None:
    done = imported(file, "--yes", "--currency", typed)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert not Snapshot.objects.exists()


def test_the_money_of_a_dataset_that_is_there_stays(with_currency: tuple[Path, str]) -> None:
    file, mapping = with_currency
    imported(a_budget_file(file.parent, name="otra.csv"), "--mapping", "mx-final-account")
    key = Dataset.objects.get().key
    done = imported(file, "--mapping", mapping, "--dataset", key, "--currency", "GTQ")
    assert done.exit_code == 1
    assert "GTQ" in done.stderr
    assert Dataset.objects.get().currency == "MXN"


def test_a_currency_of_the_file_is_never_stored_as_another(folders: Path) -> None:
    file = folders / "dolares.csv"
    known = a_budget_file(folders)
    heads, record = known.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{heads},MONEDA,NOTA\n{record},USD,x\n", encoding="utf-8")
    path = folders / "correspondencia.yaml"
    path.write_text(write_yaml(mapping_data(a_mapping())), encoding="utf-8")
    assert imported(known, "--mapping", str(path), "--dataset", "pesos").exit_code == 0
    refused = imported(file, "--yes", "--dataset", "pesos")
    assert refused.exit_code == 1
    assert "USD" in refused.stderr
    assert "columns of the file not used: NOTA" in refused.stderr
    assert "columns of the file not used: NOTA" in refused.stdout
