"""A page made anew costs the same however many signed: its queries, and the rows they visit."""

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.statements.tests.change_factories import change
from tejido.statements.tests.costs import FEW, MANY, assert_alike, cost, statement_with

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> None:
    """Read a page that is made anew."""
    PAGES.clear()
    assert client.get(address).status_code == 200


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
