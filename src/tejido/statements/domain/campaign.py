"""When a statement may be signed, and when its text may be read; time is an argument."""

from dataclasses import dataclass
from datetime import datetime
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
