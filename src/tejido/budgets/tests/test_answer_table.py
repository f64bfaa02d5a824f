"""An answer's table on a page: a row a year where it fits, what all rows share said once."""

from typing import Any

import pytest
from django.utils.translation import override

from tejido.budgets.answer_rows import indicator_said
from tejido.budgets.answer_table import MOST_NAMED, MOST_SERIES, Part, page_table
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
        reasons={
            "no_line": {"es": "Ninguna línea.", "en": "No line."},
            "no_document": {"es": "Ningún documento.", "en": "No document."},
        },
    )


def texts(part: Part) -> list[list[str]]:
    return [[cell.text for cell in row] for row in part.rows]


def headings(part: Part) -> list[str]:
    return [one.text for one in part.headings]


def of_many(years: tuple[int, ...] = (2008, 2009), **more: Any) -> Answer:
    """Six institutions with two stages, of which the last has no line in the first year."""
    return an_answer(
        *(
            a_row(year, None, institution=one, measure=measure, reason="no_line")
            if one == "f" and year == years[0] and len(years) > 1
            else a_row(year, "5.00", institution=one, measure=measure, **more)
            for year in years
            for one in "abcdef"
            for measure in ("approved", "executed")
        ),
        groups=("institution",),
    )


def test_series_stand_beside_each_other_a_row_a_year() -> None:
    answer = an_answer(
        *(a_row(year, f"{year}.00", institution=one) for year in (2008, 2009) for one in "ab"),
        groups=("institution",),
    )
    table = page_table(answer, "es")
    [part] = table.parts
    assert (part.title, part.narrow) == ("", False)
    assert headings(part)[1:] == ["Ejemplo A", "b"]
    assert [one.number for one in part.headings] == [False, True, True]
    assert table.units == "ejercido · cuenta pública · MXN"
    assert texts(part) == [["2008", "2,008.00", "2,008.00"], ["2009", "2,009.00", "2,009.00"]]


def test_one_series_fits_a_narrow_screen() -> None:
    answer = an_answer(*(a_row(year, "1.00") for year in (2008, 2009)))
    assert page_table(answer, "es").parts[0].narrow


def test_why_figures_are_missing_is_said_once() -> None:
    years = (2009, 2010)
    missing = (a_row(year, None, institution="a", reason="no_line") for year in years)
    rows = [a_row(2008, "1.00", institution="a"), *missing]
    [part] = page_table(an_answer(*rows, groups=("institution",)), "es").parts
    assert texts(part)[1:] == [["2009, 2010", "—"]]
    assert [(one.reason, one.mark) for one in part.notes] == [("Ninguna línea.", "")]
    rows[1]["reason"] = "no_document"
    [part] = page_table(an_answer(*rows, groups=("institution",)), "es").parts
    assert [row[1].mark for row in part.rows] == ["", "a", "b"]
    assert [(one.mark, one.reason) for one in part.notes] == [
        ("a", "Ningún documento."),
        ("b", "Ninguna línea."),
    ]


def test_years_without_any_figure_are_one_row_where_they_follow_each_other() -> None:
    given = {2008: ("1.00", None), 2009: ("1.00", "2.00"), 2013: ("1.00", "2.00")}
    answer = an_answer(
        *(
            a_row(year, value, measure=measure, **({} if value else {"reason": "no_line"}))
            for year in range(2008, 2016)
            for measure, value in zip(
                ("approved", "executed"), given.get(year, (None, None)), strict=True
            )
        )
    )
    [part] = page_table(answer, "es").parts
    assert [row[0] for row in texts(part)] == ["2008", "2009", "2010–2012", "2013", "2014, 2015"]
    assert texts(part)[0] == ["2008", "1.00", "—"]


def test_series_in_different_units_name_them() -> None:
    answer = an_answer(
        *(a_row(year, "5.00", indicator="amount") for year in (2008, 2009)),
        *(
            a_row(year, "0.5", indicator="rate_from_approved", unit="ratio")
            for year in (2008, 2009)
        ),
    )
    table = page_table(answer, "en")
    assert headings(table.parts[0])[1] == "amount (MXN)"
    assert headings(table.parts[0])[2].startswith("difference over approved (")
    assert table.units == "executed · final account"


