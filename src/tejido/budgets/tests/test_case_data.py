"""The small data set of the real case: what must hold within its files, wherever they are read."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tejido.budgets.domain.columns import COLUMNS, MEASURES, Document
from tejido.budgets.domain.concordance import read_concordance
from tejido.budgets.domain.lens import UNCLASSIFIED, class_of, read_lens
from tejido.budgets.domain.mapping import missing_columns
from tejido.budgets.domain.mapping_reading import read_mapping

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDER = DATA / "mx-people-on-the-move"
UNITS, PROGRAMMES = "by-unit.csv", "by-programme.csv"
NAMES = (UNITS, PROGRAMMES)
CHECKING = ("source", "source_lines")

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything() -> list[Row]:
    return [row for name in NAMES for row in rows(name)]


def total(measure: str, keep: Callable[[Row], bool]) -> Decimal:
    return sum((Decimal(row[measure]) for row in everything() if keep(row)), Decimal())


def of(year: int, branch: str, unit: str = "", **more: str) -> Callable[[Row], bool]:
    wanted = {
        "year": str(year),
        "document": "final_account",
        "branch": branch,
        "unit": unit,
        **more,
    }
    return lambda row: all(row[column] == value for column, value in wanted.items())


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_the_canonical_ones(name: str) -> None:
    header = list(rows(name)[0])
    assert tuple(header[-2:]) == CHECKING
    assert header[:-2] == [column for column in COLUMNS if column in header]


@pytest.mark.parametrize("name", NAMES)
def test_codes_amounts_and_documents_are_well_formed(name: str) -> None:
    shapes = {
        "year": r"20(0[89]|1\d|2[0-3])",
        "currency": "MXN",
        "branch": r"\d\d",
        "unit": r"([0-9A-Z]{3})?",
        "modality": "[A-Z]?",
        "programme": r"(\d{3})?",
        "source_lines": r"[1-9]\d*",
    }
    for row in rows(name):
        for column, shape in shapes.items():
            assert re.fullmatch(shape, row[column]), row
        assert row["document"] in set(Document)
        amounts = [row[measure] for measure in MEASURES]
        assert any(amounts)
        assert all(re.fullmatch(r"(\d+\.\d\d)?", amount) for amount in amounts)
        assert all(value == " ".join(value.split()) for value in row.values())


@pytest.mark.parametrize("name", NAMES)
def test_no_row_stands_twice_and_all_are_in_order(name: str) -> None:
    columns = ("year", "document", "branch", "unit", "modality", "programme", "programme_label")
    keys = [tuple(row[column] for column in columns) for row in rows(name)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("document", "measures"),
    [
        ("proposal", {"proposed"}),
        ("approved", {"approved"}),
        ("part_year", {"approved", "modified", "paid"}),
        ("final_account", {"approved", "executed"}),
    ],
)
def test_a_document_by_unit_has_the_stages_it_can_have(document: str, measures: set[str]) -> None:
    for row in rows(UNITS):
        if row["document"] == document:
            assert {measure for measure in MEASURES if row[measure]} == measures


def test_by_programme_there_are_final_accounts_without_units() -> None:
    for row in rows(PROGRAMMES):
        assert (row["document"], row["unit"], row["unit_label"]) == ("final_account", "", "")
        stages = {measure for measure in MEASURES if row[measure]}
        assert stages == {"approved", "modified", "accrued", "executed"}


def test_no_year_of_a_document_stands_in_both_files() -> None:
    held = [{(row["year"], row["document"]) for row in rows(name)} for name in NAMES]
    assert not held[0] & held[1]
    accounts = {
        int(year) for half in held for year, document in half if document == "final_account"
    }
    assert accounts == set(range(2008, 2024))


@pytest.mark.parametrize(
    ("year", "approved", "executed"),
    [
        (2008, "1835648754.00", "1980507176.00"),
        (2009, "1578507899.00", "2451248014.00"),
        (2010, "1767588958.00", "2900004329.00"),
        (2011, "1760773764.00", "2943759437.00"),
        (2012, "1832383813.00", "3140382866.19"),
        (2013, "1895409751.00", "3144755257.51"),
    ],
)
def test_the_migration_institute(year: int, approved: str, executed: str) -> None:
    assert total("approved", of(year, "04", "K00")) == Decimal(approved)
    assert total("executed", of(year, "04", "K00")) == Decimal(executed)


def test_the_federal_police_of_2013_is_approved_under_one_code_and_executed_under_another() -> None:
    old, new = of(2013, "36", "C00"), of(2013, "04", "L00")
    assert total("approved", old) == Decimal("19799946079.00")
    assert total("executed", new) == Decimal("25148712329.08")
    assert total("executed", old) == total("approved", new) == Decimal()


def test_a_programme_grew_twelve_times_in_a_year_by_taking_over_another() -> None:
    before, after = (of(year, "05", modality="E", programme="002") for year in (2015, 2016))
    assert total("executed", before) == Decimal("340694705.77")
    assert total("executed", after) == Decimal("4038872357.96")
    consular = of(2015, "05", modality="E", programme="003")
    assert total("executed", consular) > 2_000_000_000
    assert not any(map(of(2016, "05", modality="E", programme="003"), everything()))


def test_programmes_for_migrants_vanish() -> None:
    def last(branch: str, modality: str, programme: str) -> int:
        key = (branch, modality, programme)
        return max(
            int(row["year"])
            for row in everything()
            if (row["branch"], row["modality"], row["programme"]) == key
        )

    assert last("23", "U", "033") == 2018
    assert last("20", "S", "061") == 2019
    assert last("04", "E", "007") == 2009


def test_army_and_navy_are_one_row_in_2014_and_programmes_in_all_other_years() -> None:
    held = Counter(
        (row["year"], row["branch"])
        for row in everything()
        if row["branch"] in {"07", "13"} and row["document"] == "final_account"
    )
    assert {count for (year, _), count in held.items() if year == "2014"} == {1}
    assert min(count for (year, _), count in held.items() if year != "2014") > 5
    assert total("executed", of(2014, "07")) == Decimal("66778960964.13")
    assert total("executed", of(2023, "07")) == Decimal("144060042600.92")


def test_every_source_is_named_in_the_notes() -> None:
    notes = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(20\d\d)_cp_sin_defl", notes)) == {"2008", "2013"}
    for source in {row["source"] for row in everything()}:
        assert source in notes or re.fullmatch(r"20(09|1[012])_cp_sin_defl", source)


def test_the_shipped_lens_puts_every_row_in_a_class() -> None:
    lens = read_lens(yaml.safe_load((DATA / "lenses" / f"{FOLDER.name}.yaml").read_text("utf-8")))
    held = Counter(class_of(lens, {**row, "year": int(row["year"])})[0] for row in everything())
    assert UNCLASSIFIED not in held
    assert set(held) == {"protection", "control", "police", "armed-forces", "development", "other"}


def test_the_shipped_mapping_reads_every_canonical_column_of_both_files() -> None:
    data = yaml.safe_load((DATA / "mappings" / f"{FOLDER.name}.yaml").read_text("utf-8"))
    mapping = read_mapping(data)
    for name in NAMES:
        header = list(rows(name)[0])
        assert missing_columns(mapping, header) == ()
        assert set(mapping.columns) == set(header) - set(CHECKING)


def test_the_concordance_follows_two_programmes_and_a_ministry_through_every_account() -> None:
    path = DATA / "concordances" / "mx-army-migration-refugees.yaml"
    concordance = read_concordance(yaml.safe_load(path.read_text("utf-8")))
    held = {
        (concordance.entity_of({**row, "year": int(row["year"])}), int(row["year"]))
        for row in everything()
        if row["document"] == "final_account"
    }
    for entity in ("army", "migration-programme", "refugee-programme"):
        assert {year for name, year in held if name == entity} == set(range(2008, 2024))
