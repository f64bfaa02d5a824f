"""Mappings: read from data, refused where they do not hold, and what they make of records."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tejido.budgets.domain.columns import COLUMNS
from tejido.budgets.domain.mapping import (
    Mapping,
    mapping_data,
    mapping_digest,
    missing_columns,
)
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.domain.mapping_sql import faults_list, select_list, skip_case
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.queries.mappings import shipped_mappings
from tejido.budgets.rule_wording import refused
from tejido.budgets.tests.raw_tables import ask

HEADER = ("Ciclo", "RAMO", "DESC RAMO", "clave", "Entidad", "MONTO_EJERCICIO", "Aprobado")


def data(**more: Any) -> dict[str, Any]:
    """Return the data of a small mapping, with fields and columns added or replaced."""
    columns = {
        "year": {"from": "CICLO"},
        "document": {"const": "final_account"},
        "currency": {"const": "MXN"},
        "branch": {"from": ["ID_RAMO", "ramo"], "pad": 2},
        "branch_label": {"from": "desc_ramo"},
        "modality": {"from": "clave", "part": "^([A-Z])[0-9]{3}$"},
        "programme": {"from": "clave", "part": "^[A-Z]([0-9]{3})$"},
        "state_label": {"from": "entidad"},
        "executed": {"from": ["MONTO_EJERCIDO", "MONTO_EJERCICIO"]},
        "approved": {"from": "aprobado"},
        **more.pop("columns", {}),
    }
    columns = {name: rule for name, rule in columns.items() if rule is not None}
    return {"key": "small", "title": {"es": "Una", "en": "One"}, "columns": columns, **more}


TOTALS = {
    "name": "branch-total",
    "kind": "total",
    "where": [{"column": "clave", "values": ["TOTAL"]}],
    "by": ["year", "branch"],
}


def mapped(mapping: Mapping, *rows: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a mapping makes of rows: what is there, its skip rule and its faults."""
    faults = faults_list(mapping, HEADER)
    names = [column for column in COLUMNS if column != "line"]
    found = ask(
        HEADER,
        rows,
        ", ".join(
            [
                skip_case(mapping, HEADER),
                *(fault.condition for fault in faults),
                select_list(mapping, HEADER),
            ]
        ),
    )
    told = []
    for row in found:
        values = dict(zip(names, row[1 + len(faults) :], strict=True))
        line = {name: value for name, value in values.items() if value is not None}
        for fault, holds in zip(faults, row[1:], strict=False):
            assert holds in (True, False)
            if holds:
                line.setdefault("faults", []).append(f"{fault.name} {fault.column}".strip())
        told.append({**line, **({"skip": row[0]} if row[0] else {})})
    return told


def test_a_line_gets_its_canonical_columns() -> None:
    row = ("2013", " 4 ", "Gobernación", "E008", "Chiapas", ' " 1 ', " 1,003,938 ")
    assert mapped(read_mapping(data()), (*row[:5], "(1,000.5)", row[6])) == [
        {
            "year": 2013,
            "document": "final_account",
            "currency": "MXN",
            "branch": "04",
            "branch_label": "Gobernación",
            "modality": "E",
            "programme": "008",
            "state_label": "Chiapas",
            "executed": Decimal("-1000.50"),
            "approved": Decimal("1003938.00"),
        }
    ]


def test_letters_and_object_codes_of_other_lengths_stay_as_they_are() -> None:
    (line,) = mapped(read_mapping(data()), ("2013", "GYR", "x", "clave rara", "", "1", "-"))
    assert line["branch"] == "GYR"
    assert "programme" not in line
    assert line["approved"] == 0


def test_what_is_no_line_is_named() -> None:
    mapping = read_mapping(data(skip=[TOTALS]))
    header, empty, total, line = mapped(
        mapping,
        HEADER,
        ("", " ", "", "", "", "", ""),
        ("2013", "4", "Gobernación", "TOTAL", "", "10", "20"),
        ("2013", "4", "Gobernación", "E001", "", "10", "20"),
    )
    assert [header["skip"], empty["skip"], total["skip"]] == ["header", "empty", "branch-total"]
    assert (total["executed"], total["branch"]) == (Decimal(10), "04")
    assert "skip" not in line


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (("2013", "4", "x", "E1", "y", "1.234,56", "7"), ["amount-unreadable executed"]),
        (("2013", "4", "x", "E1", "y", "1E+09", "7"), ["amount-unreadable executed"]),
        (("13", "4", "x", "E1", "y", "1", "7"), ["year-unreadable year"]),
        (("2013", "4", "x", "E1", "y", "1.005", "7"), ["amount-rounded executed"]),
        (("2013", "4", "x", "E1", "4,906,914.00", "", ""), ["shifted"]),
        (("2013", "4", "x", "E1", "4,906,914.00", "1", ""), []),
        (("2013", "4", "12.50", "E1", "y", "", ""), ["shifted"]),
        (("2013", "4", "1,5", "E1", "y", "", ""), []),
        (("2013", "4", "x", "E1", "y", "", ""), []),
    ],
)
def test_what_is_wrong_with_a_record_is_told(row: tuple[str, ...], faults: list[str]) -> None:
    assert mapped(read_mapping(data()), row)[0].get("faults", []) == faults


