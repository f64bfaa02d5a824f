"""Reading a printed list into the directory: its mentions, who they stand for, what is in doubt."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.core.access import require
from tejido.core.audit import record, record_all
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.access import can_edit_organizations
from tejido.directory.actions.graph import lock_graph
from tejido.directory.actions.list_memberships import add_memberships
from tejido.directory.actions.list_pairs import store_pairs
from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.mention import Mention, MentionKind
from tejido.directory.domain.organization_data import NAME_LENGTH, OrganizationData, name_shown
from tejido.directory.domain.printed_names import affiliation, organization_as_printed
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import (
    Resolution,
    ResolvedOrganization,
    resolve_mentions,
)
from tejido.directory.domain.sides import place_printed
from tejido.directory.models import (
    MentionRow,
    Organization,
    OrganizationName,
    PrintedList,
    Visibility,
)
from tejido.directory.queries.decisions import standing_decisions
from tejido.directory.queries.known_bodies import KnownBodies, find_known_bodies
from tejido.directory.signals import announce_changes

LONGEST_TEXT = 500_000
"""Characters of a list given on a page: some 6,000 signatories, resolved in seconds."""

_BATCH = 500
_TITLE_LENGTH = 300
_SOURCE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """A person a list names; the stored list does not hold it.

    Arguments:
        mention_id: id of the stored mention.
        name: as printed.
        affiliation: what is printed beside the name; may be empty.
    """

    mention_id: int
    name: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class StoredList:
    """What storing a list gave: the list, and its people, whose names are nowhere else."""

    printed_list: PrintedList
    people: tuple[PrintedPerson, ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as read: whom it names, and what the directory knows of them."""

    resolution: Resolution
    known: KnownBodies
    digest: str


def resolve_printed_list(*, actor: User | None, text: str) -> ReadList:
    """Return whom a list names and whom of them the directory holds; nothing is written.

    Decisions of reviewers are applied. The list is resolved as if the directory were empty.

    Errors:
        NotAllowed; InvalidInput when nothing reads as a list of names.
    """
    require(can_edit_organizations(actor))
    if not text.strip():
        raise InvalidInput(_("Paste the list, or choose its file."), code="list-empty")
    resolution = resolve_mentions(read_list(text), decisions=standing_decisions())
    if not resolution.mentions:
        raise InvalidInput(_("Nothing in this text reads as a list of names."), code="list-empty")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReadList(resolution, find_known_bodies(resolution, digest), digest)


@transaction.atomic
def store_printed_list(
    *,
    actor: User | None,
    title: str,
    source: str,
    text: str,
    start: date | None = None,
    visibility: str = Visibility.COALITION,
) -> StoredList:
    """Store a list: its mentions, the organizations they stand for, the pairs left in doubt.

    A mention stands for an organization of the directory when the same words stood for it before,
    when they are its name, or when the rules of resolution join them with one of its names and
    those of no other; otherwise for a new one. What may be a known one is asked about. Lines
    under a network's heading become its members; a heading that merely collected signatures makes
    nobody its member.

    Arguments:
        actor: a secretary; None for the installation itself.
        title: what to call the list, at most 300 characters.
        source: where it was printed, at most 500 characters.
        text: the list as printed.
        start: first day of the memberships it shows; None when it does not say.
        visibility: of the organizations and memberships it brings.

    Errors:
        NotAllowed, InvalidInput.
    """
    title, source = squeeze(title), squeeze(source)
    if not title:
        raise InvalidInput(_("Say what to call the list."), code="title-empty")
    if visibility not in Visibility:
        raise InvalidInput
    lock_graph()
    read = resolve_printed_list(actor=actor, text=text)
    resolution = read.resolution
    printed = PrintedList.objects.create(
        title=title[:_TITLE_LENGTH],
        source=source[:_SOURCE_LENGTH],
        digest=read.digest,
        lines=resolution.lines,
    )
    standing_for = _link(actor, read, printed, visibility)
    rows = _store_mentions(printed, resolution, standing_for)
    touched = add_memberships(
        actor, resolution, standing_for, printed, start=start, visibility=visibility
    )
    pairs = store_pairs(printed, resolution, read.known.pairs, rows, standing_for)
    record(actor, "store_printed_list", printed, {"mentions": len(rows), "pairs": pairs})
    announce_changes(PrintedList, touched)
    return StoredList(printed, tuple(_people(resolution, rows)))


def _link(
    actor: User | None, read: ReadList, printed: PrintedList, visibility: str
) -> dict[str, int]:
    """Return the organization each resolved body stands for, by its key: known ones, then new."""
    known = read.known.standing_for
    new = [
        body
        for body in read.resolution.organizations
        if body.kind is not MentionKind.PERSON and body.key not in known
    ]
    return {**known, **_create(actor, new, read.resolution, printed, visibility)}


def _create(
    actor: User | None,
    bodies: list[ResolvedOrganization],
    resolution: Resolution,
    printed: PrintedList,
    visibility: str,
) -> dict[str, int]:
    mentions = {m.mention.id: m.mention for m in resolution.mentions}
    source = printed.source or printed.title
    drafts = [
        organization_as_printed(body, [mentions[i] for i in body.mentions], visibility, source)
        for body in bodies
    ]
    rows = Organization.objects.bulk_create([_row(draft) for draft in drafts], _BATCH)
    OrganizationName.objects.bulk_create(
        [
            OrganizationName(
                organization=row,
                text=name.text,
                search_key=fold(name.text)[:NAME_LENGTH],
                sort=name.sort,
                source=name.source,
            )
            for row, draft in zip(rows, drafts, strict=True)
            for name in draft.names
        ],
        _BATCH,
    )
    told = [(row, {"kind": row.kind, "visibility": row.visibility}) for row in rows]
    record_all(actor, "create_organization", told)
    return {body.key: row.pk for body, row in zip(bodies, rows, strict=True)}


def _row(draft: OrganizationData) -> Organization:
    shown = name_shown(draft.names)
    return Organization(
        name=shown,
        sort_key=sort_key(shown),
        kind=draft.kind,
        visibility=draft.visibility,
        country=draft.country,
        subdivision=draft.subdivision,
        town=draft.town,
    )


def _store_mentions(
    printed: PrintedList, resolution: Resolution, standing_for: Mapping[str, int]
) -> dict[int, MentionRow]:
    """Store every mention; return the rows by the number of the mention."""
    rows = MentionRow.objects.bulk_create(
        [
            MentionRow(
                printed_list=printed,
                number=resolved.mention.id,
                line=resolved.mention.line,
                listed_under=(resolved.mention.listed_under or "")[:500],
                kind=resolved.mention.kind,
                under_network=resolved.mention.under_network,
                organization_id=standing_for.get(resolved.organization),
                **_told(resolved.mention, resolved.fingerprint),
            )
            for resolved in resolution.mentions
        ],
        _BATCH,
    )
    return {row.number: row for row in rows}


def _told(mention: Mention, fingerprint: str) -> dict[str, str]:
    """Return what a row may hold of a mention's words: nothing of a person's."""
    if mention.kind is MentionKind.PERSON:
        return {}
    return {
        "text": mention.text[:500],
        "place": place_printed(mention.place)[:200],
        "fingerprint": fingerprint,
    }


def _people(resolution: Resolution, rows: Mapping[int, MentionRow]) -> Iterable[PrintedPerson]:
    for resolved in resolution.mentions:
        mention = resolved.mention
        if mention.kind is MentionKind.PERSON:
            yield PrintedPerson(rows[mention.id].pk, mention.name, affiliation(mention))
