"""Blocking: the pairs worth comparing, their number kept linear in the length of the list.

Two names are compared when they share a rare word (or a spelling of it), their two rarest words,
an acronym, or stand next to each other when all names are sorted without their spaces.
Within a block that grew too large each name is compared with its nearest neighbours alone.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from tejido.directory.domain.matching.lexicon import Lexicon
from tejido.directory.domain.matching.profiles import Profile

RAREST_WORDS = 4
ALWAYS_WORDS = 2
"""So many of the rarest words make a block even when they are common."""
LARGEST_BLOCK = 24
WINDOW = 6
"""How many neighbours a name is compared with in a block above the largest size."""
SORTED_WINDOW = 2

Pair = tuple[int, int]


def candidate_pairs(profiles: Sequence[Profile], lexicon: Lexicon) -> Iterator[Pair]:
    """The pairs of profiles worth comparing, each once, the smaller position first.

    Arguments:
        profiles: distinct profiles in an order that depends on what is printed alone.
        lexicon: the lexicon of the same list.
    """
    order = _sorted_ranks(profiles)
    partners: list[set[int]] = [set() for _ in profiles]
    for keys_of in (_name_keys, _word_keys):
        blocks: defaultdict[int, list[int]] = defaultdict(list)
        for position, profile in enumerate(profiles):
            for key in keys_of(profile, lexicon):
                blocks[hash(key)].append(position)
        for members in blocks.values():
            _pair_up(members, order, partners)
    _pair_neighbours(profiles, partners)
    for position, others in enumerate(partners):
        for other in sorted(others):
            yield position, other
        others.clear()


def _sorted_ranks(profiles: Sequence[Profile]) -> list[int]:
    """The rank of each profile when all are sorted by name without spaces."""
    ranks = [0] * len(profiles)
    ordered = sorted(
        range(len(profiles)), key=lambda position: (profiles[position].squeezed, position)
    )
    for rank, position in enumerate(ordered):
        ranks[position] = rank
    return ranks


def _name_keys(profile: Profile, lexicon: Lexicon) -> set[Hashable]:
    if profile.person:
        return {("person", profile.stems)}
    return {
        profile.squeezed,
        *profile.variants,
        *(("acronym", acronym) for acronym in profile.acronyms),
    }


def _word_keys(profile: Profile, lexicon: Lexicon) -> set[Hashable]:
    ranked = _rarest(profile, lexicon)
    keys: set[Hashable] = {tuple(ranked[:2])} if len(ranked) > 1 else set()
    for number, stem in enumerate(ranked[:RAREST_WORDS]):
        if number < ALWAYS_WORDS or lexicon.frequency[stem] <= LARGEST_BLOCK:
            keys.add(stem)
        keys.update(lexicon.corrections(stem))
    return keys


def _rarest(profile: Profile, lexicon: Lexicon) -> list[str]:
    if profile.person:
        return []
    stems = frozenset[str]().union(*profile.variants)
    return sorted(stems, key=lambda stem: (lexicon.frequency[stem], stem))


def _pair_up(members: list[int], order: Sequence[int], partners: list[set[int]]) -> None:
    if len(members) > LARGEST_BLOCK:
        _pair_window(sorted(members, key=order.__getitem__), WINDOW, partners)
        return
    for number, position in enumerate(members):
        partners[position].update(members[number + 1 :])


def _pair_window(ordered: Sequence[int], window: int, partners: list[set[int]]) -> None:
    for number, position in enumerate(ordered):
        for other in ordered[number + 1 : number + 1 + window]:
            if position < other:
                partners[position].add(other)
            else:
                partners[other].add(position)


def _pair_neighbours(profiles: Sequence[Profile], partners: list[set[int]]) -> None:
    collective = [position for position, profile in enumerate(profiles) if not profile.person]
    forwards = sorted(collective, key=lambda position: profiles[position].squeezed)
    _pair_window(forwards, SORTED_WINDOW, partners)
    backwards = sorted(collective, key=lambda position: profiles[position].squeezed[::-1])
    _pair_window(backwards, SORTED_WINDOW, partners)
