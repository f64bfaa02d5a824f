"""Which bodies of a list the directory knows already, and which it may know.

The list is resolved alone first; what it says of its own names is never changed here. Then each
of its bodies is compared with the names the directory holds, by the same rules. Known names are
never compared with each other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tejido.directory.domain.known_meetings import Meeting, doubted, elsewhere, meetings
from tejido.directory.domain.known_names import KnownName
from tejido.directory.domain.matching.decisions import PairKey, Verdict, pair_key
from tejido.directory.domain.matching.grouping import ASKED_AT_LEAST, MENTIONS_PER_QUESTION
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.mention import MentionKind
from tejido.directory.domain.resolution import Resolution

ASKED_PER_BODY = 4


@dataclass(frozen=True, slots=True)
class KnownPair:
    """A mention of the list and a name of the directory that a person should decide on.

    Arguments:
        mention: id of the mention.
        name: the known name.
        score: how alike they are, 0 to 1.
        reason: why it is asked.
    """

    mention: int
    name: KnownName
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class KnownLinks:
    """What the directory knows of a list.

    Arguments:
        links: the one organization each known body surely is, by the body's key.
        pairs: what to ask, surest first.
    """

    links: Mapping[str, int]
    pairs: tuple[KnownPair, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory brings to a comparison.

    Arguments:
        names: those that may be meant (see `QuickLook`).
        prints: fingerprints decisions about each organization are kept by.
        settled: the organization of the bodies known by their very words, by key.
        decisions: verdicts by pair of fingerprints.
    """

    names: Sequence[KnownName]
    prints: Mapping[int, Collection[str]]
    settled: Mapping[str, int]
    decisions: Mapping[PairKey, Verdict]


def link_to_known(resolution: Resolution, known: Known) -> KnownLinks:
    """Return which bodies are known organizations, and what to ask.

    A body is linked when exactly one organization has a name the rules join with one of its
    mentions. An acronym or a single word alone is asked about: in another list it may be
    another's. Two bodies that the list itself leaves in doubt, or that a place or a decision
    keeps apart, are never linked to the same organization.

    Arguments:
        resolution: of the list alone.
        known: what the directory brings.
    """
    bodies = {
        body.key: body
        for body in resolution.organizations
        if body.kind is not MentionKind.PERSON and body.key not in known.settled
    }
    if not bodies or not known.names:
        return KnownLinks({}, ())
    apart = _Apart(resolution, known.decisions)
    found = meetings(resolution, bodies, known.names)
    allowed = [met for met in found if apart.allows(met, known)]
    wanted, asked = _one_each(allowed)
    links, more = _shared_with_care(wanted, known.settled, apart)
    everywhere = {**known.settled, **links}
    open_pairs = [met for met in (*asked, *more) if not apart.asked_in_list(met, everywhere)]
    return KnownLinks(links, _pairs(open_pairs, len(resolution.mentions)))


class _Apart:
    """What keeps two bodies of a list from being one, or a body from being an organization."""

    def __init__(self, resolution: Resolution, decisions: Mapping[PairKey, Verdict]) -> None:
        key_of = {m.mention.id: m.organization for m in resolution.mentions}
        self._decisions = decisions
        self._decided = {mark for pair in decisions for mark in pair}
        self._bodies = {body.key: body for body in resolution.organizations}
        self._prints: defaultdict[str, set[str]] = defaultdict(set)
        for one in resolution.mentions:
            self._prints[one.organization].add(one.fingerprint)
        self._in_doubt: defaultdict[str, set[str]] = defaultdict(set)
        for pair in resolution.review:
            self._in_doubt[key_of[pair.a]].add(key_of[pair.b])
            self._in_doubt[key_of[pair.b]].add(key_of[pair.a])

    def allows(self, met: Meeting, known: Known) -> bool:
        """Whether nobody decided of the body and the organization but that they are the same."""
        prints = {met.name.fingerprint, *known.prints.get(met.name.organization, ())}
        return not self._kept_apart(self._prints[met.body], prints)

    def bodies(self, one: str, other: str) -> bool:
        """Whether two bodies may not be linked to one organization."""
        return (
            other in self._in_doubt[one]
            or elsewhere(self._bodies[one].place, self._bodies[other].place)
            or self._kept_apart(self._prints[one], self._prints[other])
        )

    def asked_in_list(self, met: Meeting, links: Mapping[str, int]) -> bool:
        """Whether the list asks the same already, about a body that is this organization."""
        return any(links.get(other) == met.name.organization for other in self._in_doubt[met.body])

    def _kept_apart(self, some: Iterable[str], others: Iterable[str]) -> bool:
        pairs = product(self._decided.intersection(some), self._decided.intersection(others))
        verdicts = {self._decisions.get(pair_key(*pair)) for pair in pairs}
        return bool(verdicts & {Verdict.DIFFERENT, Verdict.UNSURE})


def _one_each(meetings: Sequence[Meeting]) -> tuple[list[Meeting], list[Meeting]]:
    """Return the joins of bodies that fit one organization, and what to ask of the others."""
    by_body: defaultdict[str, list[Meeting]] = defaultdict(list)
    for met in meetings:
        by_body[met.body].append(met)
    wanted: list[Meeting] = []
    asked: list[Meeting] = []
    for found in by_body.values():
        sure = [met for met in found if met.sure]
        if len(sure) == 1:
            wanted += sure
        else:
            asked += map(doubted, (sure or found)[:ASKED_PER_BODY])
    return wanted, asked


def _shared_with_care(
    wanted: Iterable[Meeting], settled: Mapping[str, int], apart: _Apart
) -> tuple[dict[str, int], list[Meeting]]:
    """Return the links that stand; bodies that exclude each other are both asked about."""
    there: defaultdict[int, list[str]] = defaultdict(list)
    for key, organization in settled.items():
        there[organization].append(key)
    by_organization: defaultdict[int, list[Meeting]] = defaultdict(list)
    for met in wanted:
        by_organization[met.name.organization].append(met)
    links: dict[str, int] = {}
    asked: list[Meeting] = []
    for organization, found in by_organization.items():
        for met in found:
            if any(apart.bodies(met.body, key) for key in there[organization]):
                continue
            rivals = (other.body for other in found if other.body != met.body)
            if any(apart.bodies(met.body, rival) for rival in rivals):
                asked.append(doubted(met))
            else:
                links[met.body] = organization
    return links, asked


def _pairs(meetings: Iterable[Meeting], mentions: int) -> tuple[KnownPair, ...]:
    pairs = [
        KnownPair(met.mention, met.name, round(met.judgement.score, 3), met.judgement.reason)
        for met in sorted(meetings, key=lambda met: met.rank)
    ]
    return tuple(pairs[: max(ASKED_AT_LEAST, mentions // MENTIONS_PER_QUESTION)])
