"""Places as lists print them: countries, first-level subdivisions and towns.

Countries and subdivisions are those of ISO 3166 (pycountry), by their English and Spanish names;
``place_names`` adds the customary abbreviations and the towns that lists print alone.
"""

import gettext
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pycountry

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.mention import Place
from tejido.directory.domain.place_names import (
    COUNTRIES,
    REGION,
    STRONG_ABBREVIATIONS,
    SUBDIVISIONS,
    TOWNS,
    WEAK_ABBREVIATIONS,
)

_LONGEST = 90
_TOWN_WORDS = 7
_BRACKET = re.compile(r"[()\[\]{};:]")
_TOWN_WORD = re.compile(r"[^\W\d_][\w’'´`.-]*")
_TOWN_PARTICLES = frozenset(
    ["de", "del", "la", "las", "los", "el", "y", "do", "da", "dos", "das", "of"]
)


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Table from folded country name, in English and Spanish, to ISO 3166-1 alpha-2 code."""
    spanish = gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=["es"], fallback=True
    )
    table: dict[str, str] = {}
    for country in pycountry.countries:
        names = [country.name, getattr(country, "common_name", country.name)]
        for name in names:
            table[fold(name)] = country.alpha_2
            table[fold(spanish.gettext(name))] = country.alpha_2
    del table[fold("Georgia")]
    return table | COUNTRIES


@lru_cache(maxsize=1)
def subdivision_names() -> Mapping[str, tuple[str, ...]]:
    """Table from folded name of a subdivision of the region to its ISO 3166-2 codes.

    A name that two countries share ("La Paz") has several codes; a name that is also a country's
    ("Guatemala", "México") is left to the country.
    """
    table: dict[str, tuple[str, ...]] = {}
    for country in REGION:
        for subdivision in pycountry.subdivisions.get(country_code=country) or ():
            name = fold(subdivision.name)
            if name not in country_names():
                table[name] = (*table.get(name, ()), subdivision.code)
    for name, code in (SUBDIVISIONS | STRONG_ABBREVIATIONS).items():
        table[name] = (code,)
    return table


@lru_cache(maxsize=1)
def _us_postal() -> Mapping[str, str]:
    states = pycountry.subdivisions.get(country_code="US") or ()
    return {state.code[3:].lower(): state.code for state in states}


def _town_shaped(part: str) -> bool:
    words = part.split()
    if not 0 < len(words) <= _TOWN_WORDS or not part[0].isupper():
        return False
    return all(
        _TOWN_WORD.fullmatch(word)
        and (word[0].isupper() or fold(word) in _TOWN_PARTICLES)
        and not (word.isupper() and len(word) > 2)
        for word in words
    )


def _subdivision(name: str, country: str | None, *, after_town: bool) -> str | None:
    """The one code a folded name stands for, in the country if it is given."""
    codes = subdivision_names().get(name, ())
    if country:
        codes = tuple(code for code in codes if code.startswith(country + "-"))
    if len(codes) == 1:
        return codes[0]
    if after_town:
        return WEAK_ABBREVIATIONS.get(name) or _us_postal().get(name)
    return None


def _region(part: str, *, after_town: bool = False) -> Place | None:
    """Read a country, a subdivision, or a subdivision followed by its country."""
    name = fold(part)
    subdivision = _subdivision(name, None, after_town=after_town or part.rstrip().endswith("."))
    if subdivision:
        return Place(country=subdivision[:2], subdivision=subdivision)
    if country := country_names().get(name):
        return Place(country=country)
    words = name.split()
    for cut in range(1, min(len(words), 4)):
        country = country_names().get(" ".join(words[-cut:]))
        subdivision = country and _subdivision(" ".join(words[:-cut]), country, after_town=True)
        if country and subdivision:
            return Place(country=country, subdivision=subdivision)
    return None


def _town(part: str, towns: Mapping[str, str]) -> Place | None:
    name = fold(part)
    code = TOWNS.get(name) or towns.get(name)
    if not code or not _town_shaped(part):
        return None
    return Place(country=code[:2], subdivision=code if "-" in code else None, town=part)


def _town_and_abbreviation(part: str) -> Place | None:
    """Read "Jacala Hgo." or "Tucson AZ": a town and its state without a comma."""
    words = part.split()
    for cut in (1, 2):
        if len(words) <= cut or words[-1].islower():
            continue
        town, last = " ".join(words[:-cut]), fold(" ".join(words[-cut:]))
        code = (
            STRONG_ABBREVIATIONS.get(last)
            or (WEAK_ABBREVIATIONS.get(last) if words[-1].endswith(".") else None)
            or (_us_postal().get(last) if words[-1].isupper() and fold(town) in TOWNS else None)
        )
        if code and _town_shaped(town):
            return Place(country=code[:2], subdivision=code, town=town)
    return None


def _with_region(towns_before: list[str], last: Place) -> Place | None:
    """Add the towns printed before a region; a last but one part may be the subdivision."""
    before = list(towns_before)
    region = last
    if last.subdivision is None and len(before) >= 1:
        code = _subdivision(fold(before[-1]), last.country, after_town=True)
        if code:
            region = Place(country=last.country, subdivision=code)
            before.pop()
    if not all(_town_shaped(town) for town in before):
        return None
    if region.subdivision is None and before:
        code = TOWNS.get(fold(before[-1]))
        if code and code.startswith(f"{region.country}-"):
            region = Place(country=region.country, subdivision=code)
    town = ", ".join(before) or None
    return Place(country=region.country, subdivision=region.subdivision, town=town)


@lru_cache(maxsize=65536)
def _read_fixed(text: str) -> Place | None:
    parts = [part for part in (squeeze(p) for p in text.split(",")) if part.strip(" .")]
    if not parts or len(parts) > 4:
        return None
    last = _region(parts[-1], after_town=len(parts) > 1)
    if len(parts) == 1:
        return last or _town(parts[0].rstrip(". "), {}) or _town_and_abbreviation(parts[0])
    if last is None:
        return None
    return _with_region(parts[:-1], last)


def read_place(text: str, towns: Mapping[str, str] | None = None) -> Place | None:
    """Read a text that is nothing but a place; None when it is something else.

    Arguments:
        text: what a list prints in brackets or after a comma ("Chilapa, Gro.").
        towns: folded town to ISO 3166-2 (or 3166-1) code, as learned from the list itself.

    >>> read_place("Chilapa, Gro.")
    Place(country='MX', subdivision='MX-GRO', town='Chilapa')
    >>> read_place("Cd México").subdivision
    'MX-CMX'
    """
    if not text or len(text) > _LONGEST or _BRACKET.search(text):
        return None
    return _read_fixed(text) or (_town(squeeze(text).rstrip(". "), towns) if towns else None)


def is_town(name: str) -> bool:
    """Tell whether a town is one of those that lists print alone.

    >>> is_town("Tapachula"), is_town("Alma")
    (True, False)
    """
    return fold(name) in TOWNS


def learned_towns(texts: Iterable[str]) -> dict[str, str]:
    """Learn towns from a list's own places: "(Sayaxché, Petén)" teaches that Sayaxché is a town.

    Arguments:
        texts: contents of brackets, or tails after a name's last commas.

    Returns:
        folded town to ISO 3166-2 code, or to the country's code where no subdivision is printed.
    """
    towns: dict[str, str] = {}
    for text in texts:
        place = read_place(text) if "," in text else None
        if place and place.town and place.subdivision:
            towns.setdefault(fold(place.town), place.subdivision)
    return towns


def merged(first: Place, second: Place) -> Place:
    """Put two printed places of one mention together; what they contradict each other in is left.

    >>> merged(Place("US", "US-AZ", "Tucson"), Place("US", "US-TX"))
    Place(country='US', subdivision=None, town='Tucson')
    """

    def agreed(one: str | None, other: str | None) -> str | None:
        return (one or other) if not (one and other) or one == other else None

    country = agreed(first.country, second.country)
    return Place(
        country=country,
        subdivision=agreed(first.subdivision, second.subdivision)
        if country or not (first.country and second.country)
        else None,
        town=first.town or second.town,
    )
