"""Dates known to the year, the month or the day (ISO 8601, reduced precision)."""

import re
from datetime import date

_PARTIAL = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")


def is_partial_date(text: str) -> bool:
    """Say whether text is a year, a month or a day that exists.

    >>> is_partial_date("2017-05"), is_partial_date("2017-02-30")
    (True, False)
    """
    match = _PARTIAL.match(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
