"""What is known of the messages that told members of a listing."""

from collections.abc import Collection, Iterable
from datetime import datetime

from tejido.notifications.models import Message, MessageState
from tejido.statements.models import Listing

LISTED = "statements.listed"

_LOST = {MessageState.FAILED, MessageState.BOUNCED, MessageState.DROPPED}


def messages_about(listings: Iterable[Listing]) -> dict[int, list[Message]]:
    """Return the messages written about listings since each was made, by the listing's id."""
    rows = {row.pk: row for row in listings}
    if not rows:
        return {}
    since = min(row.created_at for row in rows.values())
    found: dict[int, list[Message]] = {}
    for message in Message.objects.filter(
        kind=LISTED, created_at__gte=since, data__listing__in=list(rows)
    ):
        row = rows[int(message.data["listing"])]
        if message.created_at >= row.created_at:
            found.setdefault(row.pk, []).append(message)
    return found


def told_at(messages: Collection[Message]) -> datetime | None:
    """Return when the first of these messages reached somebody, as far as is known.

    A mail counts once the next server took it and as long as it does not come back; a notice in
    an account once it was read. One that lies unread tells nobody.
    """
    mailed = [m.settled_at for m in messages if m.state == MessageState.SENT and m.settled_at]
    read = [m.read_at for m in messages if m.read_at]
    return min((*mailed, *read), default=None)


def is_lost(messages: Collection[Message]) -> bool:
    """Return whether every message came back or was never mailed, so that nobody will be told."""
    return bool(messages) and all(m.state in _LOST and m.read_at is None for m in messages)
