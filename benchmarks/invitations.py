"""Queuing invitations: seconds and queries for 50 and for 5,000 organizations.

An invitation is checked, made for whom it counts as and nobody twice, audited, given a personal
link and queued as a mail, in parts that show progress. Its peer fills the same two tables with as
many rows of the same width by two bulk_creates in one transaction, and asks nothing. SQLite
always; PostgreSQL where it can be had.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.processes import end_cleanly, run_on_each_database
from benchmarks.report import Line, say

SIZES = (50, 5_000)
ROUNDS = 3
PEER = "bare bulk_create of the same rows"
# Loomio cannot run here; it was seen to make at least so many queries, and to be cut off after
# so many seconds.
LOOMIO = "Loomio inviting 2,303 voters, as published"
LOOMIO_QUERIES = 7_000
LOOMIO_SECONDS = 15.0


@dataclass(slots=True)
class Cost:
    """What one round cost.

    Arguments:
        seconds: by the clock.
        queries: statements of SQL, those that begin and end transactions included where the
            database's driver sends them as such.
    """

    seconds: float = 0.0
    queries: int = 0

    def count(self, execute: Callable[..., Any], *given: Any) -> Any:
        """Count a statement and run it (Django's execute_wrapper)."""
        self.queries += 1
        return execute(*given)


def main() -> None:
    """Measure on SQLite and, where it can be had, on PostgreSQL."""
    end_cleanly()
    if "--here" in sys.argv:
        _measure_here()
        return
    run_on_each_database("benchmarks.invitations")


def _measure_here() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")
    import django

    django.setup()

    from django.core.management import call_command
    from django.db import connection

    from benchmarks.invitation_data import insert_bare, invite, make_campaigns, make_invitees

    call_command("migrate", verbosity=0)
    database = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    rows = make_invitees(max(SIZES))
    costs = {}
    for size in SIZES:
        own: list[Cost] = []
        peer: list[Cost] = []
        # In turns, so that a noisy moment falls on both; the first round warms up.
        for first, second in make_campaigns(f"invitar-{size}", ROUNDS + 1):
            own.append(_cost(partial(invite, first, rows[:size])))
            peer.append(_cost(partial(insert_bare, second, rows[:size])))
        costs[size] = _middle(own)
        _say(f"inviting {size}, {database}", costs[size], _middle(peer))
    fewest, most = costs[min(SIZES)], costs[max(SIZES)]
    name = f"inviting {max(SIZES)}, {database}"
    beside = f"inviting {min(SIZES)}"
    say(Line(f"{name}: queries", most.queries, "queries", beside, fewest.queries))
    say(Line(f"{name}: queries", most.queries, "queries", LOOMIO, LOOMIO_QUERIES))
    say(Line(f"{name}: seconds", most.seconds, "s", LOOMIO, LOOMIO_SECONDS))


def _cost(work: Callable[[], object]) -> Cost:
    from django.db import connection

    cost = Cost()
    with connection.execute_wrapper(cost.count):
        began = time.perf_counter()
        work()
        cost.seconds = time.perf_counter() - began
    return cost


def _middle(rounds: list[Cost]) -> Cost:
    measured = rounds[1:]
    return Cost(
        statistics.median(cost.seconds for cost in measured),
        max(cost.queries for cost in measured),
    )


def _say(name: str, own: Cost, peer: Cost) -> None:
    say(Line(f"{name}: seconds", own.seconds, "s", PEER, round(peer.seconds, 4)))
    say(Line(f"{name}: queries", own.queries, "queries", PEER, peer.queries))


if __name__ == "__main__":
    main()
