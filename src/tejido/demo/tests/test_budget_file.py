"""What the demo's findings say, against the figures they are said of."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tejido.budgets.domain.question_reading import read_question
from tejido.demo.budget_file import FindingRow, read_findings

DATA = Path(__file__).resolve().parents[2] / "budgets" / "data"
CASE = DATA / "mx-people-on-the-move"
# Annual means of the consumer price index (July 2018 = 100) and applications published by UNHCR.
INDEX = {2008: Decimal("66.93091666666668"), 2013: Decimal("82.03616666666667")}
INDEX_2023 = Decimal("129.27966666666666")
APPLICATIONS = {2008: 298, 2013: 1275, 2023: 140979}
REFUGEES = {"branch": "04", "modality": "E", "programme": "006"}
MIGRATION = {"branch": "04", "modality": "E", "programme": "008"}
ARMY = {"branch": "07"}

LANGUAGES = pytest.mark.parametrize("language", ["es", "en"])


def finding(question: str) -> FindingRow:
    return next(row for row in read_findings() if row.question == question)


def spent(measure: str, years: range | list[int], **where: str) -> Decimal:
    """Sum of a measure in final accounts, in millions of pesos of each year."""
    total = Decimal()
    for path in CASE.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                wanted = {"document": "final_account", **where}
                if int(row["year"]) in years and wanted.items() <= row.items():
                    total += Decimal(row[measure])
    return total / 1_000_000


def real(year: int, **where: str) -> Decimal:
    """Executed in a year, in millions of pesos of 2023."""
    return spent("executed", [year], **where) * INDEX_2023 / INDEX.get(year, INDEX_2023)


def say(value: Decimal, places: int) -> str:
    """Write a figure as in Mexico, in both languages."""
    return f"{value:,.{places}f}"


def numbers(text: str) -> set[str]:
    """Every figure of a text that is no year and stands in no code."""
    found = re.findall(r"(?<![\w.])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?!\d)|(?<![\w.])\d+", text)
    return {figure for figure in found if not re.fullmatch(r"20\d\d", figure)}


@pytest.mark.parametrize("row", read_findings(), ids=lambda row: row.question)
def test_each_has_a_question_a_date_and_its_limits(row: FindingRow) -> None:
    question = read_question(
        yaml.safe_load((DATA / "questions" / f"{row.question}.yaml").read_text())
    )
    assert question.dataset == CASE.name
    for year in (question.years[0], question.years[-1]):
        assert all(str(year) in sentence for sentence in row.sentence.values())
    assert all(len(text.split()) > 40 for text in row.limits.values())
    # The title of the source that a footnote cites.
    assert all(len(sentence) <= 300 for sentence in row.sentence.values())


@LANGUAGES
def test_what_the_institute_spent(language: str) -> None:
    institute = {"branch": "04", "unit": "K00"}
    approved, executed = (
        spent(measure, range(2008, 2014), **institute) for measure in ("approved", "executed")
    )
    more = [
        spent("executed", [year], **institute) - spent("approved", [year], **institute)
        for year in range(2008, 2014)
    ]
    assert min(more) > 0
    assert numbers(finding("mx-migration-institute").sentence[language]) == {
        say(executed, 1),
        say(approved, 1),
        say((executed / approved - 1) * 100, 1),
        say(more[0], 1),
        say(more[-1], 1),
    }


@LANGUAGES
def test_what_each_application_comes_to(language: str) -> None:
    each = [
        say(real(year, **REFUGEES) * 1_000_000 / APPLICATIONS[year], 0) for year in APPLICATIONS
    ]
    assert numbers(finding("mx-refugees-per-application").sentence[language]) == {
        *each,
        say(Decimal(APPLICATIONS[2008]), 0),
        say(Decimal(APPLICATIONS[2023]), 0),
    }


@LANGUAGES
def test_three_side_by_side(language: str) -> None:
    expected = set()
    for where, places in ((ARMY, 0), (MIGRATION, 0), (REFUGEES, 1)):
        before, after = real(2008, **where), real(2023, **where)
        expected |= {say(before, places), say(after, places), say((after / before - 1) * 100, 0)}
    army = real(2023, **ARMY)
    expected.add(say(real(2023, **REFUGEES) / army * 100_000, 0))
    assert numbers(finding("mx-army-migration-refugees").sentence[language]) == expected


@LANGUAGES
def test_what_the_army_builds(language: str) -> None:
    building = {"branch": "07", "modality": "K", "programme": "019"}
    said = finding("mx-army-migration-refugees").limits[language]
    for year in (2018, 2021):
        assert say(spent("executed", [year], **building), 0) in said
