"""Not to be named holds for an organization under a statement, whatever becomes of a signature."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.core.transparency import keys
from tejido.directory.models import Organization
from tejido.statements.actions import publish_frozen, set_unnamed
from tejido.statements.actions.delegates import (
    name_organization,
    sign_statement,
    withdraw_signatures,
)
from tejido.statements.actions.invitations import renew_link
from tejido.statements.actions.listings import answer_by_link
from tejido.statements.listing_access import ListedContact
from tejido.statements.models import Answer, Signer
from tejido.statements.tests import records
from tejido.statements.tests.campaigns import an_invitation
from tejido.statements.tests.listing_factories import (
    OpenStatement,
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    days_pass,
    listed,
    messages_sent,
)
from tejido.statements.tests.personal_links import address

pytestmark = pytest.mark.django_db


def sign(opened: OpenStatement, user: User, body: Organization, *, unnamed: bool = False) -> None:
    sign_statement(
        actor=user,
        statement=opened.statement,
        organization=body,
        digest=opened.digest,
        unnamed=unnamed,
    )


def withdraw(opened: OpenStatement, user: User, body: Organization) -> None:
    withdraw_signatures(actor=user, statement=opened.statement, organization=body)


def is_unnamed(opened: OpenStatement, body: Organization) -> bool:
    return Signer.objects.get(statement=opened.statement, organization=body).unnamed


@pytest.fixture
def network_with_a_member() -> tuple[OpenStatement, User, Organization]:
    """A network that signed unnamed and carries a member that agreed."""
    opened, (network, (member, _other)) = an_open_statement(), a_network_with(2)
    delegate, _network = a_signing_delegate(network)
    sign(opened, delegate, network, unnamed=True)
    [row] = listed(opened, network, [member])
    answer_by_link(listed=ListedContact(row, member.contacts.get()), answer=Answer.AGREED)
    return opened, delegate, network


def test_who_carries_others_unnamed_is_not_named_by_taking_its_own_signature_back(
    network_with_a_member: tuple[OpenStatement, User, Organization],
    settings: object,
    tmp_path: Path,
    client: Client,
) -> None:
    opened, delegate, network = network_with_a_member
    settings.LOG_KEY_FILE = tmp_path / "key"  # type: ignore[attr-defined]
    keys.make_key()
    withdraw(opened, delegate, network)
    assert (opened.tally.networks, opened.tally.unnamed_networks) == (1, 1)
    publish_frozen(actor=None, version=opened.version)
    assert records.fault(records.written(opened.statement, tmp_path)) == ""
    page = client.get(f"/es/pronunciamientos/{opened.statement.slug}/").content.decode()
    assert network.name not in page


def test_who_only_carries_others_can_be_named_and_left_unnamed(
    network_with_a_member: tuple[OpenStatement, User, Organization],
) -> None:
    opened, delegate, network = network_with_a_member
    withdraw(opened, delegate, network)
    name_organization(
        actor=delegate, statement=opened.statement, organization=network, unnamed=False
    )
    assert (opened.tally.networks, opened.tally.unnamed_networks) == (1, 0)
    tally = set_unnamed(actor=None, version=opened.version, organization=network, unnamed=True)
    assert (tally.networks, tally.unnamed_networks) == (1, 1)


def test_silence_names_nobody_who_asked_not_to_be_named() -> None:
    opened, (network, (member, _other)) = an_open_statement(), a_network_with(2)
    delegate, _member = a_signing_delegate(member)
    sign(opened, delegate, member, unnamed=True)
    withdraw(opened, delegate, member)
    listed(opened, network, [member])
    messages_sent()
    days_pass(opened, 4)
    assert (opened.tally.organizations, opened.tally.unnamed) == (1, 1)


def test_who_signs_anew_in_its_own_name_is_named_by_it() -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    sign(opened, delegate, body, unnamed=True)
    withdraw(opened, delegate, body)
    assert is_unnamed(opened, body)
    sign(opened, delegate, body)
    assert (opened.tally.organizations, opened.tally.unnamed) == (1, 0)


def test_a_link_names_again_only_where_nothing_stands(client: Client) -> None:
    opened, (network, (member, _other)) = an_open_statement(), a_network_with(2)
    [row] = listed(opened, network, [member])
    contact = member.contacts.get()
    answer_by_link(listed=ListedContact(row, contact), answer=Answer.AGREED, unnamed=True)
    invitation = an_invitation(opened.campaign, contact=contact)
    client.post(address(invitation), {"named": "yes", "digest": opened.digest})
    assert (opened.tally.both, opened.tally.unnamed) == (1, 1)
    delegate, _member = a_signing_delegate(member)
    withdraw(opened, delegate, member)
    again = renew_link(actor=None, invitation=invitation)
    client.post(address(again), {"named": "yes", "digest": opened.digest})
    assert (opened.tally.organizations, opened.tally.unnamed) == (1, 0)


def test_the_pages_offer_it_to_who_only_carries_others(
    network_with_a_member: tuple[OpenStatement, User, Organization],
    client: Client,
    secretary: Client,
) -> None:
    opened, delegate, network = network_with_a_member
    withdraw(opened, delegate, network)
    publish_frozen(actor=None, version=opened.version)
    slug = opened.statement.slug
    client.force_login(delegate)
    naming = reverse("statements:own_signature_naming", args=[slug, network.key])
    page = client.get(reverse("statements:sign", args=[slug])).content.decode()
    assert naming in page
    client.post(naming, {"unnamed": "no"})
    assert not is_unnamed(opened, network)

    lists = reverse("statements:signing_networks", args=[slug])
    naming = reverse("statements:signature_naming", args=[slug, network.key])
    assert naming in secretary.get(lists).content.decode()
    answer = secretary.post(naming, {"unnamed": "yes", "next": lists})
    assert answer["Location"] == lists
    assert is_unnamed(opened, network)
    assert network.name in secretary.get(lists).content.decode()
    client.logout()
    assert network.name not in client.get(lists).content.decode()
