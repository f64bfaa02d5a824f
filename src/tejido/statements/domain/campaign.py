"""When a statement may be signed, and when its text may be read; time is an argument."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class CampaignState(StrEnum):
    """Where a campaign stands."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a campaign, each with its zone.

    Arguments:
        opens_at: from then on it may be signed.
        closes_at: from then on nothing is added; taking back stays possible for ever.
        embargo_until: before it the public reads nothing; None when there is no embargo.
    """

    opens_at: datetime
    closes_at: datetime
    embargo_until: datetime | None = None


def state_at(times: Times, now: datetime) -> CampaignState:
    """Return where a campaign stands at a moment.

    >>> from datetime import UTC
    >>> times = Times(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC))
    >>> str(state_at(times, datetime(2026, 1, 3, tzinfo=UTC)))
    'closed'
    """
    if now < times.opens_at:
        return CampaignState.WAITING
    return CampaignState.OPEN if now < times.closes_at else CampaignState.CLOSED


def is_embargoed(times: Times, now: datetime) -> bool:
    """Return whether the public may not read the text yet."""
    return times.embargo_until is not None and now < times.embargo_until


@dataclass(frozen=True, slots=True)
class Plan:
    """What the secretariat sets of a campaign.

    Arguments:
        times: when it may be signed and read.
        time_zone: IANA name of the zone the times were given in.
        people_may_sign: whether people sign too, or organizations alone.
        listing_days: days a network's member has to object after being told.
        remind_hours: hours before closing at which who has not signed is reminded; None for not.
    """

    times: Times
    time_zone: str
    people_may_sign: bool = True
    listing_days: int = 3
    remind_hours: int | None = 24


def is_reminder_due(times: Times, remind_hours: int | None, now: datetime) -> bool:
    """Return whether who has not signed is to be reminded now: open, and close to closing.

    >>> from datetime import UTC
    >>> times = Times(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC))
    >>> is_reminder_due(times, 24, datetime(2026, 1, 2, tzinfo=UTC))
    True
    """
    if remind_hours is None or state_at(times, now) != CampaignState.OPEN:
        return False
    return now >= times.closes_at - timedelta(hours=remind_hours)
