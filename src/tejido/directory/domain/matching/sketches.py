"""Sketches: a quick look at two names, so that only pairs with a chance are laid side by side.

Nine candidate pairs in ten share an institutional phrase and nothing else. A sketch tells them
from the rest with one intersection of sets and, where spaces may have been lost, one string
distance.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from tejido.directory.domain.matching.lexicon import Lexicon
from tejido.directory.domain.matching.profiles import Profile, Stems

LEAST_PART = 0.5
"""Least share of the weight of two names that must be common for anything to come of them."""
RUN_TOGETHER_LIKENESS = 80.0
"""Least likeness (0 to 100) of two names without spaces whose words may have been run together."""


_NONE: Stems = frozenset()


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a quick look needs of a profile.

    Arguments:
        stems: the stems of every variant of the name.
        weight: the weights of the stems together, in the lightest variant.
        near: stems its own may be misspellings of.
        squeezed: the name without spaces.
        acronyms: acronyms printed with it.
        special: a person, acronyms inside the name or several variants: a quick look is unsafe.
    """

    stems: Stems
    weight: float
    near: Stems
    squeezed: str
    acronyms: Stems
    special: bool


def sketch_of(profile: Profile, lexicon: Lexicon) -> Sketch:
    """Sketch a profile.

    Arguments:
        profile: the profile.
        lexicon: the lexicon of its list.
    """
    if profile.person:
        return Sketch(_NONE, 0.0, _NONE, "", _NONE, special=True)
    stems = frozenset[str]().union(*profile.variants)
    return Sketch(
        stems=stems,
        weight=min(map(lexicon.total, profile.variants)),
        near=frozenset().union(*map(lexicon.corrections, stems)),
        squeezed=profile.squeezed,
        acronyms=profile.acronyms,
        special=len(profile.variants) > 1 or any(word.capitals for word in profile.words),
    )


def hopeless(one: Sketch, other: Sketch, lexicon: Lexicon) -> bool:
    """Whether two names share too little for a join or a question.

    Arguments:
        one, other: sketches of two collective profiles.
        lexicon: the lexicon of their list.
    """
    if not one.acronyms.isdisjoint(other.acronyms) or one.squeezed == other.squeezed:
        return False
    shared = one.stems & other.stems
    if len(shared) == len(one.stems) or len(shared) == len(other.stems):
        return False
    common = lexicon.total(shared)
    if common >= LEAST_PART * (one.weight + other.weight - common):
        return False
    if (one.special or other.special) and (not shared or lexicon.distinct(shared)):
        return False
    if not (one.near.isdisjoint(other.stems) and other.near.isdisjoint(one.stems)):
        return False
    return (
        fuzz.ratio(one.squeezed, other.squeezed, score_cutoff=RUN_TOGETHER_LIKENESS)
        < RUN_TOGETHER_LIKENESS
    )
