"""An organization as entered: its names, where it is, and the rules they keep."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tejido.directory.domain.countries import is_country, is_first_level
from tejido.directory.domain.folding import squeeze

NAME_LENGTH = 300
TOWN_LENGTH = 120

# The name an organization is listed under is the first it has of these sorts.
_SHOWN_FIRST = ("official", "short", "as_printed", "alias", "acronym", "former")
# Where people hide from those who follow them: nothing that leads to the door is kept.
_SHELTER = "shelter"
_SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class NameData:
    """A name as entered.

    Arguments:
        text: the name, at most 300 characters.
        sort: official, short, acronym, alias, former or as_printed.
        language: ISO 639 code of two or three letters, or "" when the name has none.
        source: where the name stands.
    """

    text: str
    sort: str = "official"
    language: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationData:
    """An organization as entered.

    Arguments:
        names: at least one; of each sort, the first counts as the main one.
        kind: a value of `OrganizationKind`.
        visibility: a value of `Visibility`; coalition by default.
        country: ISO 3166-1 alpha-2 code, or "" when unknown.
        subdivision: ISO 3166-2 code of a first-level subdivision of the country, or "".
        town: as text, at most 120 characters.
        latitude: degrees north, five decimals at most; None for shelters and sealed ones.
        longitude: degrees east, as latitude.
    """

    names: tuple[NameData, ...]
    kind: str = "civil_society"
    visibility: str = "coalition"
    country: str = ""
    subdivision: str = ""
    town: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


class OrganizationFault(StrEnum):
    """What may be wrong with an organization as entered."""

    NO_NAME = "no-name"
    EMPTY_NAME = "empty-name"
    LONG_NAME = "long-name"
    NAME_TWICE = "name-twice"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNKNOWN_COUNTRY = "unknown-country"
    SUBDIVISION_ELSEWHERE = "subdivision-elsewhere"
    LONG_TOWN = "long-town"
    HALF_COORDINATES = "half-coordinates"
    NOT_ON_EARTH = "not-on-earth"
    HIDDEN_HAS_COORDINATES = "hidden-has-coordinates"


def without_loose_space(data: OrganizationData) -> OrganizationData:
    """Return the same organization with white space folded in every text."""
    names = tuple(
        NameData(squeeze(n.text), n.sort, n.language.strip().lower(), squeeze(n.source))
        for n in data.names
    )
    return OrganizationData(
        names=names,
        kind=data.kind,
        visibility=data.visibility,
        country=data.country.strip().upper(),
        subdivision=data.subdivision.strip().upper(),
        town=squeeze(data.town),
        latitude=data.latitude,
        longitude=data.longitude,
    )


def faults_of(data: OrganizationData) -> list[OrganizationFault]:
    """Return what is wrong with an organization as entered; an empty list when it holds."""
    return [*_name_faults(data.names), *_place_faults(data), *_coordinate_faults(data)]


def must_hide_its_place(kind: str, visibility: str) -> bool:
    """Return whether an organization may have no coordinates: shelters, and whatever is sealed."""
    return kind == _SHELTER or visibility == _SEALED


def name_shown(names: Sequence[NameData]) -> str:
    """Return the name to list an organization under.

    Arguments:
        names: in the order they were entered.

    >>> name_shown([NameData("CAFE", "acronym"), NameData("Casa Ejemplo", "short")])
    'Casa Ejemplo'
    """
    if not names:
        return ""
    return min(names, key=lambda name: _SHOWN_FIRST.index(name.sort)).text


def _name_faults(names: Sequence[NameData]) -> Iterator[OrganizationFault]:
    if not names:
        yield OrganizationFault.NO_NAME
    if any(not name.text for name in names):
        yield OrganizationFault.EMPTY_NAME
    if any(len(name.text) > NAME_LENGTH for name in names):
        yield OrganizationFault.LONG_NAME
    if len({(n.text, n.sort, n.language) for n in names}) < len(names):
        yield OrganizationFault.NAME_TWICE
    if not all(_is_language(name.language) for name in names):
        yield OrganizationFault.UNKNOWN_LANGUAGE


def _is_language(code: str) -> bool:
    return not code or (
        code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)
    )


def _place_faults(data: OrganizationData) -> Iterator[OrganizationFault]:
    if data.country and not is_country(data.country):
        yield OrganizationFault.UNKNOWN_COUNTRY
    elif data.subdivision and not is_first_level(data.subdivision, data.country):
        yield OrganizationFault.SUBDIVISION_ELSEWHERE
    if len(data.town) > TOWN_LENGTH:
        yield OrganizationFault.LONG_TOWN


def _coordinate_faults(data: OrganizationData) -> Iterator[OrganizationFault]:
    given = [value for value in (data.latitude, data.longitude) if value is not None]
    if not given:
        return
    if must_hide_its_place(data.kind, data.visibility):
        yield OrganizationFault.HIDDEN_HAS_COORDINATES
    if data.latitude is None or data.longitude is None:
        yield OrganizationFault.HALF_COORDINATES
    elif abs(data.latitude) > 90 or abs(data.longitude) > 180:
        yield OrganizationFault.NOT_ON_EARTH
