"""Sending mails again that did not arrive, or may not have: by an explicit act only."""

from django.db import transaction
from django.db.models import QuerySet

from tejido.core import audit
from tejido.core.access import require
from tejido.core.models import User
from tejido.notifications.access import can_see_messages
from tejido.notifications.models import Message, MessageState, Reason

RESENT = (MessageState.DOUBTFUL, MessageState.FAILED, MessageState.BOUNCED)


@transaction.atomic
def resend_messages(*, actor: User | None, messages: QuerySet[Message]) -> int:
    """Have mails sent again, each by itself and at once; return how many.

    Arguments:
        actor: a secretary; None is the installation itself.
        messages: of any state; only those that are doubtful, failed or bounced are sent again.

    A doubtful mail may arrive a second time: that is what the secretary decides.

    Errors:
        NotAllowed: the actor is not of the secretariat.
    """
    require(can_see_messages(actor))
    chosen = list(messages.filter(state__in=RESENT).select_for_update().order_by("pk"))
    audit.record_all(
        actor, "resend_messages", [(message, {"state": message.state}) for message in chosen]
    )
    return Message.objects.filter(pk__in=[message.pk for message in chosen]).update(
        state=MessageState.WAITING,
        reason=Reason.NONE,
        at_once=True,
        tries=0,
        next_try_at=None,
        handed_at=None,
        settled_at=None,
        digest_on=None,
    )
