"""Languages a name can be in: those spoken where the coalition works come first to mind."""

import gettext
from functools import cache

import pycountry
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tejido.core.sorting import sort_key

# ISO 639-1 and 639-3: Spanish, English, French, Portuguese, Haitian, and the languages of Mexico
# and Central America with most speakers that have a name in the catalogues.
_OFFERED = (
    "es en fr pt ht yua tzo tzh ctu toj mam quc kek cak kjb ixl poh tzj jac zap hch cab miq len"
).split()
# Where the catalogue has no everyday name, or none in Spanish.
_EVERYDAY = {
    ("ht", "es"): "Criollo haitiano",
    ("ht", "en"): "Haitian Creole",
    ("cab", "es"): "Garífuna",
}


def language_choices(also: str = "") -> list[tuple[str, str]]:
    """Return languages to choose from, A to Z in the reader's language.

    Arguments:
        also: a code in use already, offered besides.
    """
    reader = get_language() or "es"
    codes = {*_OFFERED, *([also] if also else [])}
    named = [(code, language_name(code, reader)) for code in codes]
    return [("", _("none in particular")), *sorted(named, key=lambda pair: sort_key(pair[1]))]


@cache
def language_name(code: str, reader: str) -> str:
    """Return a language's name.

    Arguments:
        code: ISO 639-1 or 639-3; an unknown one is returned as it is.
        reader: ISO 639-1 code of the language the name is in.
    """
    if (code, reader) in _EVERYDAY:
        return _EVERYDAY[code, reader]
    found = pycountry.languages.get(**{"alpha_2" if len(code) == 2 else "alpha_3": code})
    if found is None:
        return code
    catalogue = gettext.translation(
        "iso639-3", pycountry.LOCALES_DIR, languages=[reader], fallback=True
    )
    return catalogue.gettext(found.name)
