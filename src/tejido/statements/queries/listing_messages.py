"""Who is told that an organization is listed, and what is known of the messages."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from tejido.coalition.models import COUNTED, Mandate
from tejido.coalition.queries import contacts_of
from tejido.notifications.models import Message, MessageState, Reason
from tejido.statements.models import Listing

LISTED = "statements.listed"
CONTACT = "coalition.contact"
ACCOUNT = "core.user"

_LOST = {MessageState.FAILED, MessageState.BOUNCED, MessageState.DROPPED}
_AT_CLOSING = {Reason.EXPIRED, Reason.OVER}


def messages_about(listings: Iterable[Listing]) -> dict[int, list[Message]]:
    """Return the messages written about listings since each was made, by the listing's id.

    Of one that was told again, those written since.
    """
    rows = {row.pk: row for row in listings}
    if not rows:
        return {}
    since = {pk: row.told_again_at or row.created_at for pk, row in rows.items()}
    found: dict[int, list[Message]] = {}
    for message in Message.objects.filter(
        kind=LISTED, created_at__gte=min(since.values()), data__listing__in=list(rows)
    ):
        listing = int(message.data["listing"])
        if message.created_at >= since[listing]:
            found.setdefault(listing, []).append(message)
    return found


def told_at(messages: Collection[Message]) -> datetime | None:
    """Return when the first of these messages reached somebody, as far as is known.

    A mail counts once the next server took it and as long as it does not come back; a notice in
    an account once it was read. One that lies unread tells nobody.
    """
    mailed = [m.settled_at for m in messages if m.state == MessageState.SENT and m.settled_at]
    read = [m.read_at for m in messages if m.read_at]
    return min((*mailed, *read), default=None)


def handed_at(messages: Collection[Message]) -> datetime | None:
    """Return when the first of these messages was handed over whose mail server still reads it."""
    handed = [m.handed_at for m in messages if m.state == MessageState.HANDED and m.handed_at]
    return min(handed, default=None)


def is_left_out(messages: Collection[Message]) -> bool:
    """Return whether one was not mailed because signing had closed when its time came."""
    return any(m.state == MessageState.DROPPED and m.reason in _AT_CLOSING for m in messages)


def is_lost(messages: Collection[Message]) -> bool:
    """Return whether every message came back or was never mailed, so that nobody will be told."""
    return bool(messages) and all(m.state in _LOST and m.read_at is None for m in messages)


def recipients_of(members: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """Return who is told for each organization: its contacts, and delegates who may sign for it.

    A constant number of queries. Those whom nobody can tell are not in the answer.

    Arguments:
        members: canonical ids.

    Returns:
        organization id to (kind of recipient, id); a delegate who is a contact too is told once.
    """
    found: dict[int, list[tuple[str, int]]] = {}
    known: set[tuple[int, int | None]] = set()
    for body, contacts in contacts_of(members).items():
        for contact in contacts:
            if contact.address:
                known.add((body, contact.user_id))
                found.setdefault(body, []).append((CONTACT, contact.pk))
    whole = Q(organization__in=members) | Q(organization__merged_into__in=members)
    active = Mandate.objects.active_on(timezone.localdate()).covering("sign")
    rows = active.filter(whole, user__is_active=True).order_by("pk")
    for body, user in rows.values_list(COUNTED, "user").distinct():
        if (body, user) not in known:
            known.add((body, user))
            found.setdefault(body, []).append((ACCOUNT, user))
    return found
