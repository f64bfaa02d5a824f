"""Signatures under a version: loading a printed list, hiding, withdrawing, erasing; one count.

Every act ends in `refresh_tally`, in its own transaction.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.errors import InvalidInput, NotFound
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.models import MentionRow, Organization, PrintedList
from tejido.statements import access
from tejido.statements.actions.counting import lock_counting
from tejido.statements.domain.printed_routes import NamedPerson, PrintedRoute, printed_routes
from tejido.statements.models import Endorsement, Signatory, Statement, Tally, Version
from tejido.statements.queries.printed import asked_before, listed_mentions
from tejido.statements.queries.signatories import count
from tejido.statements.tasks import renew_pdfs

Progress = Callable[[int, int], None]

ERASED_KIND = "statements.endorsement"
_BATCH = 500


@transaction.atomic
def load_signatories(
    *,
    actor: User | None,
    version: Version,
    printed_list: PrintedList,
    people: Iterable[NamedPerson] = (),
    progress: Progress | None = None,
) -> Tally:
    """Record the signatures a printed list prints under a version; running it again adds nothing.

    A signature withdrawn since is not brought back, nor a person's name erased since. Who asked
    not to be named under another version of the statement is not named under this one either,
    until the secretariat says so.

    Arguments:
        actor: a secretary; None for the installation itself.
        version: frozen.
        printed_list: as `directory.actions.store_printed_list` stored it.
        people: names of the list's people, which the stored list does not hold. Without them a
            person counts and is not named.
        progress: called with the signatures handled so far and their number.

    Errors:
        NotAllowed: the actor may not, or the version is a draft.
        InvalidInput: a person is not of this list.
    """
    require(access.can_load_signatories(actor, version))
    mentions = set(printed_list.mentions.values_list("pk", flat=True))
    named = {person.mention_id: person for person in people}
    if not mentions.issuperset(named):
        raise InvalidInput(_("These people are not of this list."), code="people-of-another-list")
    _lock(version)
    asked = asked_before(version)
    added = _add(version, _missing(version, printed_list), named, progress)
    _leave_unnamed(version, asked)
    tally = refresh_tally(version=version)
    data = {"printed_list": printed_list.pk, "signatures": added}
    audit.record(actor, "load_signatories", version, data)
    return tally


def _lock(version: Version) -> None:
    lock_counting()
    # Two loads at once queue here, so that neither adds what the other adds. The rows that
    # signatures refer to stay open to others (no_key).
    Version.objects.select_for_update(no_key=True).get(pk=version.pk)


def _missing(version: Version, printed_list: PrintedList) -> list[PrintedRoute]:
    rows = Endorsement.objects.filter(version=version)
    known = set(rows.filter(organization__isnull=False).values_list("organization", "via"))
    known_people = set(rows.filter(organization__isnull=True).values_list("mention", flat=True))
    return [
        route
        for route in printed_routes(listed_mentions(printed_list))
        if (route.organization, route.via) not in known and route.mention not in known_people
    ]


def _add(
    version: Version,
    routes: list[PrintedRoute],
    people: dict[int, NamedPerson],
    progress: Progress | None = None,
    *,
    unnamed: bool = False,
) -> int:
    for start in range(0, len(routes), _BATCH):
        batch = routes[start : start + _BATCH]
        rows = [
            Endorsement(
                version=version,
                organization_id=route.organization,
                via_id=route.via,
                mention_id=route.mention,
                unnamed=unnamed or (route.organization is None and route.mention not in people),
            )
            for route in batch
        ]
        Endorsement.objects.bulk_create(rows)
        Signatory.objects.bulk_create(
            _signatory(row, people[row.mention_id])
            for row in rows
            if row.organization_id is None and row.mention_id in people
        )
        if progress is not None:
            progress(start + len(batch), len(routes))
    return len(routes)


def _leave_unnamed(version: Version, bodies: Collection[int]) -> None:
    mine = Endorsement.objects.filter(version=version)
    mine.filter(Q(organization__in=bodies) | Q(organization__merged_into__in=bodies)).update(
        unnamed=True
    )


def _signatory(row: Endorsement, person: NamedPerson) -> Signatory:
    return Signatory(
        endorsement=row,
        name=person.name,
        affiliation=person.affiliation,
        sort_key=sort_key(person.name),
    )


def _signatures_of(version: Version, organization: Organization) -> QuerySet[Endorsement]:
    """Return the live signatures that count for the same body as `organization`.

    Errors:
        NotFound: it did not sign this version.
    """
    body = organization.merged_into_id or organization.pk
    rows = Endorsement.objects.filter(
        Q(organization=body) | Q(organization__merged_into=body),
        version=version,
        withdrawn_at__isnull=True,
    )
    if not rows.exists():
        raise NotFound
    return rows


@transaction.atomic
def set_unnamed(
    *, actor: User | None, version: Version, organization: Organization, unnamed: bool
) -> Tally:
    """Say whether an organization that signed is left unnamed, for its safety.

    Errors:
        NotAllowed, NotFound.
    """
    require(access.can_change_signatures(actor))
    lock_counting()
    _signatures_of(version, organization).update(unnamed=unnamed)
    data = {"organization": organization.pk, "unnamed": unnamed}
    audit.record(actor, "set_unnamed", version, data)
    return refresh_tally(version=version)


@transaction.atomic
def withdraw_signature(
    *, actor: User | None, version: Version, organization: Organization
) -> Tally:
    """Take back an organization's signature, by whatever routes it came.

    Errors:
        NotAllowed, NotFound.
    """
    require(access.can_change_signatures(actor))
    lock_counting()
    rows = _signatures_of(version, organization).update(withdrawn_at=timezone.now())
    data = {"organization": organization.pk, "signatures": rows}
    audit.record(actor, "withdraw_signature", version, data)
    return refresh_tally(version=version)


@transaction.atomic
def erase_signatory(*, actor: User | None, endorsement: Endorsement) -> None:
    """Erase the person behind a signature: it goes on counting, and nobody reads a name.

    The generated files that held the name are removed; a restored backup erases it again.

    Errors:
        NotAllowed.
    """
    require(access.can_change_signatures(actor))
    audit.record(actor, "erase_signatory", endorsement)
    erasure.erase(ERASED_KIND, endorsement.pk)


def carry_out_erasure(endorsement_id: str) -> None:
    """Delete the person's row; nothing happens when it is gone already."""
    lock_counting()
    row = Endorsement.objects.filter(pk=int(endorsement_id), organization__isnull=True).first()
    if row is None:
        return
    Signatory.objects.filter(endorsement=row).delete()
    Endorsement.objects.filter(pk=row.pk).update(unnamed=True)
    refresh_tally(version=row.version)


