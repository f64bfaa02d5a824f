"""What a mandate is worth on a day, and which act its scope allows."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Act(StrEnum):
    """What a delegate does for an organization."""

    SIGN = "sign"
    SPEAK = "speak"


class Scope(StrEnum):
    """What a mandate is for."""

    SIGN = "sign"
    SPEAK = "speak"
    BOTH = "both"


class MandateState(StrEnum):
    """What a mandate is on a day; only an active one lets anybody act."""

    REVOKED = "revoked"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    FUTURE = "future"
    ACTIVE = "active"


_ACTS = {
    Scope.SIGN: frozenset({Act.SIGN}),
    Scope.SPEAK: frozenset({Act.SPEAK}),
    Scope.BOTH: frozenset(Act),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides about a mandate.

    Arguments:
        scope: what it is for.
        starts_on: its first day.
        ends_on: its last day; None while no end is set.
        revoked: taken back, for good.
        suspended: stopped until its account is let in again, or the secretariat lets it count.
    """

    scope: Scope
    starts_on: date
    ends_on: date | None = None
    revoked: bool = False
    suspended: bool = False


def state_on(terms: Terms, day: date) -> MandateState:
    """Return the state of a mandate on a day of the installation's time zone.

    What cannot come back is said first: one that was revoked has not expired, and one that has
    expired is not waiting for its account.
    """
    if terms.revoked:
        return MandateState.REVOKED
    if terms.ends_on is not None and terms.ends_on < day:
        return MandateState.EXPIRED
    if terms.suspended:
        return MandateState.SUSPENDED
    return MandateState.FUTURE if day < terms.starts_on else MandateState.ACTIVE


def covers(scope: Scope, wanted: Scope) -> bool:
    """Whether a mandate of a scope is enough for all that another scope includes."""
    return _ACTS[scope] >= _ACTS[wanted]


def scopes_covering(wanted: Scope) -> frozenset[Scope]:
    """Return the scopes that are enough for what is wanted: to sign, "sign" and "both"."""
    return frozenset(scope for scope in Scope if covers(scope, wanted))


def share_an_act(one: Scope, other: Scope) -> bool:
    """Whether two scopes include an act in common."""
    return bool(_ACTS[one] & _ACTS[other])


def overlap(one: Terms, other: Terms) -> bool:
    """Whether two mandates of one person and organization would both allow some act on some day.

    A revoked one allows nothing; a suspended one may come back, so it counts.
    """
    if one.revoked or other.revoked or not share_an_act(one.scope, other.scope):
        return False
    begins_before_end = other.ends_on is None or one.starts_on <= other.ends_on
    ends_after_begin = one.ends_on is None or other.starts_on <= one.ends_on
    return begins_before_end and ends_after_begin


def a_year_from(day: date) -> date:
    """Return the last day of a year that begins on a day: from 1 March to the last of February."""
    try:
        same = day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        same = date(day.year + 1, 3, 1)
    return same - timedelta(days=1)
