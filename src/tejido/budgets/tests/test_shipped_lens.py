"""The lens and the concordance that ship, on the budgets that ship: who is in which class."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from tejido.budgets.domain.concordance import Concordance, read_concordance
from tejido.budgets.domain.conditions import Line
from tejido.budgets.domain.lens import UNCLASSIFIED, Lens, class_of, read_lens
from tejido.budgets.rule_files import read_yaml
from tejido.evidence.domain.series import read_values

DATA = Path(__file__).resolve().parents[1] / "data"
CASE = DATA / "mx-people-on-the-move"


@pytest.fixture(scope="module")
def lens() -> Lens:
    path = DATA / "lenses" / "mx-people-on-the-move.yaml"
    return read_lens(read_yaml(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def institutions() -> Concordance:
    path = DATA / "concordances" / "mx-institutions.yaml"
    return read_concordance(read_yaml(path.read_text(encoding="utf-8")))


def case_lines() -> list[dict[str, str]]:
    """The rows of the small data set, as text."""
    rows = []
    for path in sorted(CASE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def as_line(row: dict[str, str]) -> Line:
    return {**{name: value or None for name, value in row.items()}, "year": int(row["year"])}


def a_line(year: int = 2012, **columns: str) -> Line:
    return {"year": year, **columns}


def test_the_classes_asked_for_are_there(lens: Lens) -> None:
    names = {one.id for one in lens.classes}
    assert names == {"protection", "control", "police", "armed-forces", "development", "other"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (a_line(branch="04", unit="K00"), "control"),
        (a_line(2008, branch="04", unit="K00", modality="E", programme="007"), "control"),
        (a_line(2020, branch="04", modality="E", programme="008"), "control"),
        (a_line(2016, branch="04", unit="T00"), "control"),
        (a_line(2013, branch="04", unit="940", unit_label="Órgano Interno"), UNCLASSIFIED),
        (a_line(branch="04", unit="N00"), "protection"),
        (a_line(branch="05", unit="K00"), "development"),
        (a_line(branch="05", unit="211"), "protection"),
        (a_line(branch="36", unit="C00"), "police"),
        (a_line(2015, branch="04", unit="L00", unit_label="Policía Federal"), "police"),
        (a_line(2020, branch="36", unit="E00", unit_label="Prevención de Desastres"), "other"),
        (a_line(2012, branch="36", unit="E00", unit_label="Readaptación Social"), "police"),
        (a_line(2021, branch="07", modality="A", programme="026"), "armed-forces"),
        (a_line(2024, branch="04", unit="K00"), UNCLASSIFIED),
    ],
)
def test_who_is_in_which_class(lens: Lens, line: Line, expected: str) -> None:
    assert class_of(lens, line)[0] == expected


def test_control_is_never_counted_as_protection(lens: Lens) -> None:
    institute = [row for row in case_lines() if row["branch"] == "04" and row["unit"] == "K00"]
    assert institute
    assert {class_of(lens, as_line(row))[0] for row in institute} == {"control"}
    assert any("protección" in row["programme_label"] for row in institute)


def test_nothing_of_the_small_data_set_is_left_unclassified(lens: Lens) -> None:
    left = {
        (row["branch"], row["unit"], row["modality"] + row["programme"])
        for row in case_lines()
        if class_of(lens, as_line(row))[0] == UNCLASSIFIED
    }
    assert left == set()


def test_the_federal_police_is_followed_through_three_codes(institutions: Concordance) -> None:
    spent: dict[int, Decimal] = defaultdict(Decimal)
    told = (row for row in case_lines() if row["unit"] and row["executed"])
    for row in told:
        if row["document"] == "final_account" and institutions.entity_of(as_line(row)) == "pf":
            spent[int(row["year"])] += Decimal(row["executed"])
    assert sorted(spent) == list(range(2008, 2014))
    # 36-C00 has nothing executed in 2013, 04-L00 all of it.
    assert spent[2013] > 25_000_000_000


def test_every_institution_is_found_by_its_acronym(institutions: Concordance) -> None:
    for acronym in (
        "INM",
        "COMAR",
        "PF",
        "GN",
        "SEDENA",
        "SEMAR",
        "IME",
        "FAM",
        "DIF",
        "SPF",
        "UPM",
    ):
        assert institutions.entity(acronym) is not None


def test_series_have_a_value_each_year_they_span() -> None:
    for path in (DATA / "series").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            values = read_values((row["year"], row["value"]) for row in csv.DictReader(file))
        assert sorted(values) == list(range(min(values), max(values) + 1)), path.name
