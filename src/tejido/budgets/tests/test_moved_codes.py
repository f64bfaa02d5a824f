"""A code that moves is one series only through a concordance."""

from pathlib import Path

import pytest

from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.tests.asked_lines import ask, line, store_lines, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

GUARD = "Policía de Ejemplo"
MOVED = {
    "concordance": 1,
    "key": "movidas",
    "title": {"es": "Movidas", "en": "Moved"},
    "credit": "Grupo inventado",
    "entities": [
        {
            "id": "policia",
            "name": {"es": GUARD, "en": "Example Police"},
            "acronyms": ["PE"],
            "codes": [
                {
                    "where": {"branch": branch, "unit": unit, "years": years},
                    "evidence": {"es": "ley", "en": "act"},
                }
                for branch, unit, years in (("36", "C00", "2008:2013"), ("04", "L00", "2013:2016"))
            ],
        }
    ],
}


class TestCodes:
    """A police whose code moves and whose old code is given to another."""

    @pytest.fixture(autouse=True)
    def _moved(self, folders: Path) -> None:
        publish_concordance(actor=None, data=MOVED, reason="ejemplo")
        store_lines(
            [
                line(2012, "36-C00", GUARD, approved=10, executed=11),
                line(2013, "36-C00", GUARD, approved=20, executed=0),
                line(2013, "04-L00", "POLICIA DE EJEMPLO", approved=0, executed=22),
                line(2014, "36-C00", "Coordinación Nacional", approved=5, executed=5),
            ]
        )

    def test_apart_without_one(self) -> None:
        found = ask(where={"institution": GUARD}, by=["institution"], measures=["executed"])
        assert values(found, "year", "institution", "value") == [
            (2012, "04-L00 POLICIA DE EJEMPLO", None),
            (2012, f"36-C00 {GUARD}", "11.00"),
            (2013, "04-L00 POLICIA DE EJEMPLO", "22.00"),
            (2013, f"36-C00 {GUARD}", "0.00"),
            (2014, "04-L00 POLICIA DE EJEMPLO", None),
            (2014, f"36-C00 {GUARD}", None),
        ]
        assert "several_codes" in [note["code"] for note in found.notes]

    def test_one_series_with_one(self) -> None:
        asked = {"where": {"institution": "PE"}, "concordance": "movidas", "by": ["institution"]}
        found = ask(figure="deviation", years="2012:2013", **asked)
        assert values(found, "year", "institution", "indicator", "value")[2:] == [
            (2012, "policia", "difference_from_approved", "1.00"),
            (2012, "policia", "rate_from_approved", "0.100000"),
            (2013, "policia", "amount", "20.00"),
            (2013, "policia", "amount", "22.00"),
            (2013, "policia", "difference_from_approved", "2.00"),
            (2013, "policia", "rate_from_approved", "0.100000"),
        ]
        assert found.names["institution"]["policia"]["es"] == GUARD

    def test_its_codes_year_by_year(self) -> None:
        found = ask(figure="codes", concordance="movidas", where={"institution": "PE"})
        assert {
            (row["year"], row["code"]) for row in found.rows if row["value"] is not None
        } == {
            (2012, f"36-C00 {GUARD}"),
            (2013, f"36-C00 {GUARD}"),
            (2013, "04-L00 POLICIA DE EJEMPLO"),
        }  # fmt: skip

    def test_a_code_given_to_another_is_another_series(self) -> None:
        found = ask(where={"institution": "36-C00"}, by=["institution"], measures=["approved"])
        assert {row["institution"] for row in found.rows} == {
            f"36-C00 {GUARD}",
            "36-C00 Coordinación Nacional",
        }
        assert "renamed" in [note["code"] for note in found.notes]
        followed = ask(
            where={"institution": "36-C00"}, by=["institution"], measures=["approved"],
            concordance="movidas",
        )  # fmt: skip
        assert {row["institution"] for row in followed.rows} == {
            "policia",
            "36-C00 Coordinación Nacional",
        }


def test_an_acronym_of_a_concordance_stands_for_the_code() -> None:
    publish_concordance(actor=None, data=MOVED, reason="ejemplo")
    store_lines([line(2012, "36-C00", "Cuerpo de Policía", executed=7)])
    found = ask(where={"institution": "pe"}, by=["institution"], measures=["executed"])
    assert values(found, "institution", "value") == [("36-C00 Cuerpo de Policía", "7.00")]
