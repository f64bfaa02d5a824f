"""Lexicon: how much each word of a list tells, and which words are spellings of one another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import fsum, log

from rapidfuzz.distance import OSA

from tejido.directory.domain.acronyms import LINKING_WORDS
from tejido.directory.domain.matching.profiles import Profile, Stems
from tejido.directory.domain.matching.words import DIGNITIES, GENERIC, SECTION, Word

SHORTEST_MISSPELT = 5
SHORTEST_KNOWN = 3
KNOWN_FREQUENCY = 3
"""An institutional word printed so often may be misspelt even when it is short: csa, casa."""
LONG_WORD = 7
LONGEST_WORD = 60
MOST_SPELLINGS = 200
"""No word is longer, and no word has more forms an edit apart (36 signs, 5 places); what exceeds
this is no list of names, and comparing it would never end."""
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
        absent = {stem for profile in profiles for name in profile.variants for stem in name}
        absent.difference_update(self.frequency)
        self._plain: dict[str, str] = {}
        self._forms: Counter[str] = Counter()
        for profile in profiles:
            for word in profile.words:
                if word.plain.isalpha() and word.plain not in LINKING_WORDS:
                    self._plain[word.plain] = word.stem
                    self._forms[word.plain] += 1
        self._usual: dict[str, int] = {}
        for plain, count in self._forms.items():
            stem = self._plain[plain]
            self._usual[stem] = max(self._usual.get(stem, 0), count)
        self._scale = log(max(len(profiles), SMALLEST_LIST) + 1)
        self._weights = {stem: self._weigh(stem) for stem in (*self.frequency, *sorted(absent))}
        self._near = self._spellings()

    def _weigh(self, stem: str) -> float:
        rarity = 1.0 - log(self.frequency[stem] or 1) / self._scale
        return max(rarity, LEAST_RARITY) * (GENERIC_WEIGHT if is_generic(stem) else 1.0)

    def weight(self, stem: str) -> float:
        """How much a stem of the list tells: 1 when printed once, less the more it is printed."""
        return self._weights[stem]

    def total(self, stems: Iterable[str]) -> float:
        """The weights of several stems together, the same to the last digit in whatever order."""
        return fsum(map(self._weights.__getitem__, stems))

    def distinct(self, stems: Iterable[str]) -> bool:
        """Whether any of the stems is more than an institutional word."""
        return any(not is_generic(stem) for stem in stems)

    def near(self, stem: str) -> Stems:
        """The stems that may be another spelling of this one: an edit or a swap apart."""
        return self._near.get(stem, _NONE)

    def is_unusual(self, word: Word) -> bool:
        """Whether the list prints another form of a word more often: Voce beside Voces."""
        return self._forms[word.plain] < self._usual.get(word.stem, 0)

    def corrections(self, stem: str) -> Stems:
        """Those of the near stems that are printed at least as often as this one."""
        near = self._near.get(stem)
        if near is None:
            return _NONE
        own = self.frequency[stem]
        return frozenset(close for close in near if self.frequency[close] >= own)

    def _spellings(self) -> dict[str, Stems]:
        shortened: defaultdict[str, list[str]] = defaultdict(list)
        for plain in self._plain:
            if SHORTEST_KNOWN <= len(plain) <= LONGEST_WORD:
                for key in _deletions(plain):
                    shortened[key].append(plain)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for group in shortened.values():
            if len(group) > MOST_SPELLINGS:
                continue
            for position, one in enumerate(group):
                for other in group[position + 1 :]:
                    self._add_spelling(one, other, found)
        return {stem: frozenset(others) for stem, others in found.items()}

    def _add_spelling(self, one: str, other: str, found: defaultdict[str, set[str]]) -> None:
        first, second = self._plain[one], self._plain[other]
        if first == second or second in found[first]:
            return
        if OSA.distance(one, other, score_cutoff=1) > 1:
            return
        rarer, commoner = sorted((first, second), key=self.frequency.__getitem__)
        rare, common = self.frequency[rarer], self.frequency[commoner]
        if rare > max(1.0, RARE_SHARE * common):
            return
        known = is_generic(commoner) and common >= KNOWN_FREQUENCY
        if (known or min(len(one), len(other)) >= SHORTEST_MISSPELT) and plausible_misspelling(
            one, other
        ):
            found[first].add(second)
            found[second].add(first)


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


def _deletions(word: str) -> set[str]:
    return {word} | {word[:index] + word[index + 1 :] for index in range(len(word))}
