"""How acronyms are formed from long names: CDMCH from Centro de Derechos de las Mujeres de Chiapas.

Rule: the letters of the acronym are used up in order; every significant word gives a beginning of
itself (one to five letters), every linking word may give a beginning or nothing, and no
significant word is passed over unless a number of omissions is allowed.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from tejido.directory.domain.folding import fold

LINKING_WORDS = frozenset(
    "a al con d da das de del do dos e el en for in la las los of on para por su sus the to u un "
    "una y o and".split()
)
"""Words that link others and carry no meaning of their own (Spanish, Portuguese, English)."""

LONGEST_PART = 5
SHORTEST_ACRONYM = 2
LONGEST_ACRONYM = 12

_UPPER_RUN = re.compile(r"[^\W\d_]")


def plain_acronym(printed: str) -> str:
    """Letters and digits of a printed acronym, folded.

    >>> plain_acronym("C.I.R.E.J.yDDH"), plain_acronym("PRAMI-ITESO")
    ('cirejyddh', 'pramiiteso')
    """
    return fold(printed).replace(" ", "")


def looks_like_acronym(word: str) -> bool:
    """Whether one printed word is written as an acronym: two capitals or more, mostly capitals.

    >>> [looks_like_acronym(word) for word in ("FIOB", "ABIMyD", "ProDESC", "Alma", "A")]
    [True, True, True, False, False]
    """
    letters = _UPPER_RUN.findall(word)
    capitals = sum(1 for letter in letters if letter.isupper())
    return capitals >= SHORTEST_ACRONYM and 2 * capitals >= len(letters)


def significant(words: Sequence[str]) -> tuple[str, ...]:
    """The folded words of a name that carry meaning; all of them when none does.

    >>> significant(("salud", "integral", "para", "la", "mujer"))
    ('salud', 'integral', 'mujer')
    """
    kept = tuple(word for word in words if word not in LINKING_WORDS)
    return kept or tuple(words)


def initials(words: Sequence[str]) -> str:
    """First letters of the significant words.

    >>> initials(("instituto", "para", "las", "mujeres", "en", "la", "migracion"))
    'imm'
    """
    return "".join(word[0] for word in significant(words))


def spells(acronym: str, words: Sequence[str], *, omissions: int = 0) -> bool:
    """Whether an acronym is formed from a long name by the rule of this module.

    Arguments:
        acronym: folded letters ("imumi"), as :func:`plain_acronym` gives them.
        words: the folded words of the long name, in order, linking words included.
        omissions: how many significant words after the first may give no letter.

    >>> spells("imumi", ("instituto", "para", "las", "mujeres", "en", "la", "migracion"))
    True
    >>> spells("cdmch", ("centro", "de", "derechos", "humanos", "de", "las", "mujeres"))
    False
    """
    if not SHORTEST_ACRONYM <= len(acronym) <= LONGEST_ACRONYM or not words:
        return False
    if acronym[0] != words[0][:1] or len(significant(words)) - omissions > len(acronym):
        return False
    return _spells(acronym, tuple(words), omissions)


@lru_cache(maxsize=65536)
def _spells(acronym: str, words: tuple[str, ...], omissions: int) -> bool:
    states = {(0, omissions)}
    for index, word in enumerate(words):
        following: set[tuple[int, int]] = set()
        for used, left in states:
            following.update(_after_word(acronym, word, used, left, first=index == 0))
        states = following
        if not states:
            return False
    return any(used == len(acronym) for used, _ in states)


def _after_word(
    acronym: str, word: str, used: int, left: int, *, first: bool
) -> set[tuple[int, int]]:
    reached: set[tuple[int, int]] = set()
    if word in LINKING_WORDS:
        reached.add((used, left))
    elif left > 0 and not first:
        reached.add((used, left - 1))
    for size in range(1, min(LONGEST_PART, len(word), len(acronym) - used) + 1):
        if acronym[used + size - 1] != word[size - 1]:
            break
        reached.add((used + size, left))
    return reached


def possible_initials(acronym: str, *, shortest: int = 3) -> set[str]:
    """The initials a long name may have when it forms this acronym.

    They are the acronym's subsequences that begin with its first letter: 2^(n-1) at most, which
    is why longer acronyms than :data:`LONGEST_ACRONYM` give none.

    >>> sorted(possible_initials("fiob"))
    ['fib', 'fio', 'fiob', 'fob']
    """
    if len(acronym) > LONGEST_ACRONYM:
        return set()
    head, tail = acronym[:1], acronym[1:]
    return {
        head + "".join(rest)
        for size in range(shortest - 1, len(tail) + 1)
        for rest in combinations(tail, size)
    }
