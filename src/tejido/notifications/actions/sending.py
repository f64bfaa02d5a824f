"""Handing mails over, so that a killed worker never makes one go twice."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.urls import NoReverseMatch
from django.utils import timezone

from tejido.core.errors import DomainError
from tejido.core.transparency.checkpoints import newest_checkpoint
from tejido.notifications.actions.caps import count_mail
from tejido.notifications.actions.settling import postpone, settle, sort_out
from tejido.notifications.domain.delivery import Handover, handover_of
from tejido.notifications.domain.messages import Address
from tejido.notifications.mail_folder import forget_mails
from tejido.notifications.mails import Due, Mail, words_of, write_mail
from tejido.notifications.models import Message, MessageState, Reason
from tejido.notifications.queries.due import addresses_of, mails_due
from tejido.notifications.registry import kinds

# A run of the job ends after so many mails, or seconds, and is queued again: other work of the
# worker comes in between.
BATCH = 200
BATCH_SECONDS = 10.0

# What the words of a kind may raise when what they are about is not as they expect.
UNWRITABLE = (
    DomainError,
    ObjectDoesNotExist,
    NoReverseMatch,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """What all mails of one run share."""

    connection: BaseEmailBackend
    addresses: dict[tuple[str, int], Address]
    checkpoint: str
    now: datetime


def send_due_mails(now: datetime | None = None) -> bool:
    """Write and hand over the mails whose time has come; say whether there may be more.

    Each message is noted as handed over, and that is committed, before the mail server sees it.
    A worker that dies before it notes the answer leaves it so; when its lease has ended the
    message is doubtful, and only an explicit act sends it again.
    """
    moment = now or timezone.now()
    sort_out(moment)
    due = mails_due(moment, limit=BATCH)
    if not due:
        return False
    connection = get_connection()
    try:
        _send_all(due, connection, moment)
    finally:
        connection.close()
    return True


def _send_all(due: Sequence[Due], connection: BaseEmailBackend, now: datetime) -> None:
    batch = Batch(
        connection=connection,
        addresses=addresses_of(mail.recipient for mail in due),
        checkpoint=_checkpoint() if any(mail.is_digest for mail in due) else "",
        now=now,
    )
    began = time.monotonic()
    for number, mail in enumerate(due):
        if not _is_open(connection):
            left = [message.pk for mail in due[number:] for message in mail.messages]
            postpone(left, Reason.UNREACHABLE, now)
            return
        _send(mail, batch)
        if time.monotonic() - began > BATCH_SECONDS:
            return


def _is_open(connection: BaseEmailBackend) -> bool:
    """Open the connection unless it is; before a mail is noted as handed over to it."""
    try:
        connection.open()
    except OSError:
        return False
    return True


def _checkpoint() -> str:
    newest = newest_checkpoint()
    return newest.note if newest else ""


def _send(due: Due, batch: Batch) -> None:
    """Hand one mail over, if it has an address, something to say and is within the limits."""
    address = batch.addresses.get((due.recipient.kind, due.recipient.id))
    if address is None:
        _drop(due.messages, Reason.GONE, batch.now)
        return
    try:
        written = _write(due, address, batch)
    except UNWRITABLE:
        # One message that nobody can write must not keep all others waiting.
        logger.exception("a message could not be written")
        ids = [message.pk for message in due.messages]
        settle(ids, MessageState.FAILED, Reason.UNWRITABLE, batch.now)
        return
    if written is None:
        return
    due, mail = written
    kind = kinds[due.messages[0].kind]
    # A digest is one mail a day anyway, and may carry what nobody else can cause.
    is_capped = kind.capped and not due.is_digest
    if is_capped and not count_mail(address.email, kind.group, now=batch.now):
        _drop(due.messages, Reason.CAPPED, batch.now)
    elif _take(due, batch.now):
        _note(due, _hand_over(mail, batch.connection), batch.now)


def _write(due: Due, address: Address, batch: Batch) -> tuple[Due, Mail] | None:
    """Return a mail and what it carries; None when its messages have nothing left to say."""
    over = [m for m in due.messages if kinds[m.kind].is_over(m.data, batch.now)]
    _drop(over, Reason.OVER, batch.now)
    still = tuple(message for message in due.messages if message not in over)
    due = Due(due.recipient, still, due.is_digest)
    words = words_of(due, address)
    _drop([message for message in still if message.pk not in words], Reason.GONE, batch.now)
    if not words:
        return None
    said = tuple(message for message in still if message.pk in words)
    due = Due(due.recipient, said, due.is_digest)
    return due, write_mail(due, address, list(words.values()), batch.checkpoint)


def _drop(messages: Sequence[Message], reason: Reason, now: datetime) -> None:
    settle([message.pk for message in messages], MessageState.DROPPED, reason, now)


def _take(due: Due, now: datetime) -> bool:
    """Note that a mail is being handed over; False when something else has become of a message."""
    ids = [message.pk for message in due.messages]
    with transaction.atomic():
        taken = Message.objects.filter(pk__in=ids, state=MessageState.WAITING).update(
            state=MessageState.HANDED,
            handed_at=timezone.now(),
            tries=F("tries") + 1,
            digest_on=timezone.localtime(now).date() if due.is_digest else None,
        )
        if taken < len(ids):
            transaction.set_rollback(True)
    return taken == len(ids)


def _hand_over(mail: Mail, connection: BaseEmailBackend) -> Handover:
    try:
        connection.send_messages([mail])
    except ValueError:
        # An address that no mail can be written to.
        return Handover.REFUSED
    except OSError as error:
        handover = handover_of(error)
        if handover is Handover.CUT_OFF:
            # Something may still be on the line: the next mail begins with a new one.
            connection.close()
        return handover
    return Handover.TAKEN


def _note(due: Due, handover: Handover, now: datetime) -> None:
    ids = [message.pk for message in due.messages]
    if handover is Handover.TAKEN:
        if settle(ids, MessageState.SENT, Reason.NONE, now) < len(ids):
            # The recipient was erased meanwhile: no copy stays behind.
            forget_mails(due.recipient, ())
    elif handover is Handover.REFUSED:
        settle(ids, MessageState.BOUNCED, Reason.REFUSED, now)
    elif handover is Handover.CUT_OFF:
        settle(ids, MessageState.DOUBTFUL, Reason.CUT_OFF, now)
    else:
        postpone(ids, Reason.NOT_NOW, now)
