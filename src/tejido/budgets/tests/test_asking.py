"""Answers: names found, what is missing said, documents kept apart, figures by their method."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tejido.budgets.actions.asking import question_from
from tejido.budgets.models import Correction
from tejido.budgets.models.datasets import Grain
from tejido.budgets.tests.asked_lines import INM, a_series, ask, line, refused, store_lines, values
from tejido.core.errors import DomainError, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

CHOSEN = Grain.SUMMARY


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
        object_rate = ask(
            figure="opacity",
            sign="catch_all_objects",
            real={"series": "inpc", "base": 2014},
            measures=["approved"],
            years=[2013],
        )
        assert values(object_rate, "indicator", "reason") == [
            ("amount_catch_all", "no_factor"),
            ("share_catch_all", "no_factor"),
        ]
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


def test_refusals_are_domain_errors() -> None:
    for data in (None, {"version": 1, "dataset": "ejemplo", "document": ["approved", "x"]}):
        with pytest.raises(DomainError):
            question_from(data)
