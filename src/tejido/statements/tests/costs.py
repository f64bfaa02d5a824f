"""What acts and pages cost the database, counted so that no clock is needed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.core.sorting import sort_key
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_network
from tejido.statements.models import Statement
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import sign, version_of

# More than the names a page shows, so that only what it does not show grows.
FEW, MANY = 150, 3000
_STEPS = 100


def statement_with(signatures: int) -> Statement:
    """Publish a statement that as many organizations signed, half of them through a network."""
    statement = a_published_statement(f"de-{signatures}")
    names = [f"Casa {number}" for number in range(signatures)]
    bodies = Organization.objects.bulk_create(
        Organization(name=name, sort_key=sort_key(name), visibility="public", country="MX")
        for name in names
    )
    version = version_of(statement)
    # Taken in turns, so that the first names are of both sorts.
    sign(version, *bodies[::2], network=make_network("Red Larga", visibility="public"))
    sign(version, *bodies[1::2])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            # Of a few thousand rows PostgreSQL rather reads all than looks some up; of a hundred
            # thousand it does not. As if each row were dear:
            cursor.execute("SET LOCAL cpu_tuple_cost = 10")
    return statement


@contextmanager
def sqlite_steps() -> Iterator[Callable[[], int]]:
    """Count the steps of SQLite's virtual machine, a hundred at a time."""
    steps = [0]

    def tick() -> int:
        steps[0] += _STEPS
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(tick, _STEPS)
    try:
        yield lambda: steps[0]
    finally:
        connection.connection.set_progress_handler(None, 0)


def visited_rows(queries: CaptureQueriesContext) -> int:
    """Add up the rows that PostgreSQL visits to answer some queries."""
    total = 0
    with connection.cursor() as cursor:
        for query in queries.captured_queries:
            if query["sql"].lstrip().startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query['sql']}")
                [found] = cursor.fetchone()
                [plan] = found if isinstance(found, list) else json.loads(found)
                total += _visited(plan["Plan"])
    return total


def _visited(plan: dict[str, Any]) -> int:
    rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return int(rows * plan["Actual Loops"]) + sum(map(_visited, plan.get("Plans", [])))


def cost(act: Callable[[], object]) -> tuple[int, int]:
    """Return how many queries an act or a page asks, and the rows or steps they take."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    if connection.vendor == "postgresql":
        return len(queries), visited_rows(queries)
    with sqlite_steps() as steps:
        act()
        return len(queries), steps()


def assert_alike(few: tuple[int, int], many: tuple[int, int], *, queries: int = 0) -> None:
    """Say that with many signatures it costs as with few.

    Arguments:
        few, many: as `cost` returned them.
        queries: by how many they may differ.
    """
    assert abs(few[0] - many[0]) <= queries
    assert many[1] < 1.5 * few[1] + _STEPS
