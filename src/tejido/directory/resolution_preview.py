"""What a resolution would bring, as a page shows it before anything is stored."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from tejido.core.sorting import sort_key
from tejido.directory.domain.mention import Claim, Mention, MentionKind
from tejido.directory.domain.resolution import (
    Resolution,
    ResolvedOrganization,
    ReviewPair,
    Summary,
)
from tejido.directory.pair_wording import REASONS, how_alike
from tejido.directory.queries.known_bodies import KnownBodies


@dataclass(frozen=True, slots=True)
class Group:
    """An organization printed in more than one way, with the distinct ways."""

    name: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two mentions that a person will be asked about, and why; the other may be a known name."""

    one: str
    other: str
    alike: Promise
    reason: Promise
    known: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """A name the list prints otherwise than the directory writes the organization it is."""

    printed: str
    known: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading: how many stand under it, and whether they become its members."""

    text: str
    listed: int
    is_network: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts, whom the directory knows, what was found to be one or is doubtful, claims.

    Arguments:
        names: of every organization and network, A to Z.
        people_lines: the lines of the list that were read as people.
    """

    summary: Summary
    known: int
    alike: tuple[Alike, ...]
    groups: tuple[Group, ...]
    doubts: tuple[Doubt, ...]
    claims: tuple[Claim, ...]
    headings: tuple[Heading, ...]
    names: tuple[str, ...]
    people_lines: tuple[int, ...]


def preview_of(resolution: Resolution, known: KnownBodies) -> Preview:
    """Return what to show of a resolution; nothing of people but their number.

    Arguments:
        known: what the directory knows of its bodies, sealed organizations included: for whoever
            may store lists.
    """
    texts = {m.mention.id: m.mention.text for m in resolution.mentions}
    people = {m.mention.id for m in resolution.mentions if m.mention.kind is MentionKind.PERSON}
    key_of = {m.mention.id: m.organization for m in resolution.mentions}
    return Preview(
        summary=resolution.summary,
        known=len(set(known.standing_for.values())),
        alike=tuple(
            Alike(body.name, known.names[known.by_likeness[body.key]])
            for body in resolution.organizations
            if body.key in known.by_likeness
        ),
        groups=tuple(
            Group(body.name, printed)
            for body in resolution.organizations
            if body.kind is not MentionKind.PERSON and len(printed := _printed(body, texts)) > 1
        ),
        doubts=tuple(
            Doubt(texts[p.a], texts[p.b], how_alike(p.score), REASONS[p.reason.name])
            for p in resolution.review
            if not people & {p.a, p.b} and not _known_as_one(p, key_of, known.standing_for)
        )
        + tuple(
            Doubt(
                texts[p.mention],
                p.name.mention.text,
                how_alike(p.score),
                REASONS[p.reason.name],
                known=True,
            )
            for p in known.pairs
        ),
        claims=resolution.claims,
        headings=_headings(resolution),
        names=tuple(
            sorted(
                (b.name for b in resolution.organizations if b.kind is not MentionKind.PERSON),
                key=sort_key,
            )
        ),
        people_lines=tuple(
            m.mention.line for m in resolution.mentions if m.mention.kind is MentionKind.PERSON
        ),
    )


def _headings(resolution: Resolution) -> tuple[Heading, ...]:
    """Return the headings in printed order, without those of people."""
    listed: dict[str, list[Mention]] = defaultdict(list)
    for found in resolution.mentions:
        if found.mention.listed_under:
            listed[found.mention.listed_under].append(found.mention)
    return tuple(
        Heading(text, len(under), any(mention.under_network for mention in under))
        for text, under in listed.items()
    )


def _known_as_one(
    pair: ReviewPair, key_of: Mapping[int, str], standing_for: Mapping[str, int]
) -> bool:
    """Whether the directory knows both sides of a pair as one organization."""
    one, other = standing_for.get(key_of[pair.a]), standing_for.get(key_of[pair.b])
    return one is not None and one == other


def _printed(body: ResolvedOrganization, texts: dict[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts[i] for i in body.mentions))
