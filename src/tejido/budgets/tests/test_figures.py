"""Each figure by its method, on lines counted by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
import sqlglot

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.asking.shipped import shipped_questions
from tejido.budgets.tests.asked_lines import a_series, ask, line, store_lines, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def _four_units(folders: Path) -> None:
    amounts = {"04-A": (10, 30), "04-B": (30, 30), "05-C": (40, 20), "05-D": (20, 20)}
    store_lines(
        line(2012, unit, f"Unidad {unit}", approved=approved, executed=executed)
        for unit, (approved, executed) in amounts.items()
    )


@pytest.mark.usefixtures("_four_units")
class TestByHand:
    def test_share_is_of_all_lines_of_the_document(self) -> None:
        found = ask(figure="share", by=["branch"], where={"institution": "04-A"})
        assert values(found, "branch", "measure", "value") == [
            ("04 Ramo 04", "approved", "0.100000"),
            ("04 Ramo 04", "executed", "0.300000"),
        ]

    def test_deviation(self) -> None:
        found = ask(figure="deviation", by=["branch"])
        assert values(found, "branch", "measure", "indicator", "value") == [
            ("04 Ramo 04", "approved", "amount", "40.00"),
            ("04 Ramo 04", "executed", "amount", "60.00"),
            ("04 Ramo 04", "executed", "difference_from_approved", "20.00"),
            ("04 Ramo 04", "executed", "rate_from_approved", "0.500000"),
            ("05 Ramo 05", "approved", "amount", "60.00"),
            ("05 Ramo 05", "executed", "amount", "40.00"),
            ("05 Ramo 05", "executed", "difference_from_approved", "-20.00"),
            ("05 Ramo 05", "executed", "rate_from_approved", "-0.333333"),
        ]

    def test_reallocation_adds_up_to_nothing(self) -> None:
        found = ask(figure="reallocation", by=["branch"])
        assert values(found, "branch", "indicator", "value")[:4] == [
            ("04 Ramo 04", "share", "0.400000"),
            ("04 Ramo 04", "share", "0.600000"),
            ("04 Ramo 04", "share_less_share_approved", "0.200000"),
            ("04 Ramo 04", "moved_since_approved", "20.00"),
        ]
        moved = [row["value"] for row in found.rows if row["indicator"] == "moved_since_approved"]
        assert sum(map(Decimal, moved)) == 0

    def test_concentration(self) -> None:
        found = ask(figure="concentration", by=["institution"], top=2, measures=["approved"])
        assert values(found, "indicator", "value") == [
            ("herfindahl", "0.300000"),
            ("share_of_top_2", "0.700000"),
            ("groups", "4"),
        ]
        within = ask(figure="concentration", by=["branch", "institution"], measures=["approved"])
        assert values(within, "branch", "value")[0] == ("04 Ramo 04", "0.625000")

    def test_the_largest_alone(self) -> None:
        found = ask(by=["institution"], top=1, measures=["approved"])
        assert values(found, "institution", "value") == [("05-C Unidad 05-C", "40.00")]

    def test_per_person(self) -> None:
        a_series("asilo", "people", y2012="8")
        found = ask(per={"series": "asilo"}, measures=["approved"])
        assert values(found, "value", "unit") == [("12.50", "MXN/person")]

    def test_a_total_of_zero_has_no_ratio(self) -> None:
        store_lines([line(2012, "04-A", "A", approved=0, executed=5)])
        found = ask(figure="deviation")
        assert values(found, "value", "reason")[-1] == (None, "no_ratio")


class TestSigns:
    def test_missing_years(self) -> None:
        store_lines([line(2012, "04-A", "A"), line(2014, "04-A", "A", document="approved")])
        found = ask(figure="opacity", sign="missing_years")
        assert values(found, "year", "document", "value", "reason") == [
            (2012, "approved", None, "no_document"),
            (2012, "final_account", "1", None),
            (2013, "approved", None, "no_document"),
            (2013, "final_account", None, "no_document"),
            (2014, "approved", "1", None),
            (2014, "final_account", None, "no_document"),
        ]

    def test_vanished_programmes(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "A", programme="001", approved=30),
                line(2012, "04-A", "A", programme="002", approved=10),
                line(2012, "04-A", "A", programme="003", approved=0),
                line(2014, "04-A", "A", programme="001", approved=1),
            ]
        )
        found = ask(figure="opacity", sign="vanished_programmes")
        assert values(found, "year", "indicator", "value", "reason") == [
            (2012, "programmes", "2", None),
            (2012, "programmes_vanished", "1", None),
            (2012, "amount_vanished", "10.00", None),
            (2012, "share_vanished", "0.250000", None),
            *((2014, one, None, "no_other_year") for one in
              ("programmes", "programmes_vanished", "amount_vanished", "share_vanished")),
        ]  # fmt: skip

    def test_label_churn_ignores_spelling(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "Atención", programme_label="Uno"),
                line(2012, "04-B", "Beta", programme="002"),
                line(2013, "04-A", "ATENCION", programme_label="Dos"),
                line(2013, "04-B", "Gama", programme="002"),
            ]
        )
        found = ask(figure="opacity", sign="label_churn", years="2012:2013")
        assert values(found, "indicator", "value")[6:] == [
            ("units_compared", "2"),
            ("units_renamed", "1"),
            ("rate_of_units", "0.500000"),
            ("programmes_compared", "2"),
            ("programmes_renamed", "1"),
            ("rate_of_programmes", "0.500000"),
        ]

    def test_catch_all_objects(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "A", executed=60),
                line(2012, "04-A", "A", object="79902", object_label="Erogaciones", executed=10),
                line(2012, "04-A", "A", object="2390", object_label="Otros bienes", executed=5),
                line(2012, "05-B", "B", object="2390", object_label="Nosotros", executed=25),
            ]
        )
        found = ask(
            figure="opacity", sign="catch_all_objects", by=["branch"], measures=["executed"]
        )
        assert values(found, "branch", "indicator", "value") == [
            ("04 Ramo 04", "amount_catch_all", "15.00"),
            ("04 Ramo 04", "share_catch_all", "0.200000"),
            ("05 Ramo 05", "amount_catch_all", "0.00"),
            ("05 Ramo 05", "share_catch_all", "0.000000"),
        ]
        assert found.resolved["rules"] == ["catch-all-objects@1"]


@pytest.mark.parametrize("name", shipped_questions())
def test_every_shipped_question_comes_out_the_same_from_the_lines_and_is_sql_that_spark_reads(
    name: str,
) -> None:
    load_shipped()
    lines = [
        line(year, unit, f"Unidad {unit}", approved=amount, executed=amount, document=document,
             modified=amount, paid=amount)
        for year in (2012, 2013, 2020)
        for unit, amount in (("04-K00", 10), ("36-C00", 20), ("07-110", 30))
        for document in ("final_account", "part_year")
        if (document == "part_year") == (year == 2020)
    ]  # fmt: skip
    store_lines([*lines, line(2012, "36-C00", "Policía Federal", programme="006", executed=1)])
    data = {**shipped_questions()[name], "dataset": "ejemplo"}
    if "concordance" in data and "Policía" not in str(data["where"]):
        data["where"] = {"branch": "04"}
    if "programme" in data.get("where", {}):
        data["where"] = {"branch": "04", "programme": "E-001"}
    found = answer(None, question_from(data))
    assert any(row["value"] is not None for row in found.rows)
    assert answer(None, question_from(data), fresh=True) == found
    assert found.method["es"]
    assert len(found.method["es"]) == len(found.method["en"])
    spark = sqlglot.transpile(found.sql, read="duckdb", write="spark")
    assert len(spark) == 1
    assert "parquet.`" in spark[0]
