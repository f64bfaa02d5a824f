"""Resolution of identities: from the mentions of a list to the distinct bodies they name."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tejido.directory.domain.matching.decisions import (
    PairKey,
    Verdict,
    mention_fingerprint,
    pair_key,
)
from tejido.directory.domain.matching.grouping import Grouping, group_mentions
from tejido.directory.domain.matching.naming import (
    best_name,
    merged_place,
    other_names,
    printed_acronyms,
    slug,
)
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.mention import Claim, Mention, MentionKind, Place, Reading

__all__ = [
    "PairKey",
    "Reason",
    "Resolution",
    "ResolvedMention",
    "ResolvedOrganization",
    "ReviewPair",
    "Summary",
    "Verdict",
    "mention_fingerprint",
    "pair_key",
    "resolve_mentions",
]


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention and what it belongs to.

    Arguments:
        mention: the mention as read.
        organization: key of its organization (or person).
        score: how sure its belonging is, 0 to 1; 1 when it stands alone.
        fingerprint: what decisions about it are kept by.
    """

    mention: Mention
    organization: str
    score: float
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ResolvedOrganization:
    """A distinct body (or person) of the list.

    Arguments:
        key: readable, unique in one resolution, made from the name.
        name: the fullest well-formed name printed.
        acronyms: acronyms printed with any of its mentions.
        aliases: its other printed names.
        kind: organization, network or person.
        place: what its mentions say together about where.
        listed_under: the headings it stands under, in printed order.
        mentions: ids of its mentions, ascending.
    """

    key: str
    name: str
    acronyms: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: MentionKind
    place: Place
    listed_under: tuple[str, ...]
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """Two mentions a person should decide on.

    Arguments:
        a, b: ids of the mentions, ascending.
        score: how alike they are, 0 to 1.
        reason: why it is asked.
    """

    a: int
    b: int
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a resolution: networks, other organizations and people, each apart."""

    lines: int
    mentions: int
    networks: int
    organizations: int
    people: int
    under_several: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """The whole: mentions in printed order, organizations by first mention, open pairs, claims."""

    mentions: tuple[ResolvedMention, ...]
    organizations: tuple[ResolvedOrganization, ...]
    review: tuple[ReviewPair, ...]
    claims: tuple[Claim, ...]
    lines: int

    @property
    def summary(self) -> Summary:
        """The counts."""
        kinds = Counter(organization.kind for organization in self.organizations)
        return Summary(
            lines=self.lines,
            mentions=len(self.mentions),
            networks=kinds[MentionKind.NETWORK],
            organizations=kinds[MentionKind.ORGANIZATION],
            people=kinds[MentionKind.PERSON],
            under_several=sum(
                1
                for organization in self.organizations
                if organization.kind is not MentionKind.PERSON
                and len(organization.listed_under) > 1
            ),
        )


def resolve_mentions(
    reading: Reading, *, decisions: Mapping[PairKey, Verdict] | None = None
) -> Resolution:
    """Resolve a list: which mentions stand for one organization, and which pairs to ask about.

    The result does not depend on the order of the mentions. Every pair decided by a reviewer is
    respected, also through third mentions, and not asked again.

    Arguments:
        reading: the list as read.
        decisions: verdicts by :func:`pair_key` of two fingerprints.
    """
    grouping = group_mentions(reading.mentions, decisions or {})
    organizations = _organizations(grouping)
    key_of = {
        mention_id: organization.key
        for organization in organizations
        for mention_id in organization.mentions
    }
    return Resolution(
        mentions=tuple(
            ResolvedMention(
                mention=mention,
                organization=key_of[mention.id],
                score=grouping.scores[mention.id],
                fingerprint=grouping.fingerprints[mention.id],
            )
            for mention in reading.mentions
        ),
        organizations=organizations,
        review=tuple(
            ReviewPair(a=a, b=b, score=score, reason=reason)
            for a, b, score, reason in grouping.review
        ),
        claims=reading.claims,
        lines=reading.lines,
    )


def _organizations(grouping: Grouping) -> tuple[ResolvedOrganization, ...]:
    named = [(members, best_name(members, grouping.lexicon)) for members in grouping.clusters]
    keys = _keys([(slug(name), members) for members, name in named], grouping)
    return tuple(
        ResolvedOrganization(
            key=key,
            name=name,
            acronyms=printed_acronyms(members),
            aliases=other_names(members, name),
            kind=_kind(members),
            place=merged_place(members),
            listed_under=tuple(
                dict.fromkeys(mention.listed_under for mention in members if mention.listed_under)
            ),
            mentions=tuple(mention.id for mention in members),
        )
        for (members, name), key in zip(named, keys, strict=True)
    )


def _kind(members: Sequence[Mention]) -> MentionKind:
    kinds = {mention.kind for mention in members}
    return MentionKind.NETWORK if MentionKind.NETWORK in kinds else members[0].kind


def _keys(wanted: Sequence[tuple[str, Sequence[Mention]]], grouping: Grouping) -> tuple[str, ...]:
    """Unique keys: the name, then with its place, then numbered in an order of what is printed."""
    by_slug: defaultdict[str, list[int]] = defaultdict(list)
    for number, (base, _) in enumerate(wanted):
        by_slug[base].append(number)
    keys = [base for base, _ in wanted]
    taken = {base for base, numbers in by_slug.items() if len(numbers) == 1}
    last: dict[str, int] = {}
    for base in sorted(by_slug):
        if len(by_slug[base]) == 1:
            continue
        ordered = sorted(
            by_slug[base],
            key=lambda number: min(
                grouping.fingerprints[mention.id] for mention in wanted[number][1]
            ),
        )
        for number in ordered:
            keys[number] = _free(_with_place(base, wanted[number][1]), taken, last)
            taken.add(keys[number])
    return tuple(keys)


def _with_place(base: str, members: Sequence[Mention]) -> str:
    place = merged_place(members)
    where = place.town or place.subdivision or place.country
    return f"{base}-{slug(where)}" if where else base


def _free(wanted: str, taken: set[str], last: dict[str, int]) -> str:
    """The key itself, or its first free number; `last` holds the number given out last."""
    number = last.get(wanted, 1)
    key = wanted if number == 1 else f"{wanted}-{number}"
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    last[wanted] = number
    return key
