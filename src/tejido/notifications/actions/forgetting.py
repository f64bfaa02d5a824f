"""Letting go: of what was said to an erased person, and of what is old."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from tejido.notifications.domain.delivery import KEPT
from tejido.notifications.domain.messages import Recipient
from tejido.notifications.mail_folder import forget_mails
from tejido.notifications.models import MailCount, Message, Preference
from tejido.notifications.queries.due import addresses_of


def forget(kind: str, recipient_id: int, *, words: Iterable[str] = ()) -> None:
    """Delete what a recipient was told, their choices, and all mails that name them.

    Erasers call it before they empty the row that says who the recipient was. Idempotent.

    Arguments:
        kind: registered kind of recipient.
        recipient_id: primary key of the row.
        words: names and addresses of the recipient that no mail may hold, besides those at which
            they are reached now: a frozen account is reached nowhere.

    The mail folder is searched for the recipient's name and address too: others may have been
    told what they did.
    """
    recipient = Recipient(kind, recipient_id)
    address = addresses_of([recipient]).get((kind, recipient_id))
    of_recipient = {"recipient_kind": kind, "recipient_id": recipient_id}
    Message.objects.filter(**of_recipient).delete()
    Preference.objects.filter(**of_recipient).delete()
    forget_mails(recipient, [*words, *((address.email, address.name) if address else ())])


def prune_messages(now: datetime) -> None:
    """Delete messages that are old, and the counts of days that are over."""
    Message.objects.filter(created_at__lt=now - KEPT).delete()
    MailCount.objects.filter(day__lt=timezone.localtime(now).date()).delete()
