"""Lexicon: how much each word of a list tells, and which words are spellings of one another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from rapidfuzz.distance import OSA

from tejido.directory.domain.matching.profiles import Profile, Stems
from tejido.directory.domain.matching.words import DIGNITIES, GENERIC, SECTION

SHORTEST_MISSPELT = 5
LONG_WORD = 7
RARE_SHARE = 0.1
SMALLEST_LIST = 400
"""Lists shorter than this are weighed as if they had so many names."""

GENERIC_WEIGHT = 0.25
LEAST_RARITY = 0.25


class Lexicon:
    """Weights and spellings of the stems of one list.

    Arguments:
        profiles: the profiles of the list's distinct organization mentions.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.frequency: Counter[str] = Counter()
        for profile in profiles:
            self.frequency.update(profile.stems)
        self._scale = log(max(len(profiles), SMALLEST_LIST) + 1)
        self._weights = {stem: self._weigh(stem) for stem in self.frequency}
        self._near = self._spellings()

    def _weigh(self, stem: str) -> float:
        rarity = 1.0 - log(self.frequency[stem] or 1) / self._scale
        return max(rarity, LEAST_RARITY) * (GENERIC_WEIGHT if is_generic(stem) else 1.0)

    def weight(self, stem: str) -> float:
        """How much a stem tells: 1 for a word printed once, near 0 for institutional words."""
        known = self._weights.get(stem)
        return self._weigh(stem) if known is None else known

    def total(self, stems: Iterable[str]) -> float:
        """The weights of several stems together."""
        return sum(map(self.weight, stems))

    def distinct(self, stems: Iterable[str]) -> bool:
        """Whether any of the stems is more than an institutional word."""
        return any(not is_generic(stem) for stem in stems)

    def near(self, stem: str) -> Stems:
        """The stems that may be another spelling of this one: an edit or a swap apart."""
        return self._near.get(stem, _NONE)

    def _spellings(self) -> dict[str, Stems]:
        shortened: defaultdict[str, list[str]] = defaultdict(list)
        for stem in self.frequency:
            if len(stem) >= SHORTEST_MISSPELT and stem.isalpha():
                for key in _deletions(stem):
                    shortened[key].append(stem)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for group in shortened.values():
            for position, one in enumerate(group):
                for other in group[position + 1 :]:
                    if other not in found[one] and self._may_be(one, other):
                        found[one].add(other)
                        found[other].add(one)
        return {stem: frozenset(others) for stem, others in found.items() if others}

    def _may_be(self, one: str, other: str) -> bool:
        if one == other or OSA.distance(one, other, score_cutoff=1) > 1:
            return False
        rarer, commoner = sorted((self.frequency[one], self.frequency[other]))
        return rarer <= max(1.0, RARE_SHARE * commoner) and plausible_misspelling(one, other)


_NONE: Stems = frozenset()


def is_generic(stem: str) -> bool:
    """Whether a stem is an institutional or topical word (see ``words``)."""
    return stem in GENERIC or stem in DIGNITIES


def soft(stems: Iterable[str]) -> bool:
    """Whether all stems are institutional and none sets a section apart."""
    return all(is_generic(stem) and stem not in SECTION for stem in stems)


def plausible_misspelling(one: str, other: str) -> bool:
    """Whether two words an edit apart may be one word: not where grammar or sense changes.

    A final vowel changes gender (Mariano, Mariana) and the first letter of a short word makes
    another word (norte, corte); a letter that is lost or doubled changes neither.

    >>> plausible_misspelling("himano", "humano"), plausible_misspelling("norte", "corte")
    (True, False)
    """
    if len(one) == len(other) and one[:-1] == other[:-1]:
        return False
    return one[0] == other[0] or min(len(one), len(other)) >= LONG_WORD


def _deletions(stem: str) -> set[str]:
    return {stem} | {stem[:index] + stem[index + 1 :] for index in range(len(stem))}
