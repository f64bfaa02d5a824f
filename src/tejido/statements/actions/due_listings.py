"""What the worker does for listings: note who was told, tell who was not, let silence count."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tejido.core import audit
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.listed_signatures import enter_listings
from tejido.statements.actions.listing_messages import tell_members
from tejido.statements.domain.listing import ListingState, state_of
from tejido.statements.listing_access import is_trusted, member_of, network_of
from tejido.statements.models import Answer, Campaign, Listing, Statement
from tejido.statements.queries.listed_members import listed_facts, period_of, refusing
from tejido.statements.queries.listing_messages import messages_about, told_at
from tejido.statements.signing_access import signing_version

_BATCH = 500


def settle_listings(now: datetime) -> None:
    """Bring the waiting listings of every campaign up to date; may run at any time, and twice."""
    waiting = _waiting().values_list("root__statement", flat=True).order_by().distinct()
    for statement in Statement.objects.filter(pk__in=list(waiting), campaign__isnull=False):
        ids = list(_waiting().filter(root__statement=statement).values_list("pk", flat=True))
        for start in range(0, len(ids), _BATCH):
            _settle(statement, ids[start : start + _BATCH], now)


def _waiting() -> QuerySet[Listing]:
    return Listing.objects.filter(
        endorsement__isnull=True, answer=Answer.NONE, taken_back_at__isnull=True
    )


@transaction.atomic
def _settle(statement: Statement, ids: Sequence[int], now: datetime) -> None:
    lock_counting()
    version = signing_version(statement)
    if version is None:
        return
    campaign = Campaign.objects.get(statement=statement)
    root = version.root_id or version.pk
    rows = list(
        _waiting()
        .filter(pk__in=ids, root=root)
        .select_for_update(of=("self",))
        .select_related(
            "root__statement",
            "root__root",
            "organization__merged_into",
            "network__merged_into",
            "mandate__user",
        )
    )
    _note_told(rows, campaign, now)
    due = [
        row
        for row in rows
        if state_of(listed_facts(row, root), period_of(campaign), now) == ListingState.DUE
    ]
    _enter(statement, due, now)


def _note_told(rows: Sequence[Listing], campaign: Campaign, now: datetime) -> None:
    """Store when members were told; forget it when every message came back after all."""
    messages = messages_about(rows)
    changed = []
    for row in rows:
        known = messages.get(row.pk)
        reached = told_at(known) if known else None
        if known and row.told_at != reached:
            row.told_at = reached
            changed.append(row)
    Listing.objects.bulk_update(changed, ["told_at"], batch_size=_BATCH)
    # A contact may have been named since.
    untold = [row for row in rows if row.pk not in messages and row.told_at is None]
    if untold and now < campaign.closes_at:
        tell_members(untold, campaign.statement, now=now)


def _enter(statement: Statement, due: Sequence[Listing], now: datetime) -> None:
    """Enter what is due, apart from what a frozen account listed and who refused meanwhile."""
    by_network: dict[int, list[Listing]] = {}
    for row in due:
        if is_trusted(row):
            by_network.setdefault(network_of(row).pk, []).append(row)
    for listings in by_network.values():
        network = network_of(listings[0])
        members = {member_of(row).pk for row in listings}
        refused = refusing(statement.pk, network, members)
        agreed = [row for row in listings if member_of(row).pk not in refused]
        made = enter_listings(agreed, now=now) if agreed else []
        audit.record_all(
            None,
            "enter_listed_member",
            [(row, {"organization": row.organization_id, "via": row.via_id}) for row in made],
        )
