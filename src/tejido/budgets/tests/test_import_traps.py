"""What ministries' files do, on small files of our own: told, and nothing repaired."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tejido.budgets import warehouse
from tejido.budgets.actions.corrections import create_correction
from tejido.budgets.models import Coverage, Label, Snapshot
from tejido.budgets.queries.corrections import rules_in_force
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.tests.factories import a_budget_file, a_line, a_mapping, import_budget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
TOTALS = (
    {
        "name": "branch-total",
        "kind": "total",
        "where": [{"column": "DESC_UR", "values": ["TOTAL"]}],
        "by": ["year", "branch"],
    },
)


def approved(snapshot: Snapshot) -> Decimal | None:
    """The sum of what was approved, corrections applied."""
    path = parquet_path(snapshot.digest)
    lines = warehouse.lines_sql([path], rules_in_force(snapshot.dataset, [snapshot.digest]))
    with warehouse.connect(files=[path]) as engine:
        [(total,)] = engine.rows(f"FROM ({lines}) SELECT sum(approved)")
    return total if total is None else Decimal(total)


def labels(report: dict[str, Any], dimension: str) -> list[tuple[str, list[str]]]:
    found = report["labels_changed"].get(dimension, {"first": []})["first"]
    return [(one["code"], [label["label"] for label in one["labels"]]) for one in found]


def test_a_unit_code_given_to_another_is_named(tmp_path: Path) -> None:
    """Trap 1: unit codes move between ministries and are reused."""
    import_budget(
        a_budget_file(
            tmp_path,
            a_line(ID_RAMO="36", ID_UR="C00", DESC_UR="Policía de Ejemplo"),
            a_line(ID_RAMO="4", ID_UR="L00", DESC_UR="Oficina de Ejemplo"),
        )
    )
    newer = import_budget(
        a_budget_file(
            tmp_path,
            a_line(CICLO="2013", ID_RAMO="4", ID_UR="L00", DESC_UR="Policía de Ejemplo"),
        )
    )
    assert labels(newer.report, "unit") == [
        ("04-L00", ["Oficina de Ejemplo", "Policía de Ejemplo"])
    ]
    assert {
        (one.code, one.label, one.first_year, one.last_year)
        for one in Label.objects.filter(dimension="unit")
    } == {
        ("36-C00", "Policía de Ejemplo", 2012, 2012),
        ("04-L00", "Oficina de Ejemplo", 2012, 2012),
        ("04-L00", "Policía de Ejemplo", 2013, 2013),
    }


def test_a_programme_redefined_under_its_key_is_named(tmp_path: Path) -> None:
    """Trap 2: a programme's key stays and means something else; another ministry's is another."""
    snapshot = import_budget(
        a_budget_file(
            tmp_path,
            a_line(ID_PP="2", DESC_PP="Atención"),
            a_line(CICLO="2013", ID_PP="2", DESC_PP="Atención, protección y servicios"),
            a_line(ID_RAMO="5", ID_PP="2", DESC_PP="Otra cosa"),
        )
    )
    assert labels(snapshot.report, "programme") == [
        ("04-E-002", ["Atención", "Atención, protección y servicios"])
    ]


def test_negative_amounts_are_summed_and_totals_inside_are_not(tmp_path: Path) -> None:
    """Trap 3: a total in the file repeats its lines; amounts below zero are amounts."""
    snapshot = import_budget(
        a_budget_file(
            tmp_path,
            a_line(APROBADO="1,000.00"),
            a_line(APROBADO="-250.00"),
            a_line(DESC_UR="TOTAL", APROBADO="750.00", EJERCIDO="181.00"),
            a_line(DESC_UR="TOTAL", CICLO="2013", APROBADO="5.00", EJERCIDO=""),
        ),
        a_mapping(skip=TOTALS),
    )
    assert approved(snapshot) == Decimal("750.00")
    report = snapshot.report
    assert report["rows"] == {"read": 4, "kept": 2, "refused": 0, "set_apart": 2}
    assert report["set_apart"] == [{"name": "branch-total", "rows": 2, "lines": [3, 4]}]
    found = report["totals"]["branch-total"]
    assert (found["checked"], found["agree"]) == (3, 2)
    assert found["exceptions"]["first"] == [
        {
            "line": 4,
            "of": ["2013", "final_account", "04"],
            "measure": "approved",
            "total": "5.00",
            "sum": None,
            "difference": "5.00",
        }
    ]


def test_a_shifted_row_is_named_and_put_right_by_a_rule_alone(tmp_path: Path) -> None:
    """Trap 4: a missing amount is missing, not zero; a row that slipped is named, not repaired."""
    snapshot = import_budget(
        a_budget_file(
            tmp_path,
            a_line(APROBADO="100.00"),
            a_line(APROBADO="", EJERCIDO=""),
            a_line(ID_ENTIDAD="0", DESC_ENTIDAD="4,906,914.00", APROBADO="", EJERCIDO=""),
        )
    )
    assert approved(snapshot) == Decimal("100.00")
    report = snapshot.report
    assert [(one["measure"], one["rows"]) for one in report["nulls"]] == [
        ("approved", 2),
        ("executed", 2),
    ]
    [shifted] = report["noted_lines"]["shifted"]
    assert (shifted["line"], shifted["cells"]) == (3, {"DESC_ENTIDAD": "4,906,914.00"})
    create_correction(
        actor=None,
        snapshot=snapshot,
        where={"line": "3", "approved": None},
        change={"approved": "4906914.00", "state": None, "state_label": None},
        reason="El importe quedó en la columna de la entidad.",
    )
    assert approved(snapshot) == Decimal("4907014.00")
    assert Coverage.objects.get().totals["approved"] == "100.00"


def test_a_part_year_document_is_none_of_the_others(tmp_path: Path) -> None:
    """Trap 5: what was paid by some day of the year is not what was paid in the year."""
    import_budget(a_budget_file(tmp_path, a_line(CICLO="2020")))
    part = a_mapping(document={"const": "part_year"})
    snapshot = import_budget(a_budget_file(tmp_path, a_line(CICLO="2020", EJERCIDO="9")), part)
    assert [one["document"] for one in snapshot.report["coverage"]] == ["part_year"]
    assert set(Coverage.objects.filter(in_force=True).values_list("year", "document", "rows")) == {
        (2020, "final_account", 1),
        (2020, "part_year", 1),
    }


def test_the_encoding_found_is_in_the_report(tmp_path: Path) -> None:
    """Trap 6: code page 850 read as anything else gives other names."""
    file = a_budget_file(
        tmp_path,
        *[
            a_line(DESC_UR="Instituto de Migración y Educación Pública", ID_UR=str(n))
            for n in range(9)
        ],
    )
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp850"))
    snapshot = import_budget(file)
    assert snapshot.report["file"]["encoding"] == "cp850"
    assert Label.objects.filter(label="Instituto de Migración y Educación Pública").count() == 9


def test_columns_renamed_between_years_and_columns_that_are_not_there(tmp_path: Path) -> None:
    """Trap 7: headings change, and a column a year lacks is reported, not made up."""
    file = a_budget_file(tmp_path)
    text = file.read_text(encoding="utf-8").replace("EJERCIDO", "MONTO_EJERCICIO")
    file.write_text(text.replace("ID_ENTIDAD", "OTRA"), encoding="utf-8")
    mapping = a_mapping(executed={"from": ["MONTO_EJERCIDO", "MONTO_EJERCICIO"]})
    snapshot = import_budget(file, mapping)
    assert snapshot.report["coverage"][0]["totals"]["executed"] == "90.50"
    assert snapshot.report["file"]["lacking"] == ["state"]


def test_what_the_mapping_does_not_use_is_named(tmp_path: Path) -> None:
    """A second column of the same name too, which no mapping can mean by that name."""
    file = a_budget_file(tmp_path)
    text = file.read_text(encoding="utf-8").replace("DESC_ENTIDAD", "APROBADO")
    file.write_text(f"Hacienda\n\n{text.replace('ID_OBJETO', 'PARTIDA')}", encoding="utf-8")
    mapping = a_mapping(approved={"from": ["APROBADO (2)"]})
    found = import_budget(file, mapping).report["file"]
    assert found["unused"] == {"count": 2, "first": ["PARTIDA", "APROBADO"]}
    assert (found["header_row"], found["header_line"]) == (2, 3)


def test_lines_that_repeat_are_counted_and_summed(tmp_path: Path) -> None:
    """Trap 8: two identical rows may be two payments."""
    snapshot = import_budget(
        a_budget_file(
            tmp_path, a_line(), a_line(), a_line(), a_line(APROBADO="1"), a_line(ID_UR="1")
        )
    )
    place = {"year": 2012, "document": "final_account", "groups": 1}
    assert snapshot.report["repeated"] == {
        "lines": [{**place, "rows": 3}],
        "keys": [{**place, "rows": 4}],
    }
    assert approved(snapshot) == Decimal("401.00")


def test_lines_the_same_in_every_column_are_not_told_as_differing(tmp_path: Path) -> None:
    lines = [a_line(ID_UR=unit, EJERCIDO="") for unit in ("K00", "N00") for _ in range(3)]
    snapshot = import_budget(a_budget_file(tmp_path, *lines))
    place = {"year": 2012, "document": "final_account"}
    assert snapshot.report["repeated"] == {"lines": [{**place, "groups": 2, "rows": 6}], "keys": []}


def test_amounts_that_begin_empty_are_amounts(tmp_path: Path) -> None:
    """Trap 9: nothing is concluded from the first rows of a file."""
    lines = [a_line(APROBADO="", ID_UR=str(n)) for n in range(30_000)]
    snapshot = import_budget(a_budget_file(tmp_path, *lines, a_line(APROBADO="1,250.50")))
    assert approved(snapshot) == Decimal("1250.50")


def test_broken_and_odd_records_are_named_with_their_place(tmp_path: Path) -> None:
    file = a_budget_file(tmp_path, a_line(DESC_UR="Con\nsalto"), *[a_line() for _ in range(20)])
    with file.open("a", encoding="utf-8", newline="") as text:
        text.write("2012,4,corto\r\n")
        text.write(",".join(a_line(APROBADO="mil").values()) + "\r\n")
        text.write(",".join(a_line(EJERCIDO="1.239").values()) + "\r\n")
        text.write(",".join(a_line()) + "\r\n")
    snapshot = import_budget(file)
    report = snapshot.report
    assert report["rows"] == {"read": 25, "kept": 22, "refused": 2, "set_apart": 1}
    assert report["refused"]["by_reason"] == {"amount-unreadable": 1, "cells": 1}
    broken, unreadable = report["refused"]["records"]
    assert (broken["line"], broken["file_line"], broken["reason"]) == (22, 24, "cells")
    assert broken["cells"] == ["2012,4,corto"]
    assert (unreadable["line"], unreadable["column"]) == (23, "approved")
    assert report["set_apart"] == [{"name": "header", "rows": 1, "lines": [25]}]
    assert report["noted"] == [{"name": "amount-rounded", "column": "executed", "rows": 1}]
    path = parquet_path(snapshot.digest)
    with warehouse.connect(files=[path]) as engine:
        assert engine.rows(f"FROM read_parquet('{path}') SELECT max(line)") == [(24,)]


def test_a_formula_in_a_label_is_text(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.org","x")'
    import_budget(a_budget_file(tmp_path, a_line(DESC_UR=formula)))
    assert Label.objects.get(dimension="unit").label == formula


@pytest.mark.parametrize("heading", ["place", "Line", "snapshot"])
def test_a_heading_of_ours_is_a_heading_like_any_other(tmp_path: Path, heading: str) -> None:
    file = a_budget_file(tmp_path, a_line())
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("DESC_UR", heading, 1), encoding="utf-8")
    snapshot = import_budget(file)
    assert approved(snapshot) == 100
    path = parquet_path(snapshot.digest)
    with warehouse.connect(files=[path]) as engine:
        assert engine.rows(f"SELECT line FROM read_parquet('{path}')") == [(1,)]
