"""Scoring: is a pair one organization, one to ask about, or nothing?

The rule: two names are joined only when nothing tells them apart, that is, when every word of
each has its counterpart in the other. Words that remain on a side may make a question, never a
join, unless both print the same acronym and the words are institutional. Places that speak
against each other always keep apart.
"""

from dataclasses import dataclass
from enum import IntEnum

from tejido.directory.domain.acronyms import LINKING_WORDS
from tejido.directory.domain.matching.comparison import Alignment, align
from tejido.directory.domain.matching.lexicon import LONG_WORD, Lexicon, is_generic, soft
from tejido.directory.domain.matching.places import Agreement, agreement, same_town
from tejido.directory.domain.matching.profiles import Profile
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.mention import Place
from tejido.directory.domain.places import read_place


class Outcome(IntEnum):
    """What is to be done with a pair."""

    APART = 0
    ASK = 1
    JOIN = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome for a pair, how sure (0 to 1), and why."""

    outcome: Outcome
    score: float
    reason: Reason


APART = Judgement(Outcome.APART, 0.0, Reason.FEW_WORDS_DIFFER)

DISTINCT_WEIGHT = 0.5
"""Least weight of the words two equal names share, for them to name one body by themselves."""
GENERIC_WORDS = 3
"""So many institutional words together do name one body, printed alike."""
SURE_CONTEXT = 2
"""Words that must agree beside a misspelt one."""
SHARED_FOR_QUESTION = 0.55
"""Least share of the weight of both names that is common, for a question."""
SHARED_WITH_ACRONYM = 0.3
SHARED_TO_JOIN_ACRONYM = 0.6
SHARED_LED_ALIKE = 0.15
CONTAINED_WEIGHT = 0.6
"""Least weight of a name contained in another, for a question."""
PERSON_NAMES = 3
"""A name and two surnames."""


def judge(one: Profile, other: Profile, lexicon: Lexicon) -> Judgement:
    """Judge a pair of mentions; the order of the two makes no difference.

    Arguments:
        one, other: the profiles.
        lexicon: weights and spellings of their list.
    """
    if one.person or other.person:
        return _judge_people(one, other) if one.person and other.person else APART
    if other.key < one.key:
        one, other = other, one
    found = align(one, other, lexicon)
    if found.equal:
        return _judge_equal(one, other, found, lexicon)
    where = agreement(one.place, other.place)
    if where is Agreement.CONFLICT:
        return APART
    if one.acronyms & other.acronyms:
        return _judge_acronym(found, where, lexicon)
    if found.contained:
        return _judge_contained(one, other, found, lexicon)
    led_alike = one.leading is not None and one.leading == other.leading
    return _judge_overlap(found, lexicon, led_alike=led_alike)


def _judge_people(one: Profile, other: Profile) -> Judgement:
    if one.stems != other.stems:
        return APART
    where = agreement(one.place, other.place)
    if where is Agreement.CONFLICT:
        return APART
    if len(one.stems) >= PERSON_NAMES or where >= Agreement.SUBDIVISION:
        return Judgement(Outcome.JOIN, 0.9, Reason.SAME_NAME)
    return Judgement(Outcome.ASK, 0.6, Reason.PERSON_NAME)


def _judge_equal(one: Profile, other: Profile, found: Alignment, lexicon: Lexicon) -> Judgement:
    if one.short != other.short and one.short and other.short and found.shared:
        return Judgement(Outcome.ASK, 0.5, Reason.DOUBTFUL_SPELLING)
    weight = lexicon.total(found.shared)
    same_acronym = bool(one.acronyms & other.acronyms)
    where = agreement(one.place, other.place)
    if where is Agreement.CONFLICT:
        if weight < DISTINCT_WEIGHT and not same_acronym:
            return APART
        return Judgement(Outcome.ASK, 0.45, Reason.PLACES_DIFFER)
    against = _speaks_against(one, other, where, weight, found)
    if against is not None and not same_acronym:
        return against
    if found.misspelt and not same_acronym and not _sure_spelling(found):
        return Judgement(Outcome.ASK, 0.7, Reason.DOUBTFUL_SPELLING)
    return _joined(found, where)


def _speaks_against(
    one: Profile, other: Profile, where: Agreement, weight: float, found: Alignment
) -> Judgement | None:
    if one.acronyms and other.acronyms and not _variants_of_one(one.acronyms, other.acronyms):
        return Judgement(Outcome.ASK, 0.6, Reason.ACRONYMS_DIFFER)
    if one.legal_form and other.legal_form and one.legal_form != other.legal_form:
        return Judgement(Outcome.ASK, 0.7, Reason.LEGAL_FORMS_DIFFER)
    country = one.national ^ other.national
    if country and not country <= found.shared and where < Agreement.COUNTRY:
        return Judgement(Outcome.ASK, 0.75, Reason.PLACE_ON_ONE_SIDE)
    plain = weight < DISTINCT_WEIGHT and all(map(is_generic, found.shared))
    if plain and len(found.shared) < GENERIC_WORDS and where < Agreement.TOWN:
        return Judgement(Outcome.ASK, 0.55, Reason.NAME_NOT_DISTINCT)
    return None


def _variants_of_one(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(
        a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)
        for a in some
        for b in others
    )


def _sure_spelling(found: Alignment) -> bool:
    """Whether what agrees beside the misspelt words is enough to take them for spellings.

    An institutional word that is misspelt needs nothing more. A word that tells the body apart
    needs two more words that agree, and, when it is short, one of them to be such a word too.
    """
    doubtful = [pair for pair in found.misspelt if not all(map(is_generic, pair))]
    if not doubtful:
        return True
    agreeing = found.shared - {stem for pair in found.misspelt for stem in pair}
    if len(agreeing) < SURE_CONTEXT:
        return False
    return any(not is_generic(stem) for stem in agreeing) or all(
        min(map(len, pair)) >= LONG_WORD for pair in doubtful
    )


def _joined(found: Alignment, where: Agreement) -> Judgement:
    sure = 0.01 * (where >= Agreement.SUBDIVISION)
    if found.written_out:
        return Judgement(Outcome.JOIN, 0.93 + sure, Reason.WRITTEN_OUT)
    if found.misspelt or found.run_together:
        return Judgement(Outcome.JOIN, 0.95 + sure - 0.02 * len(found.misspelt), Reason.SPELLING)
    return Judgement(Outcome.JOIN, 0.98 + sure, Reason.SAME_NAME)


def _shared_part(found: Alignment, lexicon: Lexicon) -> float:
    shared = lexicon.total(found.shared)
    rest = lexicon.total(found.left) + lexicon.total(found.right)
    return shared / (shared + rest) if shared else 0.0


def _judge_acronym(found: Alignment, where: Agreement, lexicon: Lexicon) -> Judgement:
    part = _shared_part(found, lexicon)
    if part >= SHARED_TO_JOIN_ACRONYM and soft(found.left | found.right) and found.contained:
        return Judgement(Outcome.JOIN, 0.9, Reason.SAME_ACRONYM)
    if part >= SHARED_WITH_ACRONYM:
        return Judgement(Outcome.ASK, 0.4 + 0.4 * part, Reason.ACRONYM_TWICE)
    if where >= Agreement.SUBDIVISION:
        return Judgement(Outcome.ASK, 0.5, Reason.ACRONYM_AND_PLACE)
    return APART


def _judge_contained(one: Profile, other: Profile, found: Alignment, lexicon: Lexicon) -> Judgement:
    if lexicon.distinct(found.shared) and _names_town(one, other, found):
        return Judgement(Outcome.JOIN, 0.9, Reason.SAME_NAME)
    enough = len(found.shared) > 1 and lexicon.total(found.shared) >= CONTAINED_WEIGHT
    if not enough and not (lexicon.distinct(found.shared) and soft(found.left | found.right)):
        return APART
    part = _shared_part(found, lexicon)
    if part < SHARED_WITH_ACRONYM:
        return APART
    named = place_in_name(one, other)
    if named is not None and _is_elsewhere(named, one, other):
        return APART
    return Judgement(Outcome.ASK, 0.4 + 0.4 * part, Reason.CONTAINED)


def _is_elsewhere(place: Place, one: Profile, other: Profile) -> bool:
    return any(agreement(place, profile.place) is Agreement.CONFLICT for profile in (one, other))


def place_in_name(one: Profile, other: Profile) -> Place | None:
    """The place one of two names has more than the other: Casa Luna, Casa Luna Tijuana."""
    longer, shorter = sorted((one, other), key=lambda profile: -len(profile.stems))
    rest = [word.plain for word in longer.words if word.stem not in shorter.stems]
    while rest and rest[0] in LINKING_WORDS:
        rest.pop(0)
    return read_place(" ".join(rest).title()) if rest else None


def _names_town(one: Profile, other: Profile, found: Alignment) -> bool:
    """Whether the words left on one side name the town the other side is placed in."""
    longer, shorter = (one, other) if found.left else (other, one)
    rest = found.left | found.right
    words = " ".join(word.plain for word in longer.words if word.stem in rest)
    return shorter.place.town is not None and same_town(words, shorter.place.town)


def _judge_overlap(found: Alignment, lexicon: Lexicon, *, led_alike: bool) -> Judgement:
    part = _shared_part(found, lexicon)
    if led_alike and part >= SHARED_LED_ALIKE:
        return Judgement(Outcome.ASK, 0.3 + 0.4 * part, Reason.ACRONYM_TWICE)
    if part < SHARED_FOR_QUESTION or not lexicon.distinct(found.shared):
        return APART
    if not (soft(found.left) or soft(found.right)):
        return APART
    return Judgement(Outcome.ASK, 0.3 + 0.4 * part, Reason.FEW_WORDS_DIFFER)
