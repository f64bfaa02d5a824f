"""A tile map: one square per state or department, placed roughly where it lies.

The places are this project's own, drawn from geography (who borders whom, coasts, north up): no
square is larger than another, so a small state is as easy to read as a large one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

STEPS = 4  # shades besides "none"

# Rows from north to south; a dot is empty ground. A word is the end of an ISO 3166-2 code, after
# the letters to write in the square where that end is a number: those ISO 3166-2
# used for Guatemala in earlier editions.
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
            .     .     .     PE-17 .     .
            .     HU-13 QC-14 AV-16 IZ-18 .
            SM-12 QZ-09 TO-08 BV-15 PR-02 ZA-19
            RE-11 SO-07 CM-04 GU-01 JA-21 CQ-20
            .     SU-10 SA-03 SR-06 JU-22 .
            .     .     ES-05 .     .     .
        """,
    }
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the map.

    Arguments:
        code: ISO 3166-2 code.
        label: the letters written in the square.
        column, row: place in the grid, from 0 at the north-west.
        value: what is counted there.
        step: 0 for none, then 1 to `STEPS` from few to many.
    """

    code: str
    label: str
    column: int
    row: int
    value: int
    step: int


def countries_drawn() -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries there is a map of."""
    return tuple(_DRAWN)


def tiles(country: str, values: Mapping[str, int]) -> list[Tile]:
    """Return the squares of a country, north-west first.

    Arguments:
        country: one of `countries_drawn`.
        values: counts by ISO 3166-2 code; a code that is missing counts 0.
    """
    squares = list(_squares(country))
    most = max(values.get(code, 0) for code, *_ in squares)
    return [
        Tile(*square, value := values.get(square[0], 0), _step(value, most)) for square in squares
    ]


def size(country: str) -> tuple[int, int]:
    """Return how many columns and rows a country's map has."""
    squares = list(_squares(country))
    return max(column for *_, column, _row in squares) + 1, max(row for *_, row in squares) + 1


def _squares(country: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield code, label, column and row of each square."""
    for row, line in enumerate(_DRAWN[country].strip().splitlines()):
        for column, word in enumerate(line.split()):
            if word != ".":
                label, _, end = word.rpartition("-")
                yield f"{country}-{end}", label or end, column, row


def _step(value: int, most: int) -> int:
    """Return the shade of a value: equal parts of the largest one."""
    return -(-value * STEPS // most) if most else 0
