"""How often something may be tried for one account, whoever tries it and wherever from.

No network address takes part: a shelter, or Tor, is one address for many people. What is counted
is the account named, under a keyed hash, apart for each way in: who hammers one way closes that
way for a while and no other. Counted in the shared cache, so that all processes count together.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection

from tejido.core.tokens import derive


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one way may be tried.

    Arguments:
        way: what is tried; counts of two ways never meet.
        free: tries that need no wait.
        first_wait: seconds before the next one; doubled after each.
        longest_wait: seconds; no wait is longer.
        most: tries within the window, waits or not.
        window: seconds after which a try no longer counts.
    """

    way: str
    free: int
    first_wait: float
    longest_wait: float
    most: int
    window: float

    def seconds_to_wait(self, tries: Sequence[float], now: float) -> float:
        """Return how long the next try must wait; 0 or less when it may be made.

        Arguments:
            tries: times of those that count, in seconds, in any order.
            now: seconds of the same clock.
        """
        if len(tries) < self.free:
            return 0.0
        if len(tries) >= self.most:
            return min(tries) + self.window - now
        wait: float = self.first_wait * 2 ** (len(tries) - self.free)
        return max(tries) + min(wait, self.longest_wait) - now


HOUR = 3600.0
PRUNED_EVERY = timedelta(hours=1)
PASSWORD = Limit("password", free=5, first_wait=30, longest_wait=600, most=20, window=HOUR)
CODE_MAIL = Limit("code-mail", free=3, first_wait=60, longest_wait=600, most=6, window=HOUR)
CODE_APP = Limit("code-app", free=5, first_wait=30, longest_wait=600, most=20, window=HOUR)
RECOVERY = Limit("recovery-code", free=5, first_wait=30, longest_wait=600, most=20, window=HOUR)


def take_try(limit: Limit, subject: str) -> float:
    """Count a try and return 0, or return the seconds to wait before there may be one.

    Arguments:
        limit: of the way tried.
        subject: what is tried, an account's address or id; only a keyed hash of it is kept.

    Of processes that try at once only as many count as may: each try is a key of its own, and the
    database lets one of them add it.
    """
    keys = _keys(limit, subject)
    taken = cache.get_many(keys)
    now = time.time()
    wait = limit.seconds_to_wait(list(taken.values()), now)
    if wait > 0:
        return wait
    free = [key for key in keys if key not in taken]
    if free and cache.add(free[0], now, timeout=limit.window):
        return 0.0
    return 1.0


def is_used_up(limit: Limit, subject: str) -> bool:
    """Say whether the next try must wait: perhaps it is somebody else who tries."""
    return len(cache.get_many(_keys(limit, subject))) >= limit.free


def forget_tries(limit: Limit, subject: str) -> None:
    """Count from nothing again: the right person got in."""
    cache.delete_many(_keys(limit, subject))


def prune_tries(now: datetime) -> None:
    """Delete the counts that are over; the cache itself does so only when it is full."""
    table = connection.ops.quote_name("core_cache")
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608


def _keys(limit: Limit, subject: str) -> list[str]:
    token = derive("limit", limit.way, subject)
    return [f"{token}:{number}" for number in range(limit.most)]
