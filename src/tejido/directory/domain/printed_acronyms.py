"""Acronyms as lists print them: what looks like one, and whether a name spells it."""

import re
from functools import lru_cache

from tejido.directory.domain.folding import fold

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-&’'´.](?=[^\W_]))*")
_SMALL = frozenset(
    [
        "y",
        "e",
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "en",
        "a",
        "al",
        "para",
        "por",
        "con",
        "contra",
        "sobre",
        "of",
        "for",
        "the",
        "and",
    ]
)
_NUMBERED = re.compile(r"([a-z])([2-5])(?!\d)")
_LONGEST = 20


@lru_cache(maxsize=65536)
def is_acronym(token: str) -> bool:
    """Tell whether one printed word has an acronym's shape: "CODEHUTAB", "M3", "CIREJyDDH".

    Arguments:
        token: a word without spaces; a plain capitalized word is none.

    >>> is_acronym("ProDESC"), is_acronym("Insyde"), is_acronym("A")
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

    >>> is_upper_acronym("EDUCA"), is_upper_acronym("AC"), is_upper_acronym("ProDESC")
    (True, False, False)
    """
    return 2 < len(token) <= _LONGEST and token.isupper() and is_acronym(token)


def are_acronyms(text: str) -> bool:
    """Tell whether every word of a short text is an acronym ("CDH FrayBa").

    >>> are_acronyms("CDH FrayBa"), are_acronyms("La 72")
    (True, False)
    """
    words = text.replace("/", " ").split()
    return 0 < len(words) <= 3 and all(is_acronym(word) for word in words)


def spells(name: str, acronym: str) -> bool:
    """Tell whether a name's words, in order, give the acronym's letters from their beginnings.

    Small words may be passed over or give their letter; at most half of the others may be passed
    over, and the first word that gives letters must be among the first two.

    Arguments:
        name: the long form.
        acronym: the short form; case, dots and hyphens do not matter, and a number repeats the
            letter before it ("M3" is spelled by three words with M).

    >>> spells("Formación y Capacitación", "FOCA"), spells("Centro de Estudios", "UNAM")
    (True, False)
    """
    letters = _NUMBERED.sub(lambda m: m[1] * int(m[2]), fold(acronym).replace(" ", ""))
    words = tuple(fold(name).split()[:24])
    if not 1 < len(letters) <= _LONGEST or not words:
        return False
    return _spelled(letters, words)


@lru_cache(maxsize=65536)
def _spelled(letters: str, words: tuple[str, ...]) -> bool:
    content = [word for word in words if word not in _SMALL]
    if len(content) < 2:
        return False
    allowed = len(content) // 2
    # states: letters consumed -> fewest content words passed over
    states = {0: 0}
    for word in words:
        states = _after(word, letters, states, allowed)
    return len(letters) in states


def _after(word: str, letters: str, states: dict[int, int], allowed: int) -> dict[int, int]:
    cost = 0 if word in _SMALL else 1
    following: dict[int, int] = {}
    for done, skipped in states.items():
        if skipped + cost <= allowed:
            following[done] = min(following.get(done, 99), skipped + cost)
        taken = 0
        while (
            taken < min(len(word), 5)
            and done + taken < len(letters)
            and letters[done + taken] == word[taken]
        ):
            taken += 1
            following[done + taken] = min(following.get(done + taken, 99), skipped)
    return following
