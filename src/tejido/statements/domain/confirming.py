"""Until when a signature given to an earlier text can be confirmed; time is an argument."""

from datetime import datetime


def deadline(until: datetime | None, closes_at: datetime | None) -> datetime | None:
    """Return when confirming ends; None when no end is set.

    Arguments:
        until: what the editor set for the change; it may lie after the campaign's closing, since
            confirming adds nobody.
        closes_at: the campaign's closing, which holds where the editor set nothing.
    """
    return until or closes_at


def may_confirm(until: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Return whether a signature can be confirmed at a moment.

    >>> from datetime import UTC
    >>> may_confirm(datetime(2026, 1, 3, tzinfo=UTC), None, datetime(2026, 1, 3, tzinfo=UTC))
    False
    """
    end = deadline(until, closes_at)
    return end is None or now < end
