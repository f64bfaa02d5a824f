"""A page costs the same however many signed: its queries, and the rows they visit."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.core.sorting import sort_key
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter, signers_of
from tejido.statements.models import How, Statement
from tejido.statements.tests.change_factories import change, newest
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


def read(client: Client, address: str) -> None:
    """Read a page that is made anew."""
    PAGES.clear()
    assert client.get(address).status_code == 200


@transaction.atomic
def enter_one(statement: Statement, network: Organization) -> None:
    """Let a new organization sign through a network."""
    lock_counting()
    body = make_organization(country="MX")
    signers = signers_of(statement, [body.pk, network.pk])
    enter(newest(statement), [Entry(signers[body.pk], How.LINK, signers[network.pk])])


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (None, ""),
        (None, "networks/"),
        (None, "countries/"),
        (None, "signatures/"),
        ("alice", ""),
        ("charlie", ""),
    ],
)
def test_what_a_page_reads_does_not_grow_with_the_signatures(
    request: pytest.FixtureRequest,
    client_of: Callable[[User | None], Client],
    reader: str | None,
    path: str,
) -> None:
    client = client_of(request.getfixturevalue(reader) if reader else None)
    costs = []
    for number in (FEW, MANY):
        address = f"/en/statements/{statement_with(number).slug}/{path}"
        costs.append(cost(partial(read, client, address)))
    assert_alike(*costs)


def test_nor_with_those_who_have_not_confirmed_a_changed_text(client: Client) -> None:
    costs = []
    for number in (FEW, MANY):
        statement = statement_with(number)
        change(statement, publish=True)
        costs.append(cost(partial(read, client, f"/en/statements/{statement.slug}/")))
    assert_alike(*costs)


@pytest.mark.parametrize("is_changed", [False, True])
def test_nor_does_what_a_signature_costs(is_changed: bool) -> None:
    costs = []
    for number in (FEW, MANY):
        statement = statement_with(number)
        if is_changed:
            change(statement, publish=True)
        costs.append(cost(partial(enter_one, statement, make_network("Red Nueva"))))
    # How many nodes the log's tree gets depends on its size's last bits.
    assert abs(costs[1][0] - costs[0][0]) <= 1
    assert costs[1][1] < 1.5 * costs[0][1] + _STEPS


def assert_alike(few: tuple[int, int], many: tuple[int, int]) -> None:
    """Say that many signatures cost as many queries as few, and hardly more steps or rows."""
    assert few[0] == many[0]
    assert many[1] < 1.5 * few[1] + _STEPS
