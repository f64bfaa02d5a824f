"""Labels that differ in accents, case, signs or spaces are one name, in Python and in SQL."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tejido.budgets.domain.answer import Answer
from tejido.budgets.domain.label_words import folded, folded_sql
from tejido.budgets.domain.named_codes import same_name
from tejido.budgets.tests.asked_lines import ask, line, store_lines, values

# As files have them: with signs, runs of spaces, and quotes of Windows-1252 read as Latin-1.
ONE_NAME = [
    ("CIATEC, A.C., Centro Óptimo", "CIATEC, A.C. Centro Óptimo", 'CIATEC, A.C. "Centro Óptimo"'),
    ("Proárbol - Programa", "ProÁrbol. - Programa", "Proárbol \x96 Programa"),
    ('"Instituto A, B"', "Instituto A B", "\x93Instituto A, B\x94", "\u201cInstituto A\u201d B"),
    ("Instituto C.", "Instituto  C", " Instituto\u00a0C "),
]


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(":memory:")
    yield connection
    connection.close()


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_signs_and_spaces_make_no_difference(
    engine: duckdb.DuckDBPyConnection, spellings: tuple[str, ...]
) -> None:
    assert len({folded(one) for one in spellings}) == 1
    assert len({same_name(one) for one in spellings}) == 1
    assert len({_in_sql(engine, one) for one in spellings}) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text("abcÁñÑ <>.,-\"'’%_\\\t\n\u00a0\x85\x93\x94\u0301*|$", max_size=30)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
)
def test_sql_folds_as_python_does(engine: duckdb.DuckDBPyConnection, label: str) -> None:
    plain = folded(label)
    assert _in_sql(engine, label) == (f" {plain} " if plain else " ")
    assert "  " not in plain
    assert folded(plain) == plain


def _in_sql(engine: duckdb.DuckDBPyConnection, label: str) -> str:
    found = engine.execute(f"SELECT {folded_sql('label')} FROM (SELECT ? AS label)", [label])  # noqa: S608
    row = found.fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.django_db
@pytest.mark.usefixtures("folders")
class TestInAnswers:
    @pytest.mark.parametrize("spellings", ONE_NAME)
    def test_spellings_are_one_series_named_as_in_the_newest_year(
        self, spellings: tuple[str, ...]
    ) -> None:
        years = range(2012, 2012 + len(spellings))
        store_lines(
            line(year, "04-K00", one, approved=1)
            for year, one in zip(years, spellings, strict=True)
        )
        found = ask(by=["year", "institution"], measures=["approved"])
        assert {row["institution"] for row in found.rows} == {f"04-K00 {spellings[-1]}".strip()}
        assert [row["value"] for row in found.rows] == ["1.00"] * len(spellings)

    @pytest.mark.parametrize("spellings", ONE_NAME)
    def test_spellings_are_no_churn(self, spellings: tuple[str, ...]) -> None:
        years = range(2012, 2012 + len(spellings))
        store_lines(
            line(year, "04-K00", one, programme_label=one)
            for year, one in zip(years, spellings, strict=True)
        )
        renamed = [row["value"] for row in _churn().rows if str(row["indicator"]).endswith("named")]
        assert renamed == [None, None, *["0", "0"] * (len(spellings) - 1)]

    def test_signs_alone_are_no_name(self) -> None:
        store_lines(
            [line(2012, "04-K00", "-"), line(2013, "04-K00", "Alfa"), line(2014, "04-K00", "")]
        )
        compared = [
            (year, value)
            for year, indicator, value in values(_churn(), "year", "indicator", "value")
            if indicator == "units_compared"
        ]
        assert compared == [(2012, None), (2013, None), (2014, None)]


def _churn() -> Answer:
    return ask(figure="opacity", sign="label_churn")
