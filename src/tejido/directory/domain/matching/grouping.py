"""Grouping: the mentions of one list gathered into clusters, with what remains to be asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tejido.directory.domain.matching.attachment import Offer, offers
from tejido.directory.domain.matching.blocking import candidate_pairs
from tejido.directory.domain.matching.clustering import (
    Link,
    apply_decisions,
    attach,
    join_links,
)
from tejido.directory.domain.matching.decisions import (
    PairKey,
    Verdict,
    mention_fingerprint,
)
from tejido.directory.domain.matching.lexicon import Lexicon
from tejido.directory.domain.matching.partition import Partition
from tejido.directory.domain.matching.profiles import Profile, profile_of
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.matching.rivals import part_rivals
from tejido.directory.domain.matching.scoring import Judgement, Outcome, judge
from tejido.directory.domain.matching.sketches import hopeless, sketch_of
from tejido.directory.domain.mention import Mention, Place

ASKED_PER_CLUSTER_PAIR = 4
ASKED_AT_LEAST = 40
MENTIONS_PER_QUESTION = 10
"""Not more questions than one for so many mentions, so that a long list stays answerable."""

Asked = tuple[int, int, float, Reason]
"""Two mention ids, the smaller first, how alike, and why it is asked."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Mentions gathered.

    Arguments:
        clusters: the mentions of each cluster by id; clusters by their first mention.
        scores: for each mention id how sure its belonging is, 0 to 1.
        fingerprints: the fingerprint of each mention id.
        review: what to ask, surest first.
        lexicon: weights and spellings of the list.
    """

    clusters: tuple[tuple[Mention, ...], ...]
    scores: Mapping[int, float]
    fingerprints: Mapping[int, str]
    review: tuple[Asked, ...]
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Item:
    """Mentions printed alike that stand for one body, and their common profile."""

    profile: Profile
    mentions: tuple[Mention, ...]


def group_mentions(mentions: Sequence[Mention], decisions: Mapping[PairKey, Verdict]) -> Grouping:
    """Gather mentions into clusters.

    Arguments:
        mentions: the mentions of one list, in any order.
        decisions: verdicts by pair of fingerprints.
    """
    fingerprints = {mention.id: mention_fingerprint(mention) for mention in mentions}
    profiles = _profiles(mentions, fingerprints)
    lexicon = Lexicon([profile for profile in profiles.values() if not profile.person])
    items = _items(mentions, fingerprints, profiles, lexicon, decisions)
    flat = [item.profile for item in items]
    partition = Partition([one.place for one in flat], [one.person for one in flat])
    apply_decisions(partition, *_decided(items, decisions))

    joins, asks, extra = _judge_all(flat, lexicon)
    joins, doubted = part_rivals(joins, asks, flat)
    asks += doubted + join_links(partition, joins)
    found = [*offers(flat), *extra]
    asks += attach(partition, found)
    return Grouping(
        clusters=_clusters(partition, items),
        scores=_scores(partition, items, [*joins, *_offer_links(found)]),
        fingerprints=fingerprints,
        review=_review(partition, items, asks, len(mentions)),
        lexicon=lexicon,
    )


def _profiles(mentions: Sequence[Mention], fingerprints: Mapping[int, str]) -> dict[str, Profile]:
    first: dict[str, Mention] = {}
    for mention in mentions:
        key = fingerprints[mention.id]
        known = first.get(key)
        if known is None or _told(mention) > _told(known):
            first[key] = mention
    return {key: profile_of(first[key], key) for key in sorted(first)}


def _told(mention: Mention) -> tuple[str, ...]:
    place: Place = mention.place
    return (
        mention.name,
        mention.legal_form or "",
        *mention.acronyms,
        *(part or "" for part in (place.country, place.subdivision, place.town)),
    )


def _items(
    mentions: Sequence[Mention],
    fingerprints: Mapping[int, str],
    profiles: Mapping[str, Profile],
    lexicon: Lexicon,
    decisions: Mapping[PairKey, Verdict],
) -> list[Item]:
    printed: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        printed[fingerprints[mention.id]].append(mention)
    items: list[Item] = []
    for key, profile in profiles.items():
        copies = sorted(printed[key], key=lambda mention: mention.id)
        if len(copies) == 1 or _are_one(profile, lexicon, decisions):
            items.append(Item(profile, tuple(copies)))
        else:
            items.extend(Item(profile, (copy,)) for copy in copies)
    return items


def _are_one(profile: Profile, lexicon: Lexicon, decisions: Mapping[PairKey, Verdict]) -> bool:
    verdict = decisions.get((profile.key, profile.key))
    if verdict is not None:
        return verdict is Verdict.SAME
    return judge(profile, profile, lexicon).outcome is Outcome.JOIN


def _decided(
    items: Sequence[Item], decisions: Mapping[PairKey, Verdict]
) -> tuple[list[tuple[int, int]], ...]:
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        positions[item.profile.key].append(position)
    by_verdict: dict[Verdict, list[tuple[int, int]]] = {verdict: [] for verdict in Verdict}
    for (one, other), verdict in decisions.items():
        for first in positions.get(one, ()):
            by_verdict[verdict].extend(
                (first, second) for second in positions.get(other, ()) if first != second
            )
    return tuple(by_verdict[verdict] for verdict in Verdict)


def _judge_all(
    profiles: Sequence[Profile], lexicon: Lexicon
) -> tuple[list[Link], list[Link], list[Offer]]:
    joins: list[Link] = []
    asks: list[Link] = []
    extra: list[Offer] = []
    sketches = [sketch_of(profile, lexicon) for profile in profiles]
    for one, other in candidate_pairs(profiles, lexicon):
        if hopeless(sketches[one], sketches[other], lexicon):
            continue
        judgement = judge(profiles[one], profiles[other], lexicon)
        if judgement.outcome is Outcome.APART:
            continue
        if judgement.outcome is Outcome.ASK:
            asks.append(Link(one, other, judgement))
        elif _is_short_and_unplaced(profiles[one], profiles[other]):
            extra.append(_placed_last(one, other, profiles, judgement))
        else:
            joins.append(Link(one, other, judgement))
    return joins, asks, extra


def _is_short_and_unplaced(one: Profile, other: Profile) -> bool:
    if one.short is None or other.short is None:
        return False
    return (one.place == Place()) != (other.place == Place())


def _placed_last(one: int, other: int, profiles: Sequence[Profile], judgement: Judgement) -> Offer:
    if profiles[one].place == Place():
        return Offer(one, other, judgement)
    return Offer(other, one, judgement)


def _offer_links(found: Iterable[Offer]) -> Iterator[Link]:
    for offer in found:
        one, other = sorted((offer.short, offer.long))
        yield Link(one, other, offer.judgement)


def _clusters(partition: Partition, items: Sequence[Item]) -> tuple[tuple[Mention, ...], ...]:
    gathered = [
        tuple(
            sorted(
                (mention for position in cluster for mention in items[position].mentions),
                key=lambda mention: mention.id,
            )
        )
        for cluster in partition.clusters()
    ]
    return tuple(sorted(gathered, key=lambda cluster: cluster[0].id))


def _scores(partition: Partition, items: Sequence[Item], links: Iterable[Link]) -> dict[int, float]:
    best: dict[int, float] = {}
    for link in links:
        if partition.find(link.one) == partition.find(link.other):
            for end in (link.one, link.other):
                best[end] = max(best.get(end, 0.0), link.judgement.score)
    return {
        mention.id: round(best.get(position, 1.0), 3)
        for position, item in enumerate(items)
        for mention in item.mentions
    }


def _review(
    partition: Partition, items: Sequence[Item], asks: Sequence[Link], mentions: int
) -> tuple[Asked, ...]:
    seen: set[tuple[int, int]] = set()
    per_pair: defaultdict[tuple[int, int], int] = defaultdict(int)
    asked: list[Asked] = []
    for link in sorted(asks, key=lambda link: (-link.judgement.score, link.one, link.other)):
        roots = sorted((partition.find(link.one), partition.find(link.other)))
        pair = (roots[0], roots[1])
        if pair[0] == pair[1] or (link.one, link.other) in seen or partition.banned(*pair):
            continue
        seen.add((link.one, link.other))
        score, reason = round(link.judgement.score, 3), link.judgement.reason
        for first, second in product(items[link.one].mentions, items[link.other].mentions):
            if per_pair[pair] < ASKED_PER_CLUSTER_PAIR:
                per_pair[pair] += 1
                a, b = sorted((first.id, second.id))
                asked.append((a, b, score, reason))
    return tuple(asked[: max(ASKED_AT_LEAST, mentions // MENTIONS_PER_QUESTION)])
