"""Places of two mentions: do they agree, may they, or do they speak against each other?"""

from enum import IntEnum

from rapidfuzz import fuzz

from tejido.directory.domain.folding import fold
from tejido.directory.domain.mention import Place

TOWNS_ALIKE = 85.0
"""Least likeness (0 to 100) of two printed towns that are one: Tlapa, Tlapa de Comonfort."""


class Agreement(IntEnum):
    """How two places stand to each other."""

    CONFLICT = 0
    UNKNOWN = 1
    COUNTRY = 2
    SUBDIVISION = 3
    TOWN = 4


def country_of(place: Place) -> str | None:
    """The country a place names or its subdivision implies (ISO 3166-1 alpha-2)."""
    if place.country is None and place.subdivision is not None:
        return place.subdivision.split("-")[0]
    return place.country


def same_town(one: str, other: str) -> bool:
    """Whether two printed towns are one, spelling and a longer official name forgiven.

    >>> same_town("Tapachula", "Tapachula de Córdova"), same_town("Torreón", "Saltillo")
    (True, False)
    """
    first, second = fold(one), fold(other)
    if first == second or fuzz.ratio(first, second) >= TOWNS_ALIKE:
        return True
    short, long = sorted((first.split(), second.split()), key=len)
    return bool(short) and long[: len(short)] == short


def agreement(one: Place, other: Place) -> Agreement:
    """How two places agree: the finest level both name, or a conflict at any level both name.

    >>> agreement(Place("MX", "MX-OAX"), Place("MX", "MX-OAX", "Oaxaca")).name
    'SUBDIVISION'
    """
    countries = country_of(one), country_of(other)
    subdivisions = one.subdivision, other.subdivision
    if None not in countries and countries[0] != countries[1]:
        return Agreement.CONFLICT
    if None not in subdivisions and subdivisions[0] != subdivisions[1]:
        return Agreement.CONFLICT
    if one.town and other.town:
        return Agreement.TOWN if same_town(one.town, other.town) else Agreement.CONFLICT
    if None not in subdivisions:
        return Agreement.SUBDIVISION
    return Agreement.COUNTRY if None not in countries else Agreement.UNKNOWN
