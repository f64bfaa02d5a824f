"""Lenses: rules in order, the first that holds decides; the SQL says what Python says."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tejido.budgets.domain.conditions import Line, condition_data, read_condition
from tejido.budgets.domain.label_words import folded, words_of
from tejido.budgets.domain.lens import (
    UNCLASSIFIED,
    class_of,
    lens_data,
    lens_sql,
    read_lens,
    rule_sql,
)
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.tests.rule_examples import BOTH, a_lens, a_rule

TEXT_COLUMNS = ("branch", "unit", "unit_label", "modality", "programme", "programme_label")


def a_line(**columns: str | int | None) -> Line:
    return dict.fromkeys(TEXT_COLUMNS) | {"year": 2015} | columns


class TestClassOf:
    def test_the_first_rule_that_holds_decides(self) -> None:
        lens = read_lens(
            a_lens(
                a_rule({"branch": "99", "unit": "Z9"}, name="first", of="control"),
                a_rule({"branch": "99"}, name="second"),
            )
        )
        assert class_of(lens, a_line(branch="99", unit="Z9")) == ("control", "first")
        assert class_of(lens, a_line(branch="99", unit="Z8")) == ("care", "second")

    def test_what_no_rule_is_about_is_unclassified(self) -> None:
        lens = read_lens(a_lens(a_rule({"branch": "99"})))
        assert class_of(lens, a_line(branch="98")) == (UNCLASSIFIED, None)
        assert class_of(lens, a_line(branch=None)) == (UNCLASSIFIED, None)

    def test_a_rule_holds_in_its_years_alone(self) -> None:
        lens = read_lens(a_lens(a_rule({"branch": "99"})))
        held = [y for y in range(2008, 2024) if class_of(lens, a_line(branch="99", year=y))[1]]
        assert held == list(range(2010, 2021))

    @pytest.mark.parametrize(
        ("wanted", "label", "found"),
        [
            ("proteccion migrantes", "MIGRANTES: protección, (Grupo Sol)", True),
            ("migra*", "Población migrante", True),
            ("migra", "Población migrante", False),
            ("migrante", "Inmigrante", False),
            ("niñas", "Atencio\u0301n a Nin\u0303as", True),
            ("sol", None, False),
        ],
    )
    def test_words_are_found_whatever_their_accents_and_order(
        self, wanted: str, label: str | None, found: bool
    ) -> None:
        lens = read_lens(a_lens(a_rule({"name": {"programme": wanted}})))
        assert (class_of(lens, a_line(programme_label=label))[0] == "care") is found


class TestReadLens:
    def test_what_is_written_is_read_again(self) -> None:
        lens = read_lens(
            a_lens(a_rule({"branch": ["98", "99*"], "name": {"unit": ["dos palabras", "otr*"]}}))
        )
        assert read_lens(lens_data(lens)) == lens
        assert lens.columns() == ("year", "branch", "unit_label")

    @pytest.mark.parametrize(
        ("data", "code", "place"),
        [
            ([], "not-an-object", "lens"),
            (a_lens(a_rule({}), lens=2), "format-unknown", "lens"),
            (a_lens(a_rule({}), colour="red"), "field-unknown", "lens"),
            (a_lens(), "not-a-list", "rules"),
            (a_lens(a_rule({"branch": 99})), "not-a-code", "rules[1].where.branch"),
            (a_lens(a_rule({"branch": "9%"})), "not-a-code", "rules[1].where.branch"),
            (a_lens(a_rule({"ministry": "99"})), "field-unknown", "rules[1].where"),
            (a_lens(a_rule({"name": {"unit": "¡!"}})), "not-words", "rules[1].where.name.unit"),
            (a_lens(a_rule({"years": "20132014"})), "not-years", "rules[1].where.years"),
            (a_lens(a_rule({"years": "2014:2013"})), "not-years", "rules[1].where.years"),
            (a_lens(a_rule({}, of="none")), "class-unknown", "rules[1].class"),
            (a_lens(a_rule({}), a_rule({})), "twice", "rules"),
            (a_lens(a_rule({}), title={"es": "Solo"}), "field-missing", "title"),
        ],
    )
    def test_what_does_not_hold_is_named(self, data: object, code: str, place: str) -> None:
        with pytest.raises(RuleFault) as fault:
            read_lens(data)
        assert (fault.value.code, fault.value.place) == (code, place)

    def test_a_rule_says_for_which_years_it_was_checked(self) -> None:
        rule = a_rule({}) | {"where": {"branch": "99"}}
        with pytest.raises(RuleFault, match="years-missing"):
            read_lens(a_lens(rule))

    def test_unclassified_is_no_class_of_its_own(self) -> None:
        classes = [{"id": UNCLASSIFIED, "name": BOTH, "definition": BOTH}]
        with pytest.raises(RuleFault, match="class-reserved"):
            read_lens(a_lens(a_rule({}), classes=classes))


# Few letters, so that rules and lines meet often; signs that SQL, LIKE and folding care about.
_CODES = st.text("0129AZ", min_size=1, max_size=2)
_LABELS = st.text(
    st.one_of(
        st.sampled_from("aábnñ '\"%_\\,-–\u00a0\u0301\t\nAÁ"),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    max_size=12,
)
_LINES = st.fixed_dictionaries(
    {name: st.none() | (_LABELS if name.endswith("_label") else _CODES) for name in TEXT_COLUMNS}
    | {"year": st.integers(2008, 2023)}
)


def _has_words(wanted: str) -> bool:
    try:
        return bool(words_of(wanted))
    except ValueError:
        return False


_WORDS = st.text("aábn ñ*", min_size=1, max_size=4).filter(_has_words)
_WHERE = st.fixed_dictionaries(
    {"years": st.sampled_from(["2010:2015", "2012:", ":2011", "2013"])},
    optional={
        "branch": st.lists(_CODES | _CODES.map("{}*".format), min_size=1, max_size=3),
        "unit": _CODES,
        "name": st.fixed_dictionaries(
            {}, optional={"unit": _WORDS, "programme": st.lists(_WORDS, min_size=1, max_size=2)}
        ),
    },
)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} VARCHAR" for name in TEXT_COLUMNS)
        connection.execute(f"CREATE TABLE lines (number INTEGER, {columns}, year INTEGER)")
        yield connection


@given(
    wheres=st.lists(_WHERE, min_size=1, max_size=4),
    lines=st.lists(_LINES, min_size=1, max_size=8),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_sql_puts_each_line_in_the_class_that_python_does(
    engine: duckdb.DuckDBPyConnection, wheres: list[dict[str, Any]], lines: list[Line]
) -> None:
    of = ("care", "control")
    rules = [a_rule(w, name=f"r{n}", of=of[n % 2]) for n, w in enumerate(wheres)]
    lens = read_lens(a_lens(*rules))
    engine.execute("DELETE FROM lines")
    marks = ", ".join("?" * (len(TEXT_COLUMNS) + 2))
    engine.executemany(
        f"INSERT INTO lines VALUES ({marks})",  # noqa: S608
        [(n, *(line[c] for c in TEXT_COLUMNS), line["year"]) for n, line in enumerate(lines)],
    )
    query = f"SELECT {lens_sql(lens)}, {rule_sql(lens)} FROM lines ORDER BY number"  # noqa: S608
    found = engine.execute(query).fetchall()
    assert found == [class_of(lens, line) for line in lines]


@given(_LABELS)
def test_folding_is_done_once(label: str) -> None:
    assert folded(folded(label)) == folded(label)


@given(_WHERE)
def test_a_condition_is_written_as_it_was_read(where: dict[str, Any]) -> None:
    condition = read_condition(where, "where")
    assert read_condition(condition_data(condition), "where") == condition
