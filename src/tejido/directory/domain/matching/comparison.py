"""Comparison: what two names share and where they differ, word by word."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from tejido.directory.domain.acronyms import spells
from tejido.directory.domain.matching.lexicon import Lexicon
from tejido.directory.domain.matching.profiles import Profile, Stems
from tejido.directory.domain.matching.words import Word

SHORTEST_RUN_TOGETHER = 6
LETTERS_PER_EDIT = 12
MOST_LEFT = 6
"""Names that leave more words than this on a side are not tried for words run together."""


_NONE: Stems = frozenset()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two names laid side by side.

    Arguments:
        shared: stems both have, spellings forgiven (as the first name has them).
        left: stems only the first has.
        right: stems only the second has.
        misspelt: pairs of stems taken for one in spite of a letter.
        run_together: words of one side were printed without the space between.
        written_out: an acronym inside one name stands for words of the other.
    """

    shared: Stems
    left: Stems
    right: Stems
    misspelt: tuple[tuple[str, str], ...] = ()
    run_together: bool = False
    written_out: bool = False

    @property
    def equal(self) -> bool:
        """Whether nothing is left on either side."""
        return not self.left and not self.right

    @property
    def contained(self) -> bool:
        """Whether one name holds all of the other and more."""
        return bool(self.left) != bool(self.right)


def align(one: Profile, other: Profile, lexicon: Lexicon) -> Alignment:
    """Lay two names side by side, in whichever of their variants agrees best.

    Arguments:
        one, other: two collective profiles.
        lexicon: weights and spellings of the list.
    """
    if one.squeezed == other.squeezed:
        return Alignment(one.stems, _NONE, _NONE, run_together=one.stems != other.stems)
    best: Alignment | None = None
    least = 0.0
    for first in one.variants:
        for second in other.variants:
            found = _align(one, other, first, second, lexicon)
            rest = lexicon.total(found.left) + lexicon.total(found.right)
            if best is None or (rest, -len(found.shared)) < (least, -len(best.shared)):
                best, least = found, rest
    assert best is not None  # noqa: S101  (a profile has one variant at least)
    return best


def _align(
    one: Profile, other: Profile, first: Stems, second: Stems, lexicon: Lexicon
) -> Alignment:
    shared = first & second
    left, right = set(first - shared), set(second - shared)
    if not left or not right:
        return Alignment(shared, frozenset(left), frozenset(right))
    run_together = _join_run_together(one.words, other.words, left, right)
    misspelt = _pair_spellings(left, right, lexicon)
    if misspelt and left and right:
        run_together = _join_run_together(one.words, other.words, left, right)
    written_out = (
        bool(left and right)
        and lexicon.distinct(shared)
        and (
            _write_out(one.words, other.words, left, right)
            or _write_out(other.words, one.words, right, left)
        )
    )
    return Alignment(
        shared=first - left,
        left=frozenset(left),
        right=frozenset(right),
        misspelt=misspelt,
        run_together=run_together,
        written_out=written_out,
    )


def _pair_spellings(
    left: set[str], right: set[str], lexicon: Lexicon
) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for stem in sorted(left):
        close = sorted(lexicon.near(stem) & right)
        if close:
            pairs.append((stem, close[0]))
            left.discard(stem)
            right.discard(close[0])
    return tuple(pairs)


def _join_run_together(
    one: tuple[Word, ...], other: tuple[Word, ...], left: set[str], right: set[str]
) -> bool:
    """Take what is left on both sides for one where only the spaces between differ."""
    if max(len(left), len(right)) > MOST_LEFT:
        return False
    first = "".join(word.plain for word in one if word.stem in left)
    second = "".join(word.plain for word in other if word.stem in right)
    shorter = min(len(first), len(second))
    if shorter < SHORTEST_RUN_TOGETHER or first[0] != second[0]:
        return False
    edits = 0 if len(left) == len(right) else shorter // LETTERS_PER_EDIT
    if OSA.distance(first, second, score_cutoff=edits) > edits:
        return False
    left.clear()
    right.clear()
    return True


def _write_out(
    short: tuple[Word, ...], long: tuple[Word, ...], left: set[str], right: set[str]
) -> bool:
    """Take an acronym among ``left`` for the words of ``right`` it is formed from."""
    for word in short:
        if word.capitals and word.stem in left:
            span = _spelt_span(word.plain, long, right)
            if span:
                left.discard(word.stem)
                right -= span
                return True
    return False


def _spelt_span(acronym: str, words: tuple[Word, ...], allowed: set[str]) -> set[str]:
    found: set[str] = set()
    for start, word in enumerate(words):
        if word.plain[0] != acronym[0] or word.stem not in allowed:
            continue
        for end in range(start + 1, min(len(words), start + 3 * len(acronym)) + 1):
            stems = {part.stem for part in words[start:end]} & allowed
            if len(stems) > max(len(found), 1) and spells(
                acronym, tuple(part.plain for part in words[start:end])
            ):
                found = stems
    return found
