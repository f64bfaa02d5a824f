"""Every state and department has one square of its own."""

import pytest

from tejido.directory.domain.countries import subdivision_names
from tejido.directory.domain.tile_map import STEPS, countries_drawn, size, tiles

NEIGHBOURS = [
    ("MX-BCN", "MX-SON"),
    ("MX-CHH", "MX-COA"),
    ("MX-OAX", "MX-CHP"),
    ("MX-CAM", "MX-ROO"),
    ("MX-MEX", "MX-MOR"),
    ("GT-13", "GT-14"),
    ("GT-17", "GT-16"),
    ("GT-01", "GT-06"),
    ("GT-19", "GT-20"),
]


@pytest.mark.parametrize("country", countries_drawn())
def test_every_subdivision_once(country: str) -> None:
    drawn = tiles(country, {})
    assert {tile.code for tile in drawn} == set(subdivision_names(country, "es"))
    assert len({(tile.column, tile.row) for tile in drawn}) == len(drawn)
    columns, rows = size(country)
    assert all(tile.column < columns and tile.row < rows for tile in drawn)


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_touch(one: str, other: str) -> None:
    at = {tile.code: (tile.column, tile.row) for tile in tiles(one[:2], {})}
    (a, b), (c, d) = at[one], at[other]
    assert abs(a - c) + abs(b - d) == 1


def test_shades_grow_with_the_value() -> None:
    values = {"MX-CHP": 40, "MX-OAX": 20, "MX-VER": 1, "MX-BCN": 0}
    steps = {tile.code: tile.step for tile in tiles("MX", values)}
    assert (steps["MX-CHP"], steps["MX-OAX"], steps["MX-VER"], steps["MX-BCN"]) == (STEPS, 2, 1, 0)
    assert {tile.step for tile in tiles("GT", {})} == {0}
