"""The notices people read before they sign, and how long what they give is kept.

A notice never changes once somebody may have read it: another wording is another version, with
files of its own (templates/statements/people/notices/VERSION/LANGUAGE.html; LANGUAGE is that of
the page). Earlier ones stay readable, since a consent names the version it was given to.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

# An address that nobody confirmed, and what was refused.
UNCONFIRMED_KEPT = timedelta(days=7)
# A confirmed address, after signing is closed.
ADDRESS_KEPT = timedelta(days=90)
# A link to one's own signature.
LINK_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Notice:
    """One wording of the notice.

    Arguments:
        version: as it is stored with a consent; part of its address.
        since: the day from which it was shown.
    """

    version: str
    since: date


# Newest last.
NOTICES = (Notice("2026-11", date(2026, 11, 21)),)
CURRENT = NOTICES[-1]


def notice(version: str) -> Notice | None:
    """Return the notice of a version; None when there never was one."""
    return next((found for found in NOTICES if found.version == version), None)


def unconfirmed_until(asked_at: datetime) -> datetime:
    """Return when an address that nobody confirms is deleted."""
    return asked_at + UNCONFIRMED_KEPT


def link_until(today: date) -> date:
    """Return the last day on which a link made today works."""
    return today + LINK_KEPT
