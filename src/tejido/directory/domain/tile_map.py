"""A tile map: one square per state or department, placed roughly where it lies.

The places are this project's own, drawn from geography (who borders whom, coasts, north up): no
square is larger than another, so a small state is as easy to read as a large one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

STEPS = 4  # shades besides "none"

# Rows from north to south; a dot is empty ground. Each word is the end of an ISO 3166-2 code.
_DRAWN = MappingProxyType(
    {
        "MX": """
            BCN SON CHH COA NLE TAM .   .   .   .
            BCS SIN DUR ZAC SLP HID VER .   .   YUC
            .   NAY AGU GUA QUE CMX TLA .   CAM ROO
            .   JAL MIC MEX MOR PUE .   TAB .   .
            .   COL .   GRO .   OAX CHP .   .   .
        """,
        "GT": """
            .  .  .  17 .  .
            .  13 14 16 18 .
            12 09 08 15 02 19
            11 07 04 01 21 20
            .  10 03 06 22 .
            .  .  05 .  .  .
        """,
    }
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the map.

    Arguments:
        code: ISO 3166-2 code.
        column, row: place in the grid, from 0 at the north-west.
        value: what is counted there.
        step: 0 for none, then 1 to `STEPS` from few to many.
    """

    code: str
    column: int
    row: int
    value: int
    step: int

    @property
    def label(self) -> str:
        """The letters or digits written in the square."""
        return self.code.partition("-")[2]


def countries_drawn() -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries there is a map of."""
    return tuple(_DRAWN)


def tiles(country: str, values: Mapping[str, int]) -> list[Tile]:
    """Return the squares of a country, north-west first.

    Arguments:
        country: one of `countries_drawn`.
        values: counts by ISO 3166-2 code; a code that is missing counts 0.
    """
    most = max((values.get(code, 0) for code, _c, _r in _squares(country)), default=0)
    return [
        Tile(code, column, row, values.get(code, 0), _step(values.get(code, 0), most))
        for code, column, row in _squares(country)
    ]


def size(country: str) -> tuple[int, int]:
    """Return how many columns and rows a country's map has."""
    squares = list(_squares(country))
    return max(c for _code, c, _r in squares) + 1, max(r for _code, _c, r in squares) + 1


def _squares(country: str) -> Iterator[tuple[str, int, int]]:
    lines = _DRAWN[country].strip().splitlines()
    for row, line in enumerate(lines):
        for column, word in enumerate(line.split()):
            if word != ".":
                yield f"{country}-{word}", column, row


def _step(value: int, most: int) -> int:
    """Return the shade of a value: equal parts of the largest one."""
    return -(-value * STEPS // most) if most else 0
