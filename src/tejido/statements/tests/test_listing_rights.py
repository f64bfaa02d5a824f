"""Whom a network may list, who may answer, and what listing many costs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import User
from tejido.directory.models import Visibility
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.statements.actions.listings import (
    answer_by_link,
    answer_listing,
    list_members,
    take_back_listing,
)
from tejido.statements.domain.listing import ListingState
from tejido.statements.listing_access import ListedContact
from tejido.statements.models import Answer
from tejido.statements.queries.listed_members import member_lines
from tejido.statements.tests.listing_factories import (
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    days_pass,
    listed,
    messages_sent,
    states,
)

pytestmark = pytest.mark.django_db


def test_only_current_members_that_the_delegate_sees_and_no_networks() -> None:
    opened, (network, _members) = an_open_statement(), a_network_with(0)
    today = timezone.localdate()
    former, inside, hidden = make_organization(), make_network(), make_organization()
    join(former, network, end=today - timedelta(days=1))
    join(inside, network)
    join(hidden, network, visibility=Visibility.SEALED)
    below = make_organization()
    join(below, inside)
    delegate, _network = a_signing_delegate(network)
    lines = member_lines(delegate, opened.version, network)
    assert [(line.id, line.may_be_listed) for line in lines] == [(inside.pk, False)]
    for body in (former, inside, hidden, below, make_organization()):
        with pytest.raises(InvalidInput):
            list_members(
                actor=delegate,
                statement=opened.statement,
                network=network,
                members=[body.pk],
                digest=opened.digest,
            )


def test_left_unnamed_by_the_network_or_by_the_member() -> None:
    opened, (network, (one, other)) = an_open_statement(), a_network_with(2)
    rows = listed(opened, network, [one, other])
    answer_by_link(
        listed=ListedContact(rows[0], one.contacts.get()), answer=Answer.AGREED, unnamed=True
    )
    answer_by_link(listed=ListedContact(rows[1], other.contacts.get()), answer=Answer.AGREED)
    assert (opened.tally.organizations, opened.tally.unnamed) == (2, 1)


@pytest.mark.parametrize("who", ["member", "network", "secretary", "stranger"])
@pytest.mark.parametrize("action", ["answer", "take back", "list"])
def test_who_may_what(who: str, action: str) -> None:
    opened, (network, (member, other)) = an_open_statement(), a_network_with(2)
    row = listed(opened, network, [member])[0]
    people: dict[str, Callable[[], User]] = {
        "member": lambda: a_signing_delegate(member)[0],
        "network": lambda: a_signing_delegate(network)[0],
        "secretary": lambda: a_delegate(role="secretary"),
        "stranger": a_delegate,
    }
    actor = people[who]()
    acts: dict[str, Callable[[], object]] = {
        "answer": lambda: answer_listing(actor=actor, listing=row, answer=Answer.DECLINED),
        "take back": lambda: take_back_listing(actor=actor, listing=row),
        "list": lambda: list_members(
            actor=actor,
            statement=opened.statement,
            network=network,
            members=[other.pk],
            digest=opened.digest,
        ),
    }
    allowed = {"answer": {"member"}, "take back": {"network", "secretary"}, "list": {"network"}}
    if who in allowed[action]:
        acts[action]()
        return
    with pytest.raises(NotAllowed):
        acts[action]()


def test_listing_many_costs_the_same(django_assert_max_num_queries: object) -> None:
    opened = an_open_statement()
    network = make_network()
    members = [make_organization() for _ in range(30)]
    for member in members:
        join(member, network)
        a_contact(member)
    delegate, _network = a_signing_delegate(network)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        list_members(
            actor=delegate,
            statement=opened.statement,
            network=network,
            members=[member.pk for member in members],
            digest=opened.digest,
        )
    messages_sent()
    with django_assert_max_num_queries(75):  # type: ignore[operator]
        days_pass(opened, 3.1)
    assert opened.counted() == (30, 0, 30, 0)
    assert states(opened, network) == [ListingState.LISTED.value] * 30
