"""Charts: what is drawn of an answer, and how."""

from decimal import Decimal

import pytest

from tejido.budgets.answer_rows import chart_of
from tejido.budgets.charts import draw_png, draw_svg
from tejido.budgets.domain.chart import (
    DARK,
    LIGHT,
    MOST_BARS,
    MOST_SERIES,
    THEMES,
    Chart,
    Point,
    in_millions,
    vega_lite,
)
from tejido.budgets.tests.asked_lines import ask, line, store_lines


def chart(*points: tuple[int, str, int | None]) -> Chart:
    values = [Point(y, s, None if v is None else Decimal(v)) for y, s, v in points]
    return Chart("Un título", "MXN", tuple(values))


class TestVegaLite:
    def test_one_series_is_bars_over_years(self) -> None:
        spec = vega_lite(chart((2012, "a", 1), (2013, "a", 2)), LIGHT)
        assert spec["mark"] == "bar"
        assert spec["encoding"]["x"]["field"] == "year"
        assert spec["description"] == "Un título"

    def test_several_are_lines_that_differ_by_more_than_colour(self) -> None:
        many = [(year, f"s{n}", n) for year in (2012, 2013) for n in range(12)]
        found = chart(*many)
        spec = vega_lite(found, DARK)
        styles = zip(
            spec["encoding"]["color"]["scale"]["range"],
            map(str, spec["encoding"]["strokeDash"]["scale"]["range"]),
            strict=True,
        )
        assert len(set(styles)) == MOST_SERIES == len(found.series())
        assert found.left_out() == 12 - MOST_SERIES
        assert {value["series"] for value in spec["data"]["values"]} == set(found.series())

    def test_a_missing_figure_is_a_gap_and_not_zero(self) -> None:
        spec = vega_lite(chart((2012, "a", 1), (2013, "a", None), (2014, "b", 2)), LIGHT)
        assert [value["value"] for value in spec["data"]["values"]] == [1.0, None, 2.0]
        assert spec["mark"]["invalid"].startswith("break-paths")

    def test_groups_of_one_year_are_bars_the_largest_first(self) -> None:
        found = chart(*((2012, f"s{n:02}", n) for n in range(30)), (2012, "none", None))
        spec = vega_lite(found, LIGHT)
        assert spec["encoding"]["y"]["sort"][:2] == ["s29", "s28"]
        assert len(found.series()) == MOST_BARS
        assert "none" not in found.series()

    def test_on_a_phone_it_is_narrow_so_that_letters_stay_legible(self) -> None:
        for found in (
            chart((2012, "a", 1), (2013, "a", 2)),
            chart((2012, "a", 1), (2013, "a", 2), (2012, "b", 1)),
            chart((2012, "a", 1), (2012, "b", 2)),
        ):
            wide, narrow = (vega_lite(found, THEMES[name]) for name in ("dark", "dark-narrow"))
            assert narrow["width"] < wide["width"] / 2
            assert narrow["background"] == wide["background"] == DARK.paper

    def test_millions_only_where_there_are(self) -> None:
        assert in_millions(chart((2012, "a", -2_000_000)).points)
        assert not in_millions(chart((2012, "a", 999_999), (2013, "a", None)).points)


class TestDrawing:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_svg_and_png(self, theme: str) -> None:
        found = chart((2012, "<b>&", 1), (2013, "<b>&", 2), (2012, "b", 1))
        svg = draw_svg(found, theme)
        assert "<b>" not in svg
        assert "<script" not in svg
        assert "<title>Un título</title>" in svg
        assert draw_png(found, theme).startswith(b"\x89PNG")


@pytest.mark.django_db
class TestOfAnAnswer:
    def test_two_units_never_share_an_axis(self) -> None:
        store_lines(line(y, "04-K00", "Oficina", approved=2, executed=3) for y in (2012, 2013))
        found = chart_of(ask(figure="deviation"), "t", "es")
        assert found is not None
        assert found.unit == "MXN"
        assert not any("razón" in name for name in found.series())

    def test_documents_are_not_added_up(self) -> None:
        store_lines(
            line(2012, "04-K00", "Oficina", document=one) for one in ("approved", "final_account")
        )
        found = chart_of(ask(figure="opacity", sign="missing_years"), "t", "es")
        assert found is not None
        assert {point.value for point in found.points} == {Decimal(1)}
        assert len(found.series()) == 2

    def test_one_figure_is_no_chart(self) -> None:
        store_lines([line(2012, "04-K00", "Oficina", approved=2)])
        assert chart_of(ask(measures=["approved"]), "t", "es") is None
