"""What has become of a message."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q

from tejido.notifications.domain.delivery import LEASE, PAUSES, pause_after
from tejido.notifications.models import MailChoice, Message, MessageState, Reason
from tejido.notifications.queries.due import with_choice
from tejido.notifications.registry import kinds

_UNSETTLED = (MessageState.WAITING, MessageState.HANDED, MessageState.DOUBTFUL)


def settle(ids: Sequence[int], state: MessageState, reason: Reason, now: datetime) -> int:
    """Note how messages ended; return how many there still were."""
    if not ids:
        return 0
    unsettled = Message.objects.filter(pk__in=ids, state__in=_UNSETTLED)
    return unsettled.update(state=state, reason=reason, settled_at=now)


def postpone(ids: Sequence[int], reason: Reason, now: datetime) -> None:
    """Have mails that were not taken tried again after a pause that grows; then give up."""
    # A server that could not be reached was not handed anything: that counts as a try too.
    if reason == Reason.UNREACHABLE:
        Message.objects.filter(pk__in=ids).update(tries=F("tries") + 1)
    tried = Message.objects.filter(pk__in=ids, state__in=_UNSETTLED)
    for tries in range(1, len(PAUSES) + 1):
        pause = pause_after(tries)
        if pause is not None:
            tried.filter(tries=tries).update(
                state=MessageState.WAITING,
                reason=reason,
                next_try_at=now + pause,
                handed_at=None,
                digest_on=None,
            )
    tried.filter(tries__gt=len(PAUSES)).update(
        state=MessageState.FAILED, reason=reason, settled_at=now
    )


def doubt_restored(*, now: datetime) -> int:
    """Doubt what a restored backup was about to mail: it may have gone since; return how many.

    Nothing of it is sent again by itself; the secretariat may send it.
    """
    open_ones = Message.objects.filter(state__in=(MessageState.WAITING, MessageState.HANDED))
    return open_ones.update(
        state=MessageState.DOUBTFUL, reason=Reason.RESTORED, next_try_at=None, settled_at=now
    )


def sort_out(now: datetime) -> None:
    """Settle what needs no mail, and what a worker that died was handing over.

    What expired, what nobody wants mailed, what no app speaks for any more is dropped; it stays
    in the recipient's account.
    """
    handed = Message.objects.filter(state=MessageState.HANDED, handed_at__lt=now - LEASE)
    handed.update(state=MessageState.DOUBTFUL, reason=Reason.KILLED, settled_at=now)
    waiting = Message.objects.filter(state=MessageState.WAITING)
    unwanted = with_choice(waiting).filter(Q(choice=MailChoice.NONE))
    for messages, reason in (
        (waiting.filter(expires_at__lte=now), Reason.EXPIRED),
        (waiting.exclude(kind__in=list(kinds)), Reason.GONE),
        (waiting.filter(pk__in=unwanted.values("pk")), Reason.UNSUBSCRIBED),
    ):
        if messages.exists():
            messages.update(state=MessageState.DROPPED, reason=reason, settled_at=now)
