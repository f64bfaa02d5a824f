"""Acronyms as lists print them: what looks like one, and whether a name spells it."""

import re
from functools import lru_cache

from tejido.directory.domain.acronyms import plain_acronym, significant, spells
from tejido.directory.domain.folding import fold

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-&’'´.](?=[^\W_]))*")
_NUMBERED = re.compile(r"([a-z])([2-5])(?!\d)")
_LONGEST = 20
_MOST_WORDS = 24


@lru_cache(maxsize=65536)
def is_acronym(token: str) -> bool:
    """Tell whether one printed word has an acronym's shape: "CODEVECAM", "M3", "CIRESyDV".

    Arguments:
        token: a word without spaces; a plain capitalized word is none.

    >>> is_acronym("ProVIDA"), is_acronym("Inpyde"), is_acronym("A")
    (True, False, False)
    """
    if not 1 < len(token) <= _LONGEST or not _TOKEN.fullmatch(token):
        return False
    upper = sum(char.isupper() for char in token)
    if upper == 0 or not token[0].isupper() and not token[0].isdigit():
        return False
    if upper < 2 and "-" in token or upper < 3 and "." in token:
        return False
    if any(char.isdigit() for char in token) and token[0].isupper():
        return len(token) <= 8
    return upper >= 2 and not _is_hyphenated_name(token)


def _is_hyphenated_name(token: str) -> bool:
    """ "Hogar-Refugio", "Lagos-Fronteriza": capitalized words joined by a hyphen."""
    parts = re.split(r"[-’'´.&]", token)
    return len(parts) > 1 and all(len(p) > 2 and p[1:].islower() for p in parts if p)


def is_upper_acronym(token: str) -> bool:
    """Tell whether a word is an acronym of capitals (and digits) alone, of three or more.

    >>> is_upper_acronym("SERVIX"), is_upper_acronym("AC"), is_upper_acronym("ProVIDA")
    (True, False, False)
    """
    return 2 < len(token) <= _LONGEST and token.isupper() and is_acronym(token)


def are_acronyms(text: str) -> bool:
    """Tell whether every word of a short text is an acronym ("CDH FrayEl").

    >>> are_acronyms("CDH FrayEl"), are_acronyms("La 81")
    (True, False)
    """
    words = text.replace("/", " ").split()
    return 0 < len(words) <= 3 and all(is_acronym(word) for word in words)


def is_short_for(acronym: str, name: str, *, omissions: int | None = None) -> bool:
    """Tell whether a name's words, in order, give a printed acronym's letters.

    Arguments:
        acronym: the short form as printed; case, dots and hyphens do not matter, and a number
            repeats the letter before it ("M3" is short for three words with M).
        name: the long form as printed, of two significant words at least.
        omissions: how many significant words may give no letter; half of them by default.

    >>> is_short_for("SAVI", "Salud y Vida"), is_short_for("UNAM", "Casa de Estudios")
    (True, False)
    """
    letters = _NUMBERED.sub(lambda match: match[1] * int(match[2]), plain_acronym(acronym))
    words = fold(name).split()[:_MOST_WORDS]
    count = len(significant(words))
    if count < 2:
        return False
    return spells(letters, words, omissions=count // 2 if omissions is None else omissions)
