"""Noting what a person has read in their account."""

from datetime import datetime

from django.utils import timezone

from tejido.core.models import User
from tejido.notifications.queries.account import notifications_of


def mark_read(user: User, message_id: int | None = None, *, now: datetime | None = None) -> int:
    """Note that a person has read one of their notifications, or all; return how many were new.

    Arguments:
        user: the person; what is somebody else's is left alone.
        message_id: one notification; None for all.
    """
    unread = notifications_of(user).filter(read_at=None)
    if message_id is not None:
        unread = unread.filter(pk=message_id)
    return unread.update(read_at=now or timezone.now())
