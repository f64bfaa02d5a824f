"""An answer from before comes out of what it was made from, whatever is in force by now."""

import zipfile
from copy import deepcopy
from typing import Any

import pytest
from django.utils.translation import override

from tejido.budgets.actions.asking import answer_again
from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.bundle import bundle_path
from tejido.budgets.domain.answer import Answer, answer_data, read_answer
from tejido.budgets.domain.finding import difference
from tejido.budgets.tests.asked_lines import INM, ask, line, store_lines, values
from tejido.budgets.tests.finding_factories import a_published_finding
from tejido.budgets.tests.test_moved_codes import GUARD, MOVED
from tejido.core.errors import Conflict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
BY_INSTITUTION: dict[str, Any] = {"by": ["institution"], "measures": ["executed"]}
BY_ACRONYM = {"where": {"institution": "PE"}, **BY_INSTITUTION}
BY_NAME = {"where": {"institution": INM}, **BY_INSTITUTION}


def as_kept_before(data: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as it was kept when codes went without their names."""
    older = deepcopy(data)
    del older["resolved"]["acronyms"]
    older["resolved"]["codes"] = {
        name: sorted({one["code"] for one in listed})
        for name, listed in data["resolved"]["codes"].items()
    }
    return older


def assert_comes_out_again(found: Answer) -> None:
    assert answer_again(found).rows == found.rows
    older = read_answer(as_kept_before(answer_data(found)))
    assert answer_again(older).rows == found.rows


class TestAcronyms:
    """A short name that a concordance tells, which the question does not name."""

    @pytest.fixture(autouse=True)
    def _police(self, folders: object) -> None:
        publish_concordance(actor=None, data=MOVED, reason="ejemplo")
        store_lines(
            [
                line(2012, "36-C00", "Cuerpo de Policía", executed=7),
                line(2012, "05-X00", "Otra Policía", executed=40),
            ]
        )

    @staticmethod
    def publish_the_next() -> None:
        """From now on PE is 05-X00."""
        data: dict[str, Any] = deepcopy(MOVED)
        data["entities"][0]["codes"] = [
            {
                "where": {"branch": "05", "unit": "X00", "years": "2012"},
                "evidence": {"es": "ley", "en": "act"},
            }
        ]
        publish_concordance(actor=None, data=data, reason="se corrige")

    def test_what_told_it_is_on_record(self) -> None:
        found = ask(**BY_ACRONYM)
        [told] = found.resolved["acronyms"]
        assert (told["key"], told["number"], len(told["digest"])) == ("movidas", 1, 64)
        assert [one["code"] for one in found.resolved["codes"]["institution"]] == ["36-C00"]
        assert (
            "Qué institución es una sigla lo dice la concordancia «movidas@1»."
            in (found.method["es"])
        )
        by_code = ask(where={"institution": "36-C00"}, **BY_INSTITUTION)
        assert by_code.resolved["acronyms"] == []

    @pytest.mark.parametrize("years", ["2012", "2012:2013", "2013:2014"])
    def test_years_without_a_line(self, years: str) -> None:
        assert_comes_out_again(ask(years=years, **BY_ACRONYM))

    def test_no_answer_from_before_the_next_version_is_served(self) -> None:
        assert values(ask(**BY_ACRONYM), "institution", "value") == [
            ("36-C00 Cuerpo de Policía", "7.00")
        ]
        self.publish_the_next()
        assert values(ask(**BY_ACRONYM), "institution", "value") == [
            ("05-X00 Otra Policía", "40.00")
        ]

    def test_an_answer_comes_out_again_after_the_next_version(self) -> None:
        found = ask(**BY_ACRONYM)
        self.publish_the_next()
        assert answer_again(found).rows == found.rows

    def test_a_bundle_made_after_the_next_version_holds_what_was_published(self) -> None:
        version = a_published_finding(BY_ACRONYM)
        self.publish_the_next()
        with zipfile.ZipFile(bundle_path(version)) as archive:
            assert "7.00" in archive.read("expected.csv").decode()
            assert "movidas@1" in archive.read("README.es.txt").decode()
            assert b"- L00" in archive.read("concordance-movidas.yaml")

    def test_no_bundle_is_made_of_other_figures(self) -> None:
        """As of a finding from before it was kept which version told a short name."""
        version = a_published_finding(BY_ACRONYM, kept=as_kept_before)
        self.publish_the_next()
        with pytest.raises(Conflict) as refusal, override("es"):
            bundle_path(version)
        assert refusal.value.code == "finding-differs"
        assert str(refusal.value.message).startswith("Los datos y las reglas")


class TestNamesAndLabels:
    """What is called how today is nothing to an answer from before."""

    @pytest.fixture(autouse=True)
    def _institute(self, folders: object) -> None:
        store_lines([line(2012, "04-K00", INM, executed=1)])

    def test_another_code_of_the_same_name(self) -> None:
        found = ask(**BY_NAME)
        store_lines([line(2014, "07-Z00", INM, executed=5)])
        assert_comes_out_again(found)

    def test_a_name_that_stands_for_several_by_now(self) -> None:
        found = ask(**BY_NAME)
        store_lines([line(year, "07-Z00", INM, executed=5) for year in (2012, 2013)])
        store_lines([line(year, "04-K00", INM, executed=5) for year in (2012, 2013)])
        assert_comes_out_again(found)

    def test_a_code_under_another_name(self) -> None:
        found = ask(where={"institution": "04-K00"}, years="2012:2013", **BY_INSTITUTION)
        store_lines([line(2013, "04-K00", "Otro Instituto", executed=5)])
        assert_comes_out_again(found)

    def test_a_code_that_stood_for_longer_than_was_known(self) -> None:
        store_lines([line(2013, "07-Z00", INM, executed=2)])
        found = ask(where={"institution": INM}, years="2012", **BY_INSTITUTION)
        assert len(found.rows) == 1
        store_lines([line(2012, "07-Z00", INM, document="approved", approved=5)])
        assert_comes_out_again(found)

    def test_two_codes_of_one_name_that_have_stood_beside_each_other_since(self) -> None:
        store_lines([line(2013, "07-Z00", INM, executed=2)])
        found = ask(**BY_NAME)
        store_lines(
            line(year, code, INM, document="approved", approved=5)
            for year in (2012, 2013)
            for code in ("04-K00", "07-Z00")
        )
        assert_comes_out_again(found)

    def test_a_kept_answer_is_not_served_once_a_code_has_another_name(self) -> None:
        asked = {"where": {"institution": "04-K00"}, "years": "2012:2013", **BY_INSTITUTION}
        budget = {"document": "approved", "approved": 5}
        store_lines([line(2013, "04-K00", INM, **budget)])
        assert len(ask(**asked).rows) == 2
        store_lines([line(2013, "04-K00", "Otro", **budget)])
        assert len(ask(**asked).rows) == 4

    def test_sorts_of_document_that_came_later(self) -> None:
        store_lines([line(2009, "04-K00", INM, document="approved", approved=5)])
        found = ask(figure="opacity", sign="missing_years", years="2012:2013")
        assert {row["document"] for row in found.rows} == {"approved", "final_account"}
        store_lines([line(2012, "04-K00", INM, document="proposal", proposed=5)])
        assert_comes_out_again(found)


def test_a_figure_that_changed_is_still_found(folders: object) -> None:
    store_lines([line(2012, "04-K00", INM, executed=1), line(2012, "36-C00", GUARD, executed=2)])
    found = ask(**BY_INSTITUTION)
    found.rows[0]["value"] = "3.00"
    [differs] = difference(found.rows, answer_again(found).rows)
    assert (differs["before"], differs["after"]) == ("3.00", "1.00")
    withheld = Answer(**{**answer_data(found), "rows": found.rows[1:]})
    assert len(difference(withheld.rows, answer_again(withheld).rows)) == 1
