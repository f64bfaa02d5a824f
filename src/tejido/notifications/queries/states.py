"""How mails fared, for the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from tejido.notifications.models import Message, MessageState


@dataclass(frozen=True, slots=True)
class Progress:
    """How many messages are in each state.

    Arguments:
        counts: by state, all states named.
    """

    counts: Mapping[MessageState, int]

    @property
    def total(self) -> int:
        """All messages."""
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        """Those with which nothing more happens by itself."""
        return self.total - sum(
            self.counts[state] for state in (MessageState.WAITING, MessageState.HANDED)
        )


def messages_about(*, kind: str = "", statement: str = "", state: str = "") -> QuerySet[Message]:
    """Return messages, newest first.

    Arguments:
        kind: registered kind; "" for all.
        statement: slug that the messages' data name as "statement"; "" for all.
        state: a MessageState; "" for all.
    """
    wanted = {"kind": kind, "data__statement": statement, "state": state}
    return Message.objects.filter(**{key: value for key, value in wanted.items() if value})


def progress_of(messages: QuerySet[Message]) -> Progress:
    """Count messages by state."""
    rows = messages.order_by().values_list("state").annotate(Count("pk"))
    counts = dict(rows)
    return Progress({state: counts.get(state, 0) for state in MessageState})