@transaction.atomic
def refresh_tally(*, version: Version) -> Tally:
    """Count a version again and let its pages and files be made anew; part of another act."""
    lock_counting()
    values = asdict(count(version.pk))
    tally, _created = Tally.objects.update_or_create(version=version, defaults=values)
    _renew(Q(pk=version.statement_id))
    return tally


def _renew(statements: Q) -> None:
    ids = list(Statement.objects.filter(statements).values_list("pk", flat=True).distinct())
    Statement.objects.filter(pk__in=ids).update(revision=F("revision") + 1)
    transaction.on_commit(lambda: renew_pdfs(ids))


@transaction.atomic
def follow_organizations(*, organization_ids: Collection[int]) -> None:
    """Let signatures, counts and pages follow organizations that changed in the directory.

    Part of the directory's act: it receives `organizations_changed` inside its transaction.
    """
    lock_counting()
    ids = sorted(organization_ids)
    for start in range(0, len(ids), _BATCH):
        _follow(ids[start : start + _BATCH])


@transaction.atomic
def follow_sources(*, source_ids: Collection[int]) -> None:
    """Let pages and files follow sources that changed; part of the act that changed them."""
    lock_counting()
    _renew(Q(source__in=source_ids) | Q(versions__footnotes__source__in=source_ids))


def _follow(ids: list[int]) -> None:
    mentioned = Q(organization__in=ids) | Q(endorsements__organization__in=ids)
    lists = PrintedList.objects.filter(
        pk__in=MentionRow.objects.filter(mentioned).values("printed_list")
    )
    for printed_list in lists:
        for version in Version.objects.filter(
            endorsements__mention__printed_list=printed_list
        ).distinct():
            _follow_mentions(version, printed_list, ids)
    touched = Q()
    for path in ("organization", "organization__merged_into", "via", "via__merged_into"):
        touched |= Q(**{f"endorsements__{path}__in": ids})
    for version in Version.objects.filter(touched).distinct():
        refresh_tally(version=version)
    _renew(Q(versions__demand_links__demand__addressee__in=ids))


def _follow_mentions(version: Version, printed_list: PrintedList, ids: list[int]) -> None:
    """Give the signatures of a list to the organizations its mentions stand for now."""
    routes = printed_routes(listed_mentions(printed_list))
    rows = Endorsement.objects.filter(version=version, organization__isnull=False)
    wanted = {(route.organization, route.via) for route in routes}
    asked = rows.filter(organization__in=ids, unnamed=True).exists()
    mine = rows.filter(mention__printed_list=printed_list)
    stale = [row for row in mine if (row.organization_id, row.via_id) not in wanted]
    withdrawn = {row.mention_id: row.withdrawn_at for row in stale if row.withdrawn_at}
    mine.filter(pk__in=[row.pk for row in stale]).delete()
    fresh = [route for route in _missing(version, printed_list) if route.organization is not None]
    _add(version, fresh, {}, unnamed=asked)
    for mention, moment in withdrawn.items():
        mine.filter(mention=mention, withdrawn_at__isnull=True).update(withdrawn_at=moment)