def test_only_what_cannot_be_read_is_refused() -> None:
    refusing = {fault.name: fault.refuses for fault in faults_list(read_mapping(data()), HEADER)}
    assert {name for name, refuses in refusing.items() if not refuses} == {
        "amount-rounded",
        "shifted",
    }


def test_a_document_comes_from_a_table_of_values_and_others_are_refused() -> None:
    document = {"from": "clave", "values": {"cuenta_publica": "final_account"}}
    known, unknown = mapped(
        read_mapping(data(columns={"document": document})),
        ("2013", "4", "x", "cuenta_publica", "y", "1", "1"),
        ("2013", "4", "x", "otra", "y", "1", "1"),
    )
    assert known["document"] == "final_account"
    assert unknown["faults"] == ["document-unreadable document"]


def test_a_column_the_file_lacks_is_null_and_named() -> None:
    mapping = read_mapping(data(columns={"paid": {"from": "PAGADO"}, "state": {"from": "EF"}}))
    assert missing_columns(mapping, HEADER) == ("state", "paid")
    (line,) = mapped(mapping, ("2013", "4", "x", "E1", "y", "1", "1"))
    assert "paid" not in line
    assert "state" not in line


def test_headings_and_values_cannot_break_out_of_the_query() -> None:
    mapping = read_mapping(data(columns={"unit": {"const": "x'); DROP TABLE lines; --"}}))
    (line,) = mapped(mapping, ("2013", "4", "x", "E1", "y", "1", "1"))
    assert line["unit"] == "x'); DROP TABLE lines; --"
    header = ('A"; --', "b'", "c")
    expressions = select_list(
        read_mapping(data(columns={"unit": {"from": 'A"; --'}, "object": {"from": "b'"}})), header
    )
    assert ask(header, [["u", "o", "z"]], expressions)[0][5] == "u"


@pytest.mark.parametrize("mapping", shipped_mappings(), ids=lambda mapping: mapping.key)
def test_a_shipped_mapping_reads_and_is_written_the_same(mapping: Mapping) -> None:
    assert read_mapping(mapping_data(mapping)) == mapping
    assert len(mapping_digest(mapping)) == 64


def test_the_digest_does_not_depend_on_how_it_is_written() -> None:
    one = data()
    other = {name: one[name] for name in reversed(one)}
    other["columns"] = dict(reversed(one["columns"].items()))
    other["columns"]["branch_label"] = {"from": ["desc_ramo"]}
    assert mapping_digest(read_mapping(one)) == mapping_digest(read_mapping(other))
    changed = data(columns={"branch_label": {"from": "otro"}})
    assert mapping_digest(read_mapping(one)) != mapping_digest(read_mapping(changed))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ([], "not-an-object"),
        ({**data(), "extra": 1}, "field-unknown"),
        ({**data(), "version": 2}, "format-unknown"),
        (data(columns={"year": None}), "column-missing"),
        (data(columns={"executed": None, "approved": None}), "amount-missing"),
        (data(columns={"executed": {"const": "5"}}), "amount-from-a-column"),
        (data(columns={"executed": {"from": "a", "pad": 3}}), "amount-from-a-column"),
        (data(columns={"year": {"const": "13"}}), "value-unknown"),
        (data(columns={"document": {"const": "law"}}), "value-unknown"),
        (data(columns={"document": {"from": "a", "values": {"b": "law"}}}), "value-unknown"),
        (data(columns={"currency": {"const": "pesos"}}), "value-unknown"),
        (data(columns={"unknown": {"from": "a"}}), "field-unknown"),
        (data(columns={"unit": {}}), "from-or-const"),
        (data(columns={"unit": {"from": "a", "const": "b"}}), "from-or-const"),
        (data(columns={"unit": {"const": "b", "pad": 2}}), "const-alone"),
        (data(columns={"unit": {"from": "a", "pad": 99}}), "not-a-number"),
        (data(columns={"unit": {"from": "a", "values": ["x"]}}), "not-an-object"),
        (data(columns={"unit": {"from": ""}}), "not-a-text"),
        (data(columns={"unit": {"from": "a\0"}}), "not-a-text"),
        (data(columns={"unit": {"from": "a", "part": "("}}), "not-a-pattern"),
        (data(columns={"unit": {"from": "a", "part": "x"}}), "not-a-pattern"),
        (data(columns={"unit": {"from": "a", "part": "(?=x)(y)"}}), "not-a-pattern"),
        (data(columns={"unit": {"from": "a", "part": r"(x)\1"}}), "not-a-pattern"),
        (data(amounts={"group_mark": "x"}), "amounts"),
        (data(amounts={"unit": "1"}), "amounts"),
        (data(choices={"encoding": 5}), "not-a-text"),
        (data(skip=[{**TOTALS, "kind": "other"}]), "kind-unknown"),
        (data(skip=[{**TOTALS, "by": ["executed"]}]), "column-unknown"),
        (data(skip=[{**TOTALS, "where": [{"column": "a"}]}]), "condition-empty"),
        (data(skip=[{**TOTALS, "where": [{"column": "a", "empty": "x"}]}]), "not-yes-or-no"),
    ],
)
def test_a_mapping_that_does_not_hold_is_refused_with_its_place(changed: Any, code: str) -> None:
    with pytest.raises(RuleFault) as caught:
        read_mapping(changed)
    assert caught.value.code == code
    assert str(refused(caught.value).message)
