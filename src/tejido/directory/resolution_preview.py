"""What a resolution would bring, as a page shows it before anything is stored."""

from dataclasses import dataclass

from django.utils.functional import Promise

from tejido.directory.domain.mention import Claim, MentionKind
from tejido.directory.domain.resolution import Resolution, ResolvedOrganization, Summary
from tejido.directory.pair_wording import REASONS, how_alike


@dataclass(frozen=True, slots=True)
class Group:
    """An organization printed in more than one way, with the distinct ways."""

    name: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two mentions that a person will be asked about, and why."""

    one: str
    other: str
    alike: Promise
    reason: Promise


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts, what was found to be one, what is doubtful, what headings claim."""

    summary: Summary
    groups: tuple[Group, ...]
    doubts: tuple[Doubt, ...]
    claims: tuple[Claim, ...]


def preview_of(resolution: Resolution) -> Preview:
    """Return what to show of a resolution; nothing of people but their number."""
    texts = {m.mention.id: m.mention.text for m in resolution.mentions}
    people = {m.mention.id for m in resolution.mentions if m.mention.kind is MentionKind.PERSON}
    return Preview(
        summary=resolution.summary,
        groups=tuple(
            Group(body.name, printed)
            for body in resolution.organizations
            if body.kind is not MentionKind.PERSON and len(printed := _printed(body, texts)) > 1
        ),
        doubts=tuple(
            Doubt(texts[p.a], texts[p.b], how_alike(p.score), REASONS[p.reason.name])
            for p in resolution.review
            if not people & {p.a, p.b}
        ),
        claims=resolution.claims,
    )


def _printed(body: ResolvedOrganization, texts: dict[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts[i] for i in body.mentions))
