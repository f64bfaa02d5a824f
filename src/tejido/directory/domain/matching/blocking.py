"""Blocking: the pairs worth comparing, their number kept linear in the length of the list.

Two names are compared when they share a rare word (or a spelling of it), a pair of neighbouring
words, an acronym, or stand next to each other when all names are sorted without their spaces.
Within a block that grew too large each name is compared with its nearest neighbours alone.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from tejido.directory.domain.matching.lexicon import Lexicon
from tejido.directory.domain.matching.profiles import Profile

RAREST_WORDS = 4
LARGEST_BLOCK = 40
WINDOW = 8
"""How many neighbours a name is compared with in a block above the largest size."""
SORTED_WINDOW = 3

Pair = tuple[int, int]


def candidate_pairs(profiles: Sequence[Profile], lexicon: Lexicon) -> Iterator[Pair]:
    """The pairs of profiles worth comparing, each once, the smaller position first.

    Arguments:
        profiles: distinct profiles in an order that depends on what is printed alone.
        lexicon: the lexicon of the same list.
    """
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        for key in _keys(profile, lexicon):
            blocks[key].append(position)
    partners: list[set[int]] = [set() for _ in profiles]
    for members in blocks.values():
        if len(members) > 1:
            _pair_up(members, profiles, partners)
    blocks.clear()
    _pair_neighbours(profiles, partners)
    for position, others in enumerate(partners):
        for other in sorted(others):
            yield position, other
        others.clear()


def _keys(profile: Profile, lexicon: Lexicon) -> set[Hashable]:
    if profile.person:
        return {("person", profile.stems)}
    stems = frozenset().union(*profile.variants)
    ranked = sorted(stems, key=lambda stem: (lexicon.frequency[stem], stem))
    keys: set[Hashable] = {("name", variant) for variant in profile.variants}
    keys.update(("acronym", acronym) for acronym in profile.acronyms)
    for stem in ranked[:RAREST_WORDS]:
        keys.add(stem)
        keys.update(min(stem, close) + "~" + max(stem, close) for close in lexicon.near(stem))
    told = [word.stem for word in profile.words if word.stem in stems]
    keys.update(zip(told, told[1:], strict=False))
    if len(ranked) > 1:
        keys.add((ranked[0], ranked[1], "rarest"))
    return keys


def _pair_up(members: list[int], profiles: Sequence[Profile], partners: list[set[int]]) -> None:
    if len(members) <= LARGEST_BLOCK:
        for number, position in enumerate(members):
            partners[position].update(members[number + 1 :])
        return
    ordered = sorted(members, key=lambda position: _sort_key(profiles[position]))
    _pair_window(ordered, WINDOW, partners)


def _pair_window(ordered: Sequence[int], window: int, partners: list[set[int]]) -> None:
    for number, position in enumerate(ordered):
        for other in ordered[number + 1 : number + 1 + window]:
            partners[min(position, other)].add(max(position, other))


def _pair_neighbours(profiles: Sequence[Profile], partners: list[set[int]]) -> None:
    collective = [position for position, profile in enumerate(profiles) if not profile.person]
    squeezed = {position: "".join(profiles[position].plain_words) for position in collective}
    _pair_window(sorted(collective, key=squeezed.__getitem__), SORTED_WINDOW, partners)
    backwards = sorted(collective, key=lambda position: squeezed[position][::-1])
    _pair_window(backwards, SORTED_WINDOW, partners)


def _sort_key(profile: Profile) -> tuple[list[str], str]:
    return sorted(profile.stems), profile.key
