"""Charts drawn on the server, as SVG for the page and PNG to take along.

The only module that knows vl-convert, which draws without a browser and is given no address to
fetch anything from. It keeps its engine in the process: the first chart of a process takes a
second, the next ones some 50 ms, so pages link to a chart instead of waiting for it.
"""

from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from tejido.budgets.domain.chart import THEMES, Chart, vega_lite

_PNG_SCALE: Final = 2.0
# Pictures a process keeps, some 20 kB each: one finding read by many is drawn once.
_KEPT: Final = 128


@lru_cache(maxsize=_KEPT)
def draw_svg(chart: Chart, theme: str = "light") -> str:
    """Return a chart as SVG.

    Arguments:
        theme: a name in THEMES.
    """
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(vega_lite(chart, THEMES[theme]), allowed_base_urls=[]))
    # Said by itself too, where it is opened or kept apart from its page.
    return svg.replace(">", f' role="img"><title>{escape(chart.title)}</title>', 1)


def draw_png(chart: Chart, theme: str = "light") -> bytes:
    """Return a chart as PNG, at twice the size it is shown in."""
    import vl_convert

    spec = vega_lite(chart, THEMES[theme])
    return bytes(vl_convert.vegalite_to_png(spec, scale=_PNG_SCALE, allowed_base_urls=[]))
