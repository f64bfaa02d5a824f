"""An answer's table on a page: a row a year where it fits, what all rows share said once."""

from typing import Any

import pytest

from tejido.budgets.answer_rows import indicator_said
from tejido.budgets.answer_table import MOST_SERIES, page_table
from tejido.budgets.asking.shipped import wording
from tejido.budgets.domain.answer import Answer


def a_row(year: int, value: str | None, **more: Any) -> dict[str, Any]:
    return {
        "year": year,
        "measure": "executed",
        "value": value,
        "unit": "MXN",
        "document": "final_account",
        **more,
    }


def an_answer(*rows: dict[str, Any], groups: tuple[str, ...] = ()) -> Answer:
    columns = ["year", *groups, "measure"]
    columns += ["indicator"] if "indicator" in rows[0] else []
    return Answer(
        question={},
        columns=[*columns, "value", "unit", "document", "reason"],
        rows=list(rows),
        sql="",
        resolved={},
        method={},
        names={"institution": {"a": {"es": "Ejemplo A", "en": "Example A"}}},
        reasons={"no_line": {"es": "Ninguna línea.", "en": "No line."}},
    )


def texts(answer: Answer) -> list[list[str]]:
    return [[cell.text for cell in row] for row in page_table(answer, "es").rows]


def test_series_stand_beside_each_other_a_row_a_year() -> None:
    answer = an_answer(
        *(a_row(year, f"{year}.00", institution=one) for year in (2008, 2009) for one in "ab"),
        groups=("institution",),
    )
    table = page_table(answer, "es")
    assert table.headings[1:] == ["Ejemplo A", "b"]
    assert table.units == "ejercido · cuenta pública · MXN"
    assert texts(answer) == [["2008", "2,008.00", "2,008.00"], ["2009", "2,009.00", "2,009.00"]]


def test_a_figure_that_is_missing_says_why() -> None:
    answer = an_answer(
        a_row(2008, "1.00", institution="a"),
        a_row(2009, None, institution="a", reason="no_line"),
        groups=("institution",),
    )
    cell = page_table(answer, "es").rows[1][1]
    assert (cell.text, cell.reason) == ("—", "Ninguna línea.")


def test_series_in_different_units_name_them() -> None:
    answer = an_answer(
        *(a_row(year, "5.00", indicator="amount") for year in (2008, 2009)),
        *(
            a_row(year, "0.5", indicator="rate_from_approved", unit="ratio")
            for year in (2008, 2009)
        ),
    )
    table = page_table(answer, "en")
    assert table.headings[1] == "amount (MXN)"
    assert table.headings[2].startswith("difference over approved (")
    assert table.units == "executed · final account"


@pytest.mark.parametrize(
    "rows",
    [
        [a_row(2008, "1.00", institution=str(one)) for one in range(MOST_SERIES + 1)],
        [a_row(2008, "1.00", institution="a"), a_row(2008, "2.00", institution="b")],
        [a_row(year, "1.00", institution="a") for year in (2008, 2009, 2009)],
    ],
)
def test_what_does_not_fit_has_a_row_a_figure(rows: list[dict[str, Any]]) -> None:
    answer = an_answer(*rows, groups=("institution",))
    assert len(page_table(answer, "es").rows) == len(rows)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", wording()["indicators"])
def test_every_figure_has_words(name: str, language: str) -> None:
    said = indicator_said(name if name.count("{") == 0 else name, language)
    assert said
    assert "_" not in said


def test_the_stage_a_figure_is_compared_with_is_named() -> None:
    assert indicator_said("difference_from_approved", "es") == "diferencia con lo aprobado"
    assert indicator_said("share_of_top_4", "en") == "share of the largest 4"
