"""A signature costs the same however many signed before it."""

from functools import partial

import pytest
from django.db import transaction

from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.actions.links import sign_by_link
from tejido.statements.models import Campaign, How, Statement
from tejido.statements.queries.signers import signers_of
from tejido.statements.tests.campaigns import a_campaign, an_invitation, link_of
from tejido.statements.tests.change_factories import change, newest
from tejido.statements.tests.costs import FEW, MANY, assert_alike, cost, statement_with

pytestmark = pytest.mark.django_db


@transaction.atomic
def enter_one(statement: Statement, network: Organization) -> None:
    """Let a new organization sign through a network."""
    lock_counting()
    body = make_organization(country="MX")
    signers = signers_of(statement, [body.pk, network.pk])
    enter(newest(statement), [Entry(signers[body.pk], How.LINK, signers[network.pk])])


def sign_one(campaign: Campaign) -> None:
    """Let a newly invited organization sign by its personal link."""
    assert sign_by_link(**link_of(an_invitation(campaign)))


@pytest.mark.parametrize("is_changed", [False, True])
def test_through_a_network(is_changed: bool) -> None:
    costs = []
    for number in (FEW, MANY):
        statement = statement_with(number)
        if is_changed:
            change(statement, publish=True)
        costs.append(cost(partial(enter_one, statement, make_network("Red Nueva"))))
    # How many nodes the log's tree gets depends on its size's last bits.
    assert_alike(*costs, queries=1)


def test_by_a_personal_link() -> None:
    costs = []
    for number in (FEW, MANY):
        campaign = a_campaign(statement_with(number))
        costs.append(cost(partial(sign_one, campaign)))
    assert_alike(*costs, queries=1)
