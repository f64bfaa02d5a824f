"""A sign of opacity says nothing where the file has nothing to say it of: null, never zero."""

from typing import Any, ClassVar

import pytest

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.domain.answer import Answer
from tejido.budgets.tests.asked_lines import ask, line, store_lines, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
NO_OBJECT: dict[str, Any] = {"object": None, "object_label": None}


def caught(**fields: Any) -> Answer:
    return ask(figure="opacity", sign="catch_all_objects", measures=["executed"], **fields)


def churn() -> Answer:
    """Asked twice, so that what is kept of the lines is held against the lines."""
    question = question_from(
        {"version": 1, "dataset": "ejemplo", "figure": "opacity", "sign": "label_churn"}
    )
    found = answer(None, question)
    assert answer(None, question, fresh=True) == found
    return found


class TestCatchAllObjects:
    def test_lines_without_an_object_say_nothing_of_it(self) -> None:
        store_lines([line(2012, "04-A", "A", executed=60, **NO_OBJECT)])
        found = caught()
        assert values(found, "indicator", "value", "reason") == [
            ("amount_catch_all", None, "no_object"),
            ("share_catch_all", None, "no_object"),
        ]
        assert "object of expenditure" in found.reasons["no_object"]["en"]

    def test_lines_without_the_amount_are_no_zero(self) -> None:
        store_lines([line(2012, "04-A", "A", executed=None)])
        assert values(caught(), "value", "reason") == [(None, "no_object")] * 2

    def test_an_object_and_an_amount_on_different_lines_are_no_zero(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "A", executed=None),
                line(2012, "04-A", "A", executed=60, **NO_OBJECT),
            ]
        )
        assert values(caught(), "value", "reason") == [(None, "no_object")] * 2

    def test_objects_that_say_what_was_bought_are_zero(self) -> None:
        store_lines([line(2012, "04-A", "A", executed=60)])
        assert values(caught(), "value") == [("0.00",), ("0.000000",)]

    def test_a_label_without_a_code_is_an_object(self) -> None:
        label = {"object": None, "object_label": "Otros servicios"}
        store_lines([line(2012, "04-A", "A", executed=60, **label)])
        assert values(caught(), "value") == [("60.00",), ("1.000000",)]

    def test_the_share_is_of_all_lines_also_of_those_without_an_object(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "A", executed=60, **NO_OBJECT),
                line(2012, "04-A", "A", executed=15),
                line(2012, "04-A", "A", executed=25, object="3900"),
                line(2012, "05-B", "B", executed=60, **NO_OBJECT),
            ]
        )
        assert values(caught(by=["branch"]), "branch", "value") == [
            ("04 Ramo 04", "25.00"),
            ("04 Ramo 04", "0.250000"),
            ("05 Ramo 05", None),
            ("05 Ramo 05", None),
        ]


class TestLabelChurn:
    def test_lines_without_a_unit_are_no_unit(self) -> None:
        none = {"unit": None, "unit_label": None}
        store_lines(
            {**line(year, "04-A", "", programme_label=f"Programa de {year}"), **none}
            for year in (2012, 2013)
        )
        assert values(churn(), "year", "indicator", "value", "reason")[6:] == [
            (2013, "units_compared", None, "no_names"),
            (2013, "units_renamed", None, "no_names"),
            (2013, "rate_of_units", None, "no_names"),
            (2013, "programmes_compared", "1", None),
            (2013, "programmes_renamed", "1", None),
            (2013, "rate_of_programmes", "1.000000", None),
        ]

    def test_a_code_without_a_name_in_one_year_is_not_renamed(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "Alfa"),
                line(2012, "04-B", "Beta"),
                line(2013, "04-A", "Alfa"),
                line(2013, "04-B", "", unit_label=None),
                line(2013, "04-C", "Gama"),
            ]
        )
        assert values(churn(), "indicator", "value")[6:9] == [
            ("units_compared", "1"),
            ("units_renamed", "0"),
            ("rate_of_units", "0.000000"),
        ]

    def test_years_without_a_code_in_common_compare_nothing(self) -> None:
        store_lines([line(2012, "04-A", "Alfa"), line(2013, "05-B", "Beta")])
        found = churn()
        assert values(found, "year", "value", "reason") == [
            *[(2012, None, "no_other_year")] * 6,
            *[(2013, None, "no_names")] * 6,
        ]
        assert set(found.reasons) == {"no_names", "no_other_year"}


class TestVanishedProgrammes:
    """Asked twice as well."""

    NONE: ClassVar[dict[str, Any]] = {"modality": None, "programme": None, "programme_label": None}

    @staticmethod
    def vanished(**fields: Any) -> Answer:
        asked = {"version": 1, "dataset": "ejemplo", "measures": ["executed"], **fields}
        question = question_from({**asked, "figure": "opacity", "sign": "vanished_programmes"})
        found = answer(None, question)
        assert answer(None, question, fresh=True) == found
        return found

    def test_lines_without_a_programme_are_no_programme(self) -> None:
        store_lines(
            [
                line(2012, "04-A", "A", executed=60, programme="001"),
                line(2012, "04-A", "A", executed=40, programme="002"),
                line(2012, "04-A", "A", executed=900, **self.NONE),
                line(2013, "04-A", "A", executed=50, programme="001"),
            ]
        )
        assert values(self.vanished(), "year", "indicator", "value", "reason")[:4] == [
            (2012, "programmes", "2", None),
            (2012, "programmes_vanished", "1", None),
            (2012, "amount_vanished", "40.00", None),
            (2012, "share_vanished", "0.400000", None),
        ]

    def test_without_any_programme_nothing_is_said(self) -> None:
        store_lines(line(year, "04-A", "A", executed=60, **self.NONE) for year in (2012, 2013))
        found = self.vanished()
        assert values(found, "year", "value", "reason") == [
            *[(2012, None, "no_programme")] * 4,
            *[(2013, None, "no_other_year")] * 4,
        ]
        assert "programme" in found.reasons["no_programme"]["en"]

    def test_none_has_vanished_when_the_next_document_names_none(self) -> None:
        store_lines(
            [line(2012, "04-A", "A", executed=60), line(2013, "04-A", "A", executed=6, **self.NONE)]
        )
        assert values(self.vanished(), "value", "reason")[:4] == [(None, "no_programme")] * 4

    def test_all_of_who_is_gone_have_vanished(self) -> None:
        store_lines([line(2012, "04-A", "A", executed=60), line(2013, "05-B", "B", executed=6)])
        found = self.vanished(where={"branch": "04"})
        assert values(found, "value")[:4] == [("1",), ("1",), ("60.00",), ("1.000000",)]

    @pytest.mark.parametrize(
        ("executed", "expected"),
        [
            (None, [(None, "no_programme")] * 4),
            (0, [("0", None), ("0", None), ("0.00", None), (None, "no_ratio")]),
        ],
    )
    def test_no_amount_is_not_no_money(self, executed: int | None, expected: list[Any]) -> None:
        store_lines(
            [line(2012, "04-A", "A", executed=executed), line(2013, "04-A", "A", executed=6)]
        )
        assert values(self.vanished(), "value", "reason")[:4] == expected
