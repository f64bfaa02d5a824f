"""The ministry's own files, as they came: read whole, what is odd in them named."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tejido.budgets import warehouse
from tejido.budgets.domain.mapping_sql import faults_list, select_list, skip_case
from tejido.budgets.queries.mappings import mapping_called
from tejido.budgets.reading import open_table, raw_sql, record_sql
from tejido.budgets.tests.shared_data import BUDGET_DATA, MICRODATA

pytestmark = pytest.mark.django_db
APPROVED_2016 = BUDGET_DATA / "raw" / "Presupuesto_de_Egresos_de_la_Federacion_2016.csv.zip"
PROGRAMMES = BUDGET_DATA / "mx_programmes_2013_2023.csv.gz"


def faults_of(path: Path, mapping_key: str) -> tuple[Counter[str], Counter[str]]:
    """Return how many records a mapping sets apart, and the faults of the others, by name."""
    mapping = mapping_called(mapping_key)
    with open_table(path) as table, warehouse.connect(files=[table.path]) as engine:
        skip = skip_case(mapping, table.header)
        faults = faults_list(mapping, table.header)
        counted = ", ".join(f"count(*) FILTER ({fault.condition})" for fault in faults)
        raw = f"WITH raw AS ({raw_sql(table)})"
        row = engine.rows(f"{raw} FROM raw SELECT {counted} WHERE ({skip}) IS NULL")[0]
        apart = engine.rows(f"{raw} FROM raw SELECT ({skip}) AS s, count(*) GROUP BY s")
    named = zip(faults, row, strict=True)
    found = Counter({f"{fault.name} {fault.column}".strip(): n for fault, n in named if n})
    return Counter({str(name): n for name, n in apart}), found


def test_the_approved_budget_of_2016_reads_as_it_was_written() -> None:
    mapping = mapping_called("mx-approved-budget")
    with open_table(APPROVED_2016) as table, warehouse.connect(files=[table.path]) as engine:
        assert table.encoding == "cp850"
        assert table.members == ("Presupuesto de Egresos de la Federación_2016.csv",)
        lines = f"WITH raw AS ({raw_sql(table)}) SELECT {select_list(mapping, table.header)}"
        total = engine.rows(f"SELECT count(*), sum(approved) FROM ({lines} FROM raw)")
        migration = engine.rows(
            f"SELECT DISTINCT unit_label FROM ({lines} FROM raw)"
            " WHERE branch = '04' AND unit = 'K00'"
        )
    assert total == [(75_312, Decimal("5297125819608.00"))]
    assert migration == [("Instituto Nacional de Migración",)]
    assert faults_of(APPROVED_2016, "mx-approved-budget") == (Counter({"None": 75_312}), Counter())


def test_totals_that_repeat_the_programmes_are_set_apart() -> None:
    apart, faults = faults_of(PROGRAMMES, "mx-final-account-programmes")
    assert apart == Counter(
        {"None": 7_877, "branch-total": 516, "group-total": 27, "name-for-a-code": 1}
    )
    assert {name.split()[0] for name in faults} == {"amount-rounded"}


def test_every_line_of_the_microdata_maps_and_three_are_shifted() -> None:
    apart, faults = faults_of(MICRODATA, "mx-federal-micro")
    assert apart == Counter({"None": 1_723_452})
    assert faults == Counter({"shifted": 3})
    mapping = mapping_called("mx-federal-micro")
    with open_table(MICRODATA) as table, warehouse.connect(files=[table.path]) as engine:
        shifted = next(one for one in faults_list(mapping, table.header) if one.name == "shifted")
        rows = engine.rows(
            f"WITH raw AS ({raw_sql(table)})"
            f" FROM (FROM raw SELECT *, {record_sql(table)} AS place)"
            f" SELECT anio, ramo_id, coalesce(entidad, objeto) WHERE {shifted.condition}"
            " ORDER BY ALL"
        )
    assert rows == [
        ("2021", "22", "43,968.00"),
        ("2021", "36", "4,906,914.00"),
        ("2021", "8", "256,000.00"),
    ]
