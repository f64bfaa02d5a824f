"""When a member that its network lists is named and counted; time is an argument."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ListingState(StrEnum):
    """What became of a listing; only `LISTED` is named and counted."""

    UNTOLD = "untold"
    TOLD = "told"
    DUE = "due"
    LATE = "late"
    OTHER_TEXT = "other-text"
    LISTED = "listed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    OPTED_OUT = "opted-out"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class Period:
    """The time a member has to object.

    Arguments:
        days: from the moment it was told; as it was told, whatever others are told.
        closes_at: when signing closes; what has not ended by then is not counted.
    """

    days: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """What decides about a listing.

    Arguments:
        told_at: when the member was told; None until a message was sent or read.
        answer: "", "agreed", "declined" or "opted-out".
        signed: its signature was entered; `stands` until it is withdrawn.
        taken_back: by the network.
        same_text: it was listed under the meaning that is signed now.
    """

    told_at: datetime | None = None
    answer: str = ""
    signed: bool = False
    stands: bool = False
    taken_back: bool = False
    same_text: bool = True


def ends_at(told_at: datetime, period: Period) -> datetime:
    """Return when the days to object are over."""
    return told_at + timedelta(days=period.days)


def state_of(listed: Listed, period: Period, now: datetime) -> ListingState:
    """Return what became of a listing at a moment.

    Silence counts only when the days to object were over by the time signing closed: whoever is
    told in the last hours can still agree, and is not counted by saying nothing.

    >>> from datetime import UTC
    >>> period = Period(3, datetime(2026, 1, 10, tzinfo=UTC))
    >>> told = Listed(told_at=datetime(2026, 1, 8, tzinfo=UTC))
    >>> str(state_of(told, period, datetime(2026, 1, 9, tzinfo=UTC)))
    'late'
    """
    if listed.answer == "opted-out":
        return ListingState.OPTED_OUT
    if listed.answer == "declined":
        return ListingState.DECLINED
    if listed.taken_back:
        return ListingState.TAKEN_BACK
    if listed.signed:
        return ListingState.LISTED if listed.stands else ListingState.WITHDRAWN
    return _waiting(listed, period, now)


def _waiting(listed: Listed, period: Period, now: datetime) -> ListingState:
    if not listed.same_text:
        return ListingState.OTHER_TEXT
    if listed.told_at is None:
        return ListingState.LATE if now >= period.closes_at else ListingState.UNTOLD
    over = ends_at(listed.told_at, period)
    if over > period.closes_at:
        return ListingState.LATE
    return ListingState.DUE if now >= over else ListingState.TOLD
