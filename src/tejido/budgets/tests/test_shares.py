"""A share is the same in any money: prices of a year and people cancel out within a year."""

from pathlib import Path
from typing import Any

import pytest

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.tests.asked_lines import a_series, ask, line, store_lines, values

pytestmark = pytest.mark.django_db
REAL = {"series": "indice", "base": 2023}
PER = {"series": "asilo"}
IN_OTHER_MONEY = [{"real": REAL}, {"per": PER}, {"real": REAL, "per": PER}]


@pytest.fixture(autouse=True)
def _two_branches(folders: Path) -> None:
    store_lines(
        line(year, unit, f"Unidad {unit}", executed=executed)
        for year in (2012, 2013)
        for unit, executed in (("04-A", 10), ("05-B", 30))
    )
    # Neither has a value for 2013.
    a_series("indice", "deflator", y2012="50", y2023="100")
    a_series("asilo", "people", y2012="8")


@pytest.mark.parametrize("money", IN_OTHER_MONEY)
@pytest.mark.parametrize("where", [{}, {"institution": "04-A"}])
def test_a_share_is_that_of_the_money_of_each_year(
    money: dict[str, Any], where: dict[str, str]
) -> None:
    share = {"figure": "share", "by": ["branch"], "measures": ["executed"], "where": where}
    found, plain = ask(**share, **money), ask(**share)
    assert values(found, "branch", "value", "unit")[0] == ("04 Ramo 04", "0.250000", "ratio")
    assert found.rows == plain.rows
    assert (found.method, found.notes) == (plain.method, plain.notes)


@pytest.mark.parametrize("money", IN_OTHER_MONEY)
def test_a_concentration_is_that_of_the_money_of_each_year(money: dict[str, Any]) -> None:
    concentration = {"figure": "concentration", "by": ["institution"], "measures": ["executed"]}
    found, plain = ask(**concentration, **money), ask(**concentration)
    assert found.rows == plain.rows
    assert (found.method, found.notes) == (plain.method, plain.notes)


def test_a_share_from_kept_sums_is_that_of_the_lines() -> None:
    share = {"figure": "share", "by": ["branch"], "real": REAL}
    question = question_from({"version": 1, "dataset": "ejemplo", **share})
    assert answer(None, question) == answer(None, question, fresh=True)


def test_amounts_in_other_money_say_so() -> None:
    found, plain = ask(real=REAL, per=PER), ask()
    said, usual = " ".join(found.method["en"]), " ".join(plain.method["en"])
    assert "in prices of 2023" in said
    assert "Divided by the series" in said
    assert "inflation is not taken out" in usual
    assert [note["code"] for note in found.notes if note not in plain.notes] == ["factor_missing"]
