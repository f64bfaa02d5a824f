"""A chart of amounts over years, or of the groups of one year, as Vega-Lite data.

Source of the grammar: Vega-Lite 5 (vega.github.io/vega-lite); colours: docs/look is the style
sheet's, in its order. Never colour alone: each line has a dash of its own and its name at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

MILLION: Final = Decimal(1_000_000)
# Beyond these the lines cannot be told apart any more; the table has them all.
MOST_SERIES: Final = 8
MOST_BARS: Final = 20
_DASHES: Final = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a theme, as in the style sheet; narrow for a phone, where letters stay legible."""

    paper: str
    ink: str
    muted: str
    line: str
    series: tuple[str, str, str, str]
    narrow: bool = False


LIGHT: Final = Theme(
    "#fbf8f3", "#1f1b2d", "#5d5669", "#d9d2c5", ("#2b3a8c", "#955003", "#1f6f5c", "#a3213f")
)
DARK: Final = Theme(
    "#16131f", "#f2ede4", "#b5adc0", "#3a3447", ("#a9b6ff", "#f2b45c", "#7fd1b9", "#ff9aae")
)
THEMES: Final = {
    "light": LIGHT,
    "dark": DARK,
    "light-narrow": replace(LIGHT, narrow=True),
    "dark-narrow": replace(DARK, narrow=True),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One value.

    Arguments:
        year: of the budget.
        series: name of the line it belongs to.
        value: in the chart's unit; None where there is no figure, which leaves a gap.
    """

    year: int
    series: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    Arguments:
        title: a sentence for who does not see the picture.
        unit: of the values, as the axis says it.
        points: of several years, at most MOST_SERIES lines in their order of appearance; of one
            year, at most MOST_BARS bars, the largest first.
    """

    title: str
    unit: str
    points: tuple[Point, ...]

    def of_one_year(self) -> bool:
        """Whether groups are compared instead of years."""
        return len({point.year for point in self.points}) == 1

    def series(self) -> tuple[str, ...]:
        """Return the names of the lines or bars that are drawn, in order."""
        if self.of_one_year():
            sizes = {p.series: p.value for p in self.points if p.value is not None}
            return tuple(sorted(sizes, key=lambda name: -sizes[name])[:MOST_BARS])
        return tuple(dict.fromkeys(point.series for point in self.points))[:MOST_SERIES]

    def left_out(self) -> int:
        """Return how many lines are in the table only."""
        return len({point.series for point in self.points}) - len(self.series())


def in_millions(points: Sequence[Point]) -> bool:
    """Whether amounts are large enough to be read in millions."""
    return any(abs(point.value) >= MILLION for point in points if point.value is not None)


def vega_lite(chart: Chart, theme: Theme) -> dict[str, Any]:
    """Return the chart as Vega-Lite data: bars for one series or one year, else lines."""
    names = chart.series()
    values = [
        {"year": p.year, "series": p.series, "value": None if p.value is None else float(p.value)}
        for p in chart.points
        if p.series in names
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": chart.title,
        "width": 250 if theme.narrow else 560,
        "height": 220 if theme.narrow else 300,
        "background": theme.paper,
        # Room for letters that are wider where it is read than where it is drawn.
        "padding": {"left": 12 if theme.narrow else 40, "right": 20, "top": 12, "bottom": 8},
        "data": {"values": values},
        "config": _config(theme),
        **_marks(chart, theme),
    }


def _marks(chart: Chart, theme: Theme) -> dict[str, Any]:
    if chart.of_one_year():
        return _bars(chart, theme)
    if len(chart.series()) == 1:
        return {"mark": "bar", "encoding": _axes(chart, theme)}
    return _lines(chart, theme)


def _bars(chart: Chart, theme: Theme) -> dict[str, Any]:
    """Return lying bars: names are long, and are read from left to right."""
    names = {"field": "series", "type": "nominal", "title": None, "sort": list(chart.series())}
    amounts = {"field": "value", "type": "quantitative", "title": chart.unit}
    spread = {"tickCount": 2 if theme.narrow else 4, "labelOverlap": True}
    axis = {"labelLimit": 130 if theme.narrow else 240}
    encoding = {"y": {**names, "axis": axis}, "x": {**amounts, "axis": spread}}
    width = 130 if theme.narrow else 300
    return {"mark": "bar", "encoding": encoding, "height": {"step": 26}, "width": width}


def _axes(chart: Chart, theme: Theme) -> dict[str, Any]:
    # The reader's letters may be wider than those it is laid out with: some years go unnamed.
    years = sorted({point.year for point in chart.points})
    named = years[:: 1 + len(years) // (5 if theme.narrow else 9)]
    above = {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -10}
    return {
        "x": {
            "field": "year",
            "type": "ordinal",
            "title": None,
            "axis": {"labelAngle": 0, "labelOverlap": True, "values": named},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": chart.unit,
            "axis": above,
        },
    }


def _lines(chart: Chart, theme: Theme) -> dict[str, Any]:
    names = list(chart.series())
    shape = len(theme.series)
    colours = [theme.series[place % shape] for place in range(len(names))]
    dashes = [_DASHES[(place // shape + place) % len(_DASHES)] for place in range(len(names))]
    encoding = {
        **_axes(chart, theme),
        "color": {
            "field": "series",
            "type": "nominal",
            "title": None,
            "sort": names,
            "scale": {"domain": names, "range": colours},
            "legend": {
                "orient": "bottom",
                "columns": 1,
                "labelLimit": 230 if theme.narrow else 470,
            },
        },
        "strokeDash": {
            "field": "series",
            "type": "nominal",
            "title": None,
            "sort": names,
            "scale": {"domain": names, "range": dashes},
        },
    }
    mark = {
        "type": "line",
        "point": {"size": 40},
        "strokeWidth": 2.5,
        "invalid": "break-paths-filter-domains",
    }
    return {"mark": mark, "encoding": encoding}


def _config(theme: Theme) -> dict[str, Any]:
    words = {"labelColor": theme.ink, "titleColor": theme.muted, "labelFontSize": 13}
    return {
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "bar": {"color": theme.series[0]},
        "axis": {
            **words,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "gridColor": theme.line,
            "domainColor": theme.line,
            "tickColor": theme.line,
        },
        "legend": {**words, "symbolType": "stroke", "symbolSize": 400, "symbolStrokeWidth": 2.5},
    }
