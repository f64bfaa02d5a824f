"""Questions on the whole federal microdata come out as the independent series of its compilers."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.tests.asked_lines import ask
from tejido.budgets.tests.microdata import store_microdata
from tejido.budgets.tests.shared_data import BUDGET_DATA

pytestmark = pytest.mark.django_db
UNITS = {"INM": "inm", "COMAR": "comar", "IME": "ime", "Policia Federal": "pf"}
STAGES = {"aprobado": "approved", "ejercido": "executed"}


def published() -> dict[tuple[str, int, str], Decimal]:
    """Amounts of the final accounts by institution, year and stage, in whole pesos."""
    with (BUDGET_DATA / "mx_focus_series.csv").open(encoding="utf-8") as file:
        return {
            (UNITS[row["institucion"]], int(row["anio"]), name): Decimal(row[stage])
            for row in csv.DictReader(file)
            if row["institucion"] in UNITS and row["documento"] == "cuenta_publica"
            for stage, name in STAGES.items()
            if row[stage] and row["nivel"].startswith("UR")
        }


def test_institutions_come_out_as_published(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    load_shipped()
    store_microdata("ejemplo")
    expected = published()
    assert expected[("inm", 2008, "approved")] == 1_835_648_754
    assert expected[("inm", 2008, "executed")] == 1_980_507_176
    found = ask(
        by=["institution"],
        where={"institution": ["INM", "COMAR", "IME", "Policía Federal"]},
        years="2008:2013",
        concordance="mx-institutions",
    )
    cents = Decimal("0.01")
    answered = {
        (row["institution"], row["year"], row["measure"]): Decimal(row["value"])
        for row in found.rows
    }
    assert answered == {
        key: value.quantize(cents, ROUND_HALF_UP) for key, value in expected.items()
    }
    police = ask(by=["institution"], where={"institution": "Policía Federal"}, years="2013")
    assert {(row["institution"], row["measure"]): row["value"] for row in police.rows} == {
        ("04-L00 Policía Federal", "approved"): "0.00",
        ("04-L00 Policía Federal", "executed"): "25148712329.08",
        ("36-C00 Policía Federal", "approved"): "19799946079.00",
        ("36-C00 Policía Federal", "executed"): "0.00",
    }
