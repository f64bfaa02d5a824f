"""Attachment: short names and acronyms alone, which one long name may be meant by.

Such a mention says too little to be compared word by word. It belongs to a long name when the
list offers exactly one: the acronym printed with that name, a name the acronym is formed from,
or a name that begins with it. Two offers make a question; so does one beside another name that
holds the same word.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tejido.directory.domain.acronyms import initials, possible_initials, spells
from tejido.directory.domain.matching.lexicon import is_generic, soft
from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.matching.profiles import Profile, Stems
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.matching.scoring import APART, Judgement, Outcome

LARGEST_OFFER = 60
"""More long names than this behind one key say nothing about any of them."""
FORMED_WORDS = 3
CHANCE_OF_LETTER = 1 / 8
"""How often a letter of an acronym fits a name by accident, common beginnings considered."""
MOST_ACCIDENTS = 0.01
"""So many names that fit an acronym by accident may be expected in a list, for a join."""
ALIAS_WORDS = 2
LONG_ENOUGH_ALONE = 5
"""Letters of a single word that may be the whole short name of one body."""
LONGEST_BEGINNING = 3
"""Words of a short name that is the beginning of a long one."""
MOST_BEGINNINGS = 3
"""A name that more long names begin with than this is a common beginning, no short name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A long name a short one may be meant by; positions of both, and the judgement."""

    short: int
    long: int
    judgement: Judgement


class _Index:
    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.acronym: defaultdict[str, list[int]] = defaultdict(list)
        self.opening: defaultdict[str, list[int]] = defaultdict(list)
        self.initials: defaultdict[str, list[int]] = defaultdict(list)
        self.name: defaultdict[Stems, list[int]] = defaultdict(list)
        self.core: defaultdict[str, list[int]] = defaultdict(list)
        self.containing: defaultdict[str, list[int]] = defaultdict(list)
        self.beginning: Counter[Stems] = Counter()
        self.unabbreviated = 0
        for position, profile in enumerate(profiles):
            if not profile.person:
                self._add(position, profile)

    def _add(self, position: int, profile: Profile) -> None:
        self.name[profile.stems].append(position)
        for acronym in profile.acronyms:
            if acronym != profile.short:
                self.acronym[acronym].append(position)
        if profile.short is None:
            self._add_long(position, profile)

    def _add_long(self, position: int, profile: Profile) -> None:
        told = profile.told
        for size in range(ALIAS_WORDS, min(len(told), LONGEST_BEGINNING + 1)):
            self.beginning[frozenset(word.stem for word in told[:size])] += 1
        self.opening[told[0].plain].append(position)
        self.initials[initials(profile.plain_words)].append(position)
        self.unabbreviated += len(told) >= FORMED_WORDS and not profile.acronyms
        telling = [stem for stem in profile.stems if not is_generic(stem)]
        for stem in telling:
            self.containing[stem].append(position)
        if len(telling) == 1 and soft(profile.stems - set(telling)):
            self.core[telling[0]].append(position)


def offers(profiles: Sequence[Profile]) -> Iterator[Offer]:
    """Every long name each short one may be meant by.

    Arguments:
        profiles: distinct profiles of one list.
    """
    index = _Index(profiles)
    for position, profile in enumerate(profiles):
        if profile.person:
            continue
        found: dict[int, Judgement] = {}
        if profile.short is not None:
            if profile.short not in index.acronym:
                _offer_formed(profile, profile.short, index, profiles, found)
            _offer_opening(profile, profile.short, index, profiles, found)
            _offer_acronym(profile.short, index, found)
        yield from _compatible(position, profile, found, profiles)
        yield from _alias_offers(position, profile, index, profiles)
        yield from _beginning_offers(position, profile, index, profiles)


def _compatible(
    position: int, profile: Profile, found: dict[int, Judgement], profiles: Sequence[Profile]
) -> Iterator[Offer]:
    """The offers a place allows; those it forbids still stand in the way of the others.

    "CONX, Honduras" is not the CONX of Guatemala, and need not be a CONX without a place: only
    one that is in Honduras too is sure.
    """
    places = {long: agreement(profile.place, profiles[long].place) for long in found}
    sure = any(
        found[long].outcome is Outcome.JOIN and where >= Agreement.COUNTRY
        for long, where in places.items()
    )
    for long, judgement in sorted(found.items()):
        if long == position or (sure and places[long] is Agreement.CONFLICT):
            continue
        forbidden = places[long] is Agreement.CONFLICT
        yield Offer(position, long, APART if forbidden else judgement)


def _offer_acronym(short: str, index: _Index, found: dict[int, Judgement]) -> None:
    holders = index.acronym.get(short, ())
    for long in holders[:LARGEST_OFFER]:
        found[long] = Judgement(Outcome.JOIN, 0.92, Reason.ACRONYM_ALONE)


def _offer_formed(
    profile: Profile,
    short: str,
    index: _Index,
    profiles: Sequence[Profile],
    found: dict[int, Judgement],
) -> None:
    if not profile.words[0].capitals:
        return
    accidents = index.unabbreviated * CHANCE_OF_LETTER ** len(short)
    for key in sorted(possible_initials(short)):
        for long in index.initials.get(key, ())[:LARGEST_OFFER]:
            name = profiles[long]
            if not name.acronyms and spells(short, name.plain_words):
                sure = len(key) >= FORMED_WORDS and accidents <= MOST_ACCIDENTS
                found[long] = Judgement(
                    Outcome.JOIN if sure else Outcome.ASK,
                    0.88 if sure else 0.55,
                    Reason.ACRONYM_FORMED,
                )


def _offer_opening(
    profile: Profile,
    short: str,
    index: _Index,
    profiles: Sequence[Profile],
    found: dict[int, Judgement],
) -> None:
    if is_generic(profile.words[0].stem) and not profile.words[0].capitals:
        return
    holders = index.containing.get(profile.words[0].stem, ())
    for long in holders[:LARGEST_OFFER]:
        found[long] = APART
    for long in index.core.get(profile.words[0].stem, ())[:LARGEST_OFFER]:
        found[long] = Judgement(Outcome.ASK, 0.5, Reason.CONTAINED)
    for long in index.opening.get(short, ())[:LARGEST_OFFER]:
        first = profiles[long].told[0]
        sure = first.capitals and profile.words[0].capitals
        found[long] = Judgement(
            Outcome.JOIN if sure else Outcome.ASK,
            0.85 if sure else 0.5,
            Reason.SHORT_NAME,
        )


def _alias_offers(
    long: int, profile: Profile, index: _Index, profiles: Sequence[Profile]
) -> Iterator[Offer]:
    for alias in profile.aliases:
        stems = alias.stems
        telling = [stem for stem in stems if not is_generic(stem)]
        enough = len(stems) >= ALIAS_WORDS or max(map(len, stems)) >= LONG_ENOUGH_ALONE
        sure = alias.plain and enough and bool(telling)
        judgement = Judgement(
            Outcome.JOIN if sure else Outcome.ASK, 0.9 if sure else 0.6, Reason.SHORT_NAME
        )
        yield from _offers_of(index.name.get(stems, ()), long, judgement, profiles)


def _beginning_offers(
    long: int, profile: Profile, index: _Index, profiles: Sequence[Profile]
) -> Iterator[Offer]:
    told = profile.told
    for size in range(ALIAS_WORDS, min(len(told), LONGEST_BEGINNING + 1)):
        stems = frozenset(word.stem for word in told[:size])
        shorts = index.name.get(stems, ())
        if 0 < len(shorts) <= MOST_BEGINNINGS and index.beginning[stems] <= MOST_BEGINNINGS:
            judgement = Judgement(Outcome.ASK, 0.5, Reason.CONTAINED)
            yield from _offers_of(shorts, long, judgement, profiles)


def _offers_of(
    shorts: Sequence[int], long: int, judgement: Judgement, profiles: Sequence[Profile]
) -> Iterator[Offer]:
    for short in shorts[:LARGEST_OFFER]:
        where = agreement(profiles[long].place, profiles[short].place)
        if short != long and where is not Agreement.CONFLICT:
            yield Offer(short, long, judgement)
