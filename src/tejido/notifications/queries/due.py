"""Which mails are to be written now."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from tejido.notifications.domain.delivery import SOON, is_digest_time
from tejido.notifications.domain.messages import Address, Recipient
from tejido.notifications.mails import Due
from tejido.notifications.models import MailChoice, Message, MessageState, Preference
from tejido.notifications.registry import GENERAL, kinds, recipient_kinds

Key = tuple[str, int]


def waiting_messages(now: datetime) -> QuerySet[Message]:
    """Return the messages whose mail may be written, each with its recipient's `choice`."""
    open_ones = Message.objects.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=now), state=MessageState.WAITING
    )
    return with_choice(open_ones.order_by("pk"))


def with_choice(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Add to messages how their recipients want to get them.

    Their choice for the kind's group, else for every group, else a digest; a transactional
    message always goes at once.
    """
    by_group: dict[str, list[str]] = {}
    for kind in kinds.values():
        by_group.setdefault(kind.group, []).append(kind.name)
    group = Case(
        *(When(kind__in=names, then=Value(slug)) for slug, names in by_group.items()),
        default=Value(GENERAL),
        output_field=CharField(),
    )
    needed = [kind.name for kind in kinds.values() if kind.transactional]
    choice = Case(
        When(kind__in=needed, then=Value(MailChoice.AT_ONCE)),
        default=Coalesce(
            _chosen(OuterRef("group")), _chosen(Preference.EVERY_GROUP), Value(MailChoice.DIGEST)
        ),
        output_field=CharField(),
    )
    return messages.annotate(group=group).annotate(choice=choice)


def _chosen(group: str | OuterRef) -> Subquery:
    preferences = Preference.objects.filter(
        recipient_kind=OuterRef("recipient_kind"),
        recipient_id=OuterRef("recipient_id"),
        group=group,
    )
    return Subquery(preferences.values("choice")[:1])


def _urgent(now: datetime) -> Q:
    return Q(at_once=True) | Q(expires_at__lte=now + SOON) | Q(choice=MailChoice.AT_ONCE)


def mails_due(now: datetime, *, limit: int) -> list[Due]:
    """Return the mails to write now, the urgent ones first.

    Arguments:
        now: aware; what it is in the installation's time zone says whether digests go.
        limit: the most mails to return of each sort.
    """
    urgent = waiting_messages(now).filter(_urgent(now))[:limit]
    alone = [Due(_recipient(message), (message,), is_digest=False) for message in urgent]
    return alone + _digests_due(now, limit)


def _digests_due(now: datetime, limit: int) -> list[Due]:
    local = timezone.localtime(now)
    if not is_digest_time(local):
        return []
    had_one = Message.objects.filter(
        recipient_kind=OuterRef("recipient_kind"),
        recipient_id=OuterRef("recipient_id"),
        digest_on=local.date(),
    )
    slow = waiting_messages(now).exclude(_urgent(now)).filter(~Exists(had_one))
    owners = slow.order_by().values_list("recipient_kind", "recipient_id").distinct()[:limit]
    by_kind: dict[str, list[int]] = {}
    for kind, recipient_id in owners:
        by_kind.setdefault(kind, []).append(recipient_id)
    theirs = Q(pk__in=())
    for kind, ids in by_kind.items():
        theirs |= Q(recipient_kind=kind, recipient_id__in=ids)
    rows = slow.filter(theirs).order_by("recipient_kind", "recipient_id", "pk")
    return [
        Due(Recipient(*key), tuple(messages), is_digest=True)
        for key, messages in groupby(rows, key=_key)
    ]


def addresses_of(recipients: Iterable[Recipient]) -> dict[Key, Address]:
    """Return where recipients are reached now; one query for each kind of recipient."""
    by_kind: dict[str, set[int]] = {}
    for recipient in recipients:
        by_kind.setdefault(recipient.kind, set()).add(recipient.id)
    return {
        (kind, recipient_id): address
        for kind, ids in by_kind.items()
        if kind in recipient_kinds
        for recipient_id, address in recipient_kinds[kind].resolve(sorted(ids)).items()
    }


def _key(message: Message) -> Key:
    return message.recipient_kind, message.recipient_id


def _recipient(message: Message) -> Recipient:
    return Recipient(*_key(message))
