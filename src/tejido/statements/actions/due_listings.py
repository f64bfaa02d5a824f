"""Who was told is noted, who was not is told, silence counts: by the worker, and by reopening."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tejido.core import audit
from tejido.notifications.models import Message
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.listed_signatures import enter_listings
from tejido.statements.actions.listing_messages import tell_members
from tejido.statements.domain.listing import ListingState, ends_at, state_of
from tejido.statements.listing_access import is_trusted, member_of, network_of
from tejido.statements.models import Answer, Campaign, Listing, Statement
from tejido.statements.queries.listed_members import listed_facts, period_of, refusing
from tejido.statements.queries.listing_messages import (
    handed_at,
    is_left_out,
    messages_about,
    told_at,
)
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
    rows = list(_of_this_text(statement).filter(pk__in=ids))
    closes_at = Campaign.objects.values_list("closes_at", flat=True).get(statement=statement)
    messages = _note_told(rows)
    if now < closes_at:
        _tell_untold(statement, rows, messages, now)
    due = [
        row
        for row in rows
        if state_of(listed_facts(row, row.root_id), period_of(row, closes_at), now)
        == ListingState.DUE
    ]
    _enter(statement, due, now)


def _of_this_text(statement: Statement) -> QuerySet[Listing]:
    """Return what waits under the text that is signed now, to be changed; none without a text."""
    version = signing_version(statement)
    if version is None:
        return Listing.objects.none()
    rows = _waiting().filter(root=version.root_id or version.pk)
    return rows.select_for_update(of=("self",)).select_related(
        "root__statement",
        "root__root",
        "organization__merged_into",
        "network__merged_into",
        "mandate__user",
    )


def _note_told(rows: Sequence[Listing]) -> dict[int, list[Message]]:
    """Store when members were told; forget it when every message came back after all.

    Returns the messages by the listing's id.
    """
    messages = messages_about(rows)
    changed = []
    for row in rows:
        known = messages.get(row.pk)
        reached = told_at(known) if known else None
        if known and row.told_at != reached:
            row.told_at = reached
            changed.append(row)
    Listing.objects.bulk_update(changed, ["told_at"], batch_size=_BATCH)
    return messages


def _tell_untold(
    statement: Statement,
    rows: Sequence[Listing],
    messages: Mapping[int, Collection[Message]],
    now: datetime,
) -> None:
    """Tell those to whom nobody has written: there was nobody to write to, or signing had closed.

    A contact may have been named since, and signing reopened.
    """
    untold = [row for row in rows if row.told_at is None]
    left_out = [row for row in untold if is_left_out(messages.get(row.pk, ()))]
    if left_out:
        _tell_again(statement, left_out, now)
    unwritten = [row for row in untold if row.pk not in messages]
    if unwritten:
        tell_members(unwritten, statement, now=now)


def tell_late_again(campaign: Campaign, before: datetime, *, now: datetime) -> int:
    """Tell anew the members whose days were not over by an earlier closing; return how many.

    They were told that silence names nobody then, so that their days begin anew, with the new
    message. Part of an act that lets signing go on for longer; it holds `lock_counting`.

    Arguments:
        campaign: with its new closing, stored.
        before: when it was to close, or closed.
    """
    rows = list(_of_this_text(campaign.statement))
    # What was mailed since the worker last looked, or is on the line, says the earlier closing.
    messages = _note_told(rows)
    told = ((row, row.told_at or handed_at(messages.get(row.pk, ()))) for row in rows)
    late = [row for row, at in told if at and ends_at(at, period_of(row, before)) > before]
    if late:
        _tell_again(campaign.statement, late, now)
    return len(late)


def _tell_again(statement: Statement, rows: Sequence[Listing], now: datetime) -> None:
    Listing.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=None, told_again_at=now)
    for row in rows:
        row.told_at, row.told_again_at = None, now
    tell_members(rows, statement, now=now)


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
