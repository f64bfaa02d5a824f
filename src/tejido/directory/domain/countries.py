"""Countries and their first-level subdivisions, with names in the reader's language.

ISO 3166-1 and 3166-2 as pycountry ships them, with the translations of its gettext catalogues
(the iso-codes project).
"""

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations, translation
from types import MappingProxyType

import pycountry

from tejido.directory.domain.folding import fold

# ISO names carry formal endings that nobody says, and some catalogues lack an entry.
_SHORTER = MappingProxyType(
    {
        "MX-VER": "Veracruz",
        "MX-COA": "Coahuila",
        "MX-MIC": "Michoacán",
        "MX-MEX": "Estado de México",
    }
)


def is_country(code: str) -> bool:
    """Return whether it is an ISO 3166-1 alpha-2 code."""
    return code in _countries()


def is_first_level(subdivision: str, country: str) -> bool:
    """Return whether an ISO 3166-2 code is a first-level subdivision of a country."""
    return subdivision in _subdivisions(country)


def country_name(code: str, language: str) -> str:
    """Return a country's everyday name.

    Arguments:
        code: ISO 3166-1 alpha-2; an unknown code is returned as it is.
        language: ISO 639-1 code of the reader's language; English where there is no translation.
    """
    return country_names(language).get(code, code)


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Return every country's everyday name by alpha-2 code, in a language (as `country_name`)."""
    catalogue = _catalogue("iso3166-1", language)
    names = {code: catalogue.gettext(name) for code, name in _countries().items()}
    return MappingProxyType(names)


def subdivision_name(code: str, language: str) -> str:
    """Return the name of a first-level subdivision (ISO 3166-2); an unknown code as it is."""
    return subdivision_names(code.partition("-")[0], language).get(code, code)


@cache
def subdivision_names(country: str, language: str) -> Mapping[str, str]:
    """Return the first-level subdivisions of a country (alpha-2): names by ISO 3166-2 code."""
    catalogue = _catalogue("iso3166-2", language)
    names = {
        code: _SHORTER.get(code) or catalogue.gettext(name)
        for code, name in _subdivisions(country).items()
    }
    return MappingProxyType(names)


def find_subdivision(text: str, country: str) -> str | None:
    """Return the code of the subdivision somebody typed: a code or a name, accents left out.

    Arguments:
        text: as typed ("Chiapas", "MX-CHP", "queretaro").
        country: ISO 3166-1 alpha-2.

    Returns:
        its ISO 3166-2 code, or None when no subdivision or more than one goes by it.
    """
    code = text.strip().upper()
    official = _subdivisions(country)
    if code in official:
        return code
    wanted = fold(text)
    found = {
        code
        for names in (official, subdivision_names(country, "es"), subdivision_names(country, "en"))
        for code, name in names.items()
        if fold(name) == wanted
    }
    return found.pop() if len(found) == 1 else None


@cache
def _countries() -> Mapping[str, str]:
    return {c.alpha_2: getattr(c, "common_name", c.name) for c in pycountry.countries}


def _subdivisions(country: str) -> Mapping[str, str]:
    return _first_levels().get(country, {})


@cache
def _first_levels() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for subdivision in pycountry.subdivisions:
        if subdivision.parent_code is None:
            of_country = found.setdefault(subdivision.country_code, {})
            of_country[subdivision.code] = subdivision.name
    return found


@cache
def _catalogue(domain: str, language: str) -> NullTranslations:
    return translation(domain, pycountry.LOCALES_DIR, languages=[language], fallback=True)
