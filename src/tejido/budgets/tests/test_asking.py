"""Answers: names found, what is missing said, documents kept apart, figures by their method."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tejido.budgets.actions import asking
from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.domain import grid
from tejido.budgets.models import Answer as KeptAnswer
from tejido.budgets.models import Correction
from tejido.budgets.models.datasets import Grain
from tejido.budgets.tests.asked_lines import a_series, ask, line, store_lines, values
from tejido.core.errors import DomainError, InvalidInput, NotFound

pytestmark = pytest.mark.django_db

INM = "Instituto de Migración de Ejemplo"
GUARD = "Policía de Ejemplo"
CHOSEN = Grain.SUMMARY
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


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FILES_ROOT = tmp_path / "files"


def refused(**fields: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        ask(**fields)
    return caught.value


class TestNames:
    @pytest.mark.parametrize("name", [INM, "instituto de migracion de EJEMPLO", "04-K00", "04k00"])
    def test_an_institution_is_found_by_name_or_code(self, name: str) -> None:
        store_lines([line(2012, "04-K00", INM, approved=100), line(2012, "05-K00", "Otra")])
        found = ask(where={"institution": name}, by=["institution"], measures=["approved"])
        assert values(found, "year", "institution", "measure", "value", "unit") == [
            (2012, f"04-K00 {INM}", "approved", "100.00", "MXN")
        ]

    def test_what_is_nearly_called_so_is_listed(self) -> None:
        store_lines([line(2012, "04-K00", INM), line(2012, "04-400", "Población y Migración")])
        fault = refused(where={"institution": "migracion"})
        assert fault.code == "name-unknown"
        assert f"04-400 Población y Migración; 04-K00 {INM}" in str(fault.message)

    def test_one_name_of_several_institutions_is_refused(self) -> None:
        name = "Dirección de Programación"
        store_lines(line(year, unit, name) for year in (2011, 2012) for unit in ("04-1", "05-2"))
        fault = refused(where={"institution": name})
        assert fault.code == "name-ambiguous"
        assert "04-1 Dirección de Programación; 05-2 Dirección" in str(fault.message)

    def test_an_acronym_of_a_concordance_stands_for_the_code(self) -> None:
        publish_concordance(actor=None, data=MOVED, reason="ejemplo")
        store_lines([line(2012, "36-C00", "Cuerpo de Policía", executed=7)])
        found = ask(where={"institution": "pe"}, by=["institution"], measures=["executed"])
        assert values(found, "institution", "value") == [("36-C00 Cuerpo de Policía", "7.00")]

    def test_codes_above_and_beginnings_of_codes(self) -> None:
        store_lines(
            [
                line(2012, "04-K00", INM, programme="008", object="3901", approved=1),
                line(2012, "04-K00", INM, programme="009", object="3902", approved=2),
                line(2012, "04-K00", INM, programme="009", object="1101", approved=4),
            ]
        )
        for where, total in (
            ({"object": "39*"}, "3.00"),
            ({"programme": "E-009"}, "6.00"),
            ({"programme": "E009", "object": "1101"}, "4.00"),
            ({"branch": "ramo 04"}, "7.00"),
        ):
            assert values(ask(where=where, measures=["approved"]), "value") == [(total,)]

    def test_words_are_looked_for_in_labels(self) -> None:
        store_lines(
            [
                line(2012, "04-K00", INM, programme_label="Atención a MIGRANTES", approved=1),
                line(2012, "04-K00", INM, programme_label="Atención a refugiados", approved=2),
            ]
        )
        assert values(ask(text="migrant*", measures=["approved"]), "value") == [("1.00",)]

    def test_an_unseen_dataset_is_no_dataset(self) -> None:
        store_lines([line(2012, "04-K00", INM)], visibility="coalition")
        with pytest.raises(NotFound):
            ask(AnonymousUser())
        with pytest.raises(NotFound) as caught:
            ask(dataset="otro")
        assert "ejemplo" in str(caught.value.message)


class TestMissing:
    def test_nothing_is_zero_that_is_not(self) -> None:
        store_lines(
            [
                line(2012, "04-K00", INM, approved=100),
                line(2012, "04-K00", INM, approved=None, executed=0),
                line(2013, "05-100", "Otra", approved=1),
                line(2016, "04-K00", INM, document="approved", approved=5),
            ]
        )
        found = ask(where={"institution": INM}, by=["institution"], years="2012:2016")
        assert values(found, "year", "measure", "value", "reason") == [
            (2012, "approved", "100.00", None),
            (2012, "executed", "0.00", None),
            (2013, "approved", None, "no_line"),
            (2013, "executed", None, "no_line"),
            *((year, one, None, "no_document") for year in (2014, 2015, 2016)
              for one in ("approved", "executed")),
        ]  # fmt: skip
        codes = [note["code"] for note in found.notes]
        assert codes == ["years_missing", "held_instead", "amounts_missing", "amounts_missing"]
        assert set(found.reasons) == {"no_line", "no_document"}
        assert all(note["es"] and note["en"] for note in found.notes)

    def test_an_amount_no_line_has_is_null(self) -> None:
        store_lines([line(2012, "04-K00", INM, approved=1)])
        found = ask(measures=["executed"])
        assert values(found, "value", "reason") == [(None, "no_amount")]

    def test_a_document_carries_the_stages_of_its_standing(self) -> None:
        store_lines([line(2016, "04-K00", INM, document="approved", approved=5, executed=9)])
        found = ask(document="approved", measures=["approved", "executed"])
        assert values(found, "measure", "value", "reason") == [
            ("approved", "5.00", None),
            ("executed", None, "not_in_document"),
        ]

    def test_a_year_without_index_is_null(self) -> None:
        a_series("inpc", "deflator", y2012="100", y2014="150")
        store_lines([line(year, "04-K00", INM, approved="0.10") for year in (2012, 2013)])
        found = ask(real={"series": "inpc", "base": 2014}, measures=["approved"])
        assert values(found, "year", "value", "unit", "reason") == [
            (2012, "0.15", "MXN/2014", None),
            (2013, None, "MXN/2014", "no_factor"),
        ]
        assert "factor_missing" in [note["code"] for note in found.notes]
        assert refused(real={"series": "inpc", "base": 2000}).code == "question-base-missing"
        assert refused(per={"series": "inpc"}).code == "question-series-not-people"


class TestStanding:
    def test_spending_of_part_year_documents_is_not_compared(self) -> None:
        part = {"document": "part_year", "modified": 10, "paid": 4}
        store_lines([line(year, "04-K00", INM, **part) for year in (2019, 2020)])
        code = "question-part-years-compared"
        assert refused(document="part_year", measures=["paid"]).code == code
        found = ask(figure="opacity", sign="part_year", document="part_year", years=2020)
        assert values(found, "measure", "indicator", "value") == [
            ("modified", "amount", "10.00"),
            ("paid", "amount", "4.00"),
            ("paid", "so_far_of_modified", "0.400000"),
        ]
        assert [note["code"] for note in found.notes] == ["part_year"]

    def test_documents_of_one_year_never_mix(self) -> None:
        store_lines(
            line(2020, "04-K00", INM, document=document, approved=amount)
            for document, amount in (("approved", 1), ("part_year", 2), ("final_account", 4))
        )
        assert [
            values(ask(document=one, measures=["approved"]), "value")[0][0]
            for one in ("approved", "part_year", "final_account")
        ] == ["1.00", "2.00", "4.00"]

    def test_totals_across_a_change_of_coverage_carry_a_note(self) -> None:
        store_lines([line(year, "04-K00", INM, approved=1) for year in (2012, 2013)])
        assert "mx-federal-2013" in [note["code"] for note in ask().notes]
        assert ask(years=2013).notes == ask(where={"institution": INM}).notes == []
        store_lines([line(year, "04-K00", INM) for year in (2012, 2013)], "pocas", grain=CHOSEN)
        assert ask(dataset="pocas").notes == []

    def test_a_newer_snapshot_takes_the_place_of_the_years_it_holds(self) -> None:
        store_lines([line(year, "04-K00", INM, approved=1) for year in (2012, 2013)])
        store_lines([line(2013, "04-K00", INM, approved=2)])
        assert values(ask(measures=["approved"]), "value") == [("1.00",), ("2.00",)]


class TestCodes:
    """A code that moves is one series only through a concordance."""

    @pytest.fixture(autouse=True)
    def _moved(self) -> None:
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


class TestKept:
    def test_an_answer_is_kept_until_something_it_depends_on_changes(self) -> None:
        store_lines([line(2012, "04-K00", INM, approved=1)])
        question = question_from({"version": 1, "dataset": "ejemplo"})
        first = answer(None, question)
        assert KeptAnswer.objects.count() == 1
        assert answer(None, question) == first == answer(None, question, fresh=True)
        store_lines([line(2012, "04-K00", INM, approved=2)])
        assert answer(None, question) != first
        assert KeptAnswer.objects.count() == 2

    def test_the_number_of_queries_does_not_grow(self, django_assert_max_num_queries: Any) -> None:
        store_lines(line(year, "04-K00", INM, approved=1) for year in range(2008, 2014))
        asked = {"where": {"institution": INM, "branch": "04"}, "by": ["institution"]}
        with django_assert_max_num_queries(9):
            ask(**asked)
        with django_assert_max_num_queries(6):
            ask(**asked)

    def test_the_oldest_are_forgotten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asking, "MOST_KEPT", 3)
        store_lines([line(year, "04-K00", INM, approved=1) for year in range(1990, 2020)])
        for first in range(1990, 2020):
            ask(years=f"{first}:2019")
            ask(years=f"{first}:2019", measures=["approved"])
        assert 3 <= KeptAnswer.objects.count() < 60

    def test_too_many_rows_are_refused_and_large_answers_not_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store_lines([line(2012, f"04-{code}", INM, approved=1) for code in range(20)])
        monkeypatch.setattr(asking, "LARGEST_KEPT", 19)
        assert len(ask(by=["institution"], measures=["approved"]).rows) == 20
        assert not KeptAnswer.objects.exists()
        monkeypatch.setattr(asking, "MOST_ROWS", 19)
        monkeypatch.setattr(grid, "MOST_ROWS", 19)
        assert refused(by=["institution"], measures=["approved"]).code == "too-many-rows"

    def test_corrections_apply_and_are_named(self) -> None:
        snapshot = store_lines([line(2012, "04-K00", INM, approved=1, state="4,906,914.00")])
        assert values(ask(measures=["approved"]), "value") == [("1.00",)]
        Correction.objects.create(
            snapshot=snapshot,
            where={"state": "4,906,914.00"},
            change={"approved": "4906914.00", "state": None},
            reason="el monto está en la columna de la entidad",
        )
        found = ask(measures=["approved"])
        assert values(found, "value") == [("4906914.00",)]
        assert [note["code"] for note in found.notes] == ["corrected"]
        assert "CASE WHEN" in found.sql
        assert found.resolved["corrections"][0]["reason"].startswith("el monto")

    def test_refusals_are_domain_errors(self) -> None:
        for data in (None, {"version": 1, "dataset": "ejemplo", "document": ["approved", "x"]}):
            with pytest.raises(DomainError):
                question_from(data)
