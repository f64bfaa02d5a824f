"""When so many people sign one statement at once that a person must look; time is an argument."""

from collections.abc import Mapping
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)


def minute_of(now: datetime) -> int:
    """Return the number of the minute since 1970 (UTC)."""
    return int(now.timestamp()) // 60


def first_minute(now: datetime, window: timedelta = WINDOW) -> int:
    """Return the first minute of the window that ends now."""
    return minute_of(now) - int(window.total_seconds()) // 60 + 1


def is_flooded(
    counts: Mapping[int, int], now: datetime, *, limit: int, window: timedelta = WINDOW
) -> bool:
    """Say whether one more signature is more than a statement takes without a look.

    Nobody is refused: while it is flooded, signatures wait. Those that wait count too, so that it
    ends once they stop coming.

    Arguments:
        counts: confirmed signatures of people by minute (as `minute_of`), this one not yet.
        now: the moment of the signature.
        limit: how many may come within the window.
        window: whole minutes.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    >>> is_flooded({minute_of(noon): 2, minute_of(noon) - 10: 50}, noon, limit=3)
    False
    >>> is_flooded({minute_of(noon): 2, minute_of(noon) - 9: 1}, noon, limit=3)
    True
    """
    start, end = first_minute(now, window), minute_of(now)
    return sum(count for minute, count in counts.items() if start <= minute <= end) >= limit
