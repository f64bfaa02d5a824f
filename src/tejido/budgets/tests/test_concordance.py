"""Concordances: one entity through its codes, never two for one line."""

from collections.abc import Sequence

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.budgets.domain.concordance import concordance_data, read_concordance
from tejido.budgets.domain.conditions import Line
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.tests.rule_examples import a_concordance, an_entity

MOVED = a_concordance(
    an_entity(
        "guard",
        {"branch": "90", "unit": "C00", "years": "2008:2012"},
        {"branch": "91", "unit": "L00", "years": "2013:2018"},
    ),
    an_entity("rescue", {"branch": "90", "unit": "C00", "years": "2019:"}),
)


class TestConcordance:
    def test_an_institution_is_followed_from_one_ministry_to_another(self) -> None:
        found = read_concordance(MOVED)
        lines: Sequence[Line] = [
            {"year": 2010, "branch": "90", "unit": "C00"},
            {"year": 2015, "branch": "91", "unit": "L00"},
            {"year": 2020, "branch": "90", "unit": "C00"},
            {"year": 2015, "branch": "90", "unit": "C00"},
        ]
        assert [found.entity_of(line) for line in lines] == ["guard", "guard", "rescue", None]

    @pytest.mark.parametrize("name", ["guard", "GUARD", "oficina guard", " Office Guard "])
    def test_an_entity_is_found_by_any_of_its_names(self, name: str) -> None:
        entity = read_concordance(MOVED).entity(name)
        assert entity is not None
        assert entity.id == "guard"

    def test_nothing_else_is_found(self) -> None:
        assert read_concordance(MOVED).entity("Office") is None

    def test_what_is_written_is_read_again(self) -> None:
        found = read_concordance(MOVED)
        assert read_concordance(concordance_data(found)) == found
        assert found.columns() == ("year", "branch", "unit")


class TestRefused:
    def test_two_entities_that_claim_one_line(self) -> None:
        data = a_concordance(
            an_entity("one", {"branch": "90", "years": "2008:2012"}),
            an_entity("two", {"branch": "90", "unit": "C00", "years": "2012:2014"}),
        )
        with pytest.raises(RuleFault) as fault:
            read_concordance(data)
        assert (fault.value.code, fault.value.value) == ("entities-meet", "one, two")

    def test_two_entities_under_one_code_are_told_apart_by_words(self) -> None:
        shared = {"branch": "90", "unit": "C00", "years": "2012"}
        data = a_concordance(
            an_entity("one", shared | {"name": {"unit": "guardia"}}),
            an_entity("two", shared | {"name": {"unit": "rescate"}}),
        )
        found = read_concordance(data)
        line: Line = {
            "year": 2012,
            "branch": "90",
            "unit": "C00",
            "unit_label": "Cuerpo de Rescate",
        }
        assert found.entity_of(line) == "two"

    def test_a_code_without_years_and_a_name_without_a_code(self) -> None:
        with pytest.raises(RuleFault, match="years-missing"):
            read_concordance(a_concordance(an_entity("one", {"branch": "90"})))
        only_words = {"years": "2012", "name": {"unit": "guardia"}}
        with pytest.raises(RuleFault, match="code-missing"):
            read_concordance(a_concordance(an_entity("one", only_words)))


@given(
    st.lists(
        st.tuples(
            st.integers(2006, 2022), st.sampled_from(["90", "91", None]), st.sampled_from("CL")
        ),
        min_size=1,
        max_size=20,
    )
)
def test_sql_names_the_entity_that_python_does(rows: list[tuple[int, str | None, str]]) -> None:
    found = read_concordance(MOVED)
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE lines (number INT, year INT, branch VARCHAR, unit VARCHAR)")
        engine.executemany(
            "INSERT INTO lines VALUES (?, ?, ?, ? || '00')",
            [(number, *row) for number, row in enumerate(rows)],
        )
        query = f"SELECT {found.sql()} FROM lines ORDER BY number"  # noqa: S608
        named = engine.execute(query).fetchall()
    expected = [
        found.entity_of({"year": year, "branch": branch, "unit": f"{unit}00"})
        for year, branch, unit in rows
    ]
    assert [name for (name,) in named] == expected