def test_many_series_have_a_part_a_year_the_newest_first() -> None:
    table = page_table(of_many(), "es")
    newest, oldest = table.parts
    assert [newest.title, oldest.title] == ["2009", "2008"]
    assert headings(newest) == ["Institución", "aprobado", "ejercido"]
    assert texts(newest)[0] == ["Ejemplo A", "5.00", "5.00"]
    assert (len(newest.rows), len(oldest.rows), table.opened) == (6, 5, "2009")
    assert [(one.reason, one.names) for one in oldest.notes] == [("Ninguna línea.", ("f",))]
    assert table.units == "cuenta pública · MXN"


def test_groups_without_a_figure_are_named_or_counted() -> None:
    rows = [a_row(2008, "1.00", institution="a"), a_row(2009, None, institution="a")]
    rows += [
        a_row(year, None, institution=f"c{n}", reason="no_line")
        for year in (2008, 2009)
        for n in range(MOST_NAMED + 2)
    ]
    newest, oldest = page_table(an_answer(*rows, groups=("institution",)), "es").parts
    assert (newest.rows, [one.names for one in newest.notes if one.reason]) == ([], [()])
    [note] = oldest.notes
    assert (len(note.names), note.more) == (MOST_NAMED, 2)
    with override("es"):
        assert note.said == "Sin cifra: c0; c1; c2; c3; c4 y 2 más. Ninguna línea."


def test_years_without_a_figure_stand_together_and_the_newest_with_one_is_open() -> None:
    rows = [
        a_row(year, "1.00" if year == 2010 else None, institution=one, reason="no_line")
        for year in range(2008, 2014)
        for one in "abcdef"
    ]
    table = page_table(an_answer(*rows, groups=("institution",)), "es")
    assert [part.title for part in table.parts] == ["2011–2013", "2010", "2008, 2009"]
    assert [one.said for one in table.parts[0].notes] == ["Ninguna línea."]
    assert table.opened == "2010"


def test_one_year_is_one_part_and_keeps_what_is_missing() -> None:
    rows = [a_row(2008, None, institution="a", reason="no_line")]
    [part] = page_table(an_answer(*rows, groups=("institution",)), "es").parts
    assert (part.title, texts(part)[0][-1]) == ("", "—")
    table = page_table(of_many((2008,)), "es")
    assert [part.title for part in table.parts] == [""]
    assert table.units == "cuenta pública · 2008 · MXN"


def test_figures_that_do_not_fit_stand_under_each_other_with_their_units() -> None:
    indicators = [f"share_of_top_{n}" for n in range(MOST_SERIES)]
    answer = an_answer(
        *(
            row
            for year in (2008, 2009)
            for row in (
                a_row(year, "5.00", indicator="amount"),
                *(a_row(year, "0.5", indicator=one, unit="ratio") for one in indicators),
            )
        )
    )
    part = page_table(answer, "en").parts[0]
    assert headings(part) == ["Cifra", "Monto"]
    assert texts(part)[0] == ["amount (MXN)", "5.00"]
    assert texts(part)[1][0].startswith("share of the largest 0 (")


def test_a_page_has_the_first_rows_and_says_how_many_are_left() -> None:
    table = page_table(of_many(), "es", most=7)
    assert [len(part.rows) for part in table.parts] == [6, 1]
    assert (table.shown, table.left_out) == (7, 4)
    assert [part.title for part in page_table(of_many(), "es", most=6).parts] == ["2009"]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", wording()["indicators"])
def test_every_figure_has_words(name: str, language: str) -> None:
    said = indicator_said(name if name.count("{") == 0 else name, language)
    assert said
    assert "_" not in said


def test_the_stage_a_figure_is_compared_with_is_named() -> None:
    assert indicator_said("difference_from_approved", "es") == "diferencia con lo aprobado"
    assert indicator_said("share_of_top_4", "en") == "share of the largest 4"
