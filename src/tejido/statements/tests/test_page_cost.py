"""A page costs the same however many signed: its queries, and the rows they visit."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.core.sorting import sort_key
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_network
from tejido.statements.models import Statement
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

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
    half = signatures // 2
    version = version_of(statement)
    # Taken in turns, so that the first names are of both sorts.
    sign(version, *bodies[::2], network=make_network("Red Larga", visibility="public"))
    sign(version, *bodies[1::2])
    assert len(bodies[::2]) == half
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
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
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query['sql']}")
                [found] = cursor.fetchone()
                [plan] = found if isinstance(found, list) else json.loads(found)
                total += _visited(plan["Plan"])
    return total


def _visited(plan: dict[str, Any]) -> int:
    rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return int(rows * plan["Actual Loops"]) + sum(map(_visited, plan.get("Plans", [])))


def cost(client: Client, address: str) -> tuple[int, int]:
    """Return how many queries a page made anew asks, and the rows or steps they take."""
    assert client.get(address).status_code == 200
    PAGES.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    if connection.vendor == "postgresql":
        return len(queries), visited_rows(queries)
    PAGES.clear()
    with sqlite_steps() as steps:
        client.get(address)
        return len(queries), steps()


@pytest.mark.parametrize(
    ("reader", "path"), [(None, ""), (None, "networks/"), ("alice", ""), ("charlie", "")]
)
def test_what_a_page_reads_does_not_grow_with_the_signatures(
    request: pytest.FixtureRequest,
    client_of: Callable[[User | None], Client],
    reader: str | None,
    path: str,
) -> None:
    client = client_of(request.getfixturevalue(reader) if reader else None)
    (queries, few), (more_queries, many) = (
        cost(client, f"/en/statements/{statement_with(number).slug}/{path}")
        for number in (FEW, MANY)
    )
    assert queries == more_queries
    assert many < 1.5 * few + _STEPS
