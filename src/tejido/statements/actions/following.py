"""Signatures, counts, pages and the log follow what changes in the directory and the sources."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tejido.directory.models import MentionRow, PrintedList
from tejido.statements.actions.counting import lock_counting, renew
from tejido.statements.actions.log_entries import log_withdrawals, tell_merges, tell_names
from tejido.statements.actions.signatories import (
    add_routes,
    missing_routes,
    parties,
    refresh_tally,
)
from tejido.statements.domain.printed_routes import PrintedRoute, printed_routes
from tejido.statements.models import CountedBody, Endorsement, Signer, Statement, Version
from tejido.statements.queries.printed import listed_mentions
from tejido.statements.queries.signers import signers_of

_BATCH = 500


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
    renew(Q(source__in=source_ids) | Q(versions__footnotes__source__in=source_ids))


def _follow(ids: list[int]) -> None:
    mentioned = Q(organization__in=ids) | Q(endorsements__organization__in=ids)
    lists = PrintedList.objects.filter(
        pk__in=MentionRow.objects.filter(mentioned).values("printed_list")
    )
    bodies, roots = set(ids), set()
    for printed_list in lists:
        for version in Version.objects.filter(
            endorsements__mention__printed_list=printed_list
        ).distinct():
            bodies |= _follow_mentions(version, printed_list, ids)
            roots.add(version.root_id)
    # Whoever counts there has a row, and all that count as the same are among the ids.
    touched = Q(pk__in=roots) | Q(pk__in=CountedBody.objects.filter(body__in=ids).values("root"))
    for version in Version.objects.filter(touched).order_by("pk"):
        refresh_tally(version=version, bodies=bodies)
    mine = Q(organization__in=ids) | Q(organization__merged_into__in=ids)
    parties = Signer.objects.filter(mine)
    for statement in Statement.objects.filter(pk__in=parties.values("statement")):
        tell_names(statement, list(statement.signers.filter(mine)))
        tell_merges(statement, ids)
    renew(Q(versions__demand_links__demand__addressee__in=ids))


def _follow_mentions(version: Version, printed_list: PrintedList, ids: list[int]) -> set[int]:
    """Give the signatures of a list to the organizations its mentions stand for now.

    Returns:
        the ids of all whose signatures changed.
    """
    routes = printed_routes(listed_mentions(printed_list))
    rows = Endorsement.objects.filter(version=version, organization__isnull=False)
    wanted = {(route.organization, route.via) for route in routes}
    mine = rows.filter(mention__printed_list=printed_list)
    stale = [row for row in mine if (row.organization_id, row.via_id) not in wanted]
    taken_back = [row.mention_id for row in stale if row.withdrawn_at]
    log_withdrawals(version.statement, [row for row in stale if not row.withdrawn_at])
    # Withdrawn where a later signature confirms it, or a listing stands for it; otherwise it was
    # never this organization's.
    kept = Q(confirmations__isnull=False) | Q(listings__isnull=False)
    mine.filter(pk__in=[row.pk for row in stale]).exclude(kept).delete()
    mine.filter(pk__in=[row.pk for row in stale]).update(withdrawn_at=timezone.now())
    fresh = [
        route for route in missing_routes(version, printed_list) if route.organization is not None
    ]
    _hide_as_before(version.statement, ids, fresh)
    add_routes(version, fresh, {})
    again = mine.filter(mention__in=taken_back, withdrawn_at__isnull=True)
    log_withdrawals(version.statement, again)
    again.update(withdrawn_at=timezone.now())
    lost = {pk for row in stale for pk in (row.organization_id, row.via_id) if pk is not None}
    return lost | parties(fresh)


def _hide_as_before(
    statement: Statement, ids: Collection[int], fresh: Collection[PrintedRoute]
) -> None:
    """Leave unnamed whom a list's signature goes to now, where whose it was asked it."""
    if not statement.signers.filter(organization__in=ids, unnamed=True).exists():
        return
    signers = signers_of(statement, [r.organization for r in fresh if r.organization is not None])
    for signer in signers.values():
        signer.unnamed = True
        signer.save()
