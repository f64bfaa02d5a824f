"""The pages on which a network lists, and a member answers by its account or by its link."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from tejido.coalition.actions import remove_contact
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization
from tejido.notifications.models import Message
from tejido.notifications.queries.account import words_for
from tejido.statements.actions import publish_frozen
from tejido.statements.models import Answer, Listing
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.tests.listing_factories import (
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    close,
    days_pass,
    listed,
    messages_sent,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def link_in(message: Message, language: str = "en") -> str:
    """Return the address a message leads to."""
    with override(language):
        words = words_for(message, language)
    assert words is not None
    return urlsplit(words.link).path


def test_a_network_lists_ticked_members_and_then_all(client_of: ClientOf) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(3)
    delegate, _network = a_signing_delegate(network)
    client = client_of(delegate)
    address = f"/en/statements/signing/paso-seguro/{network.key}/members/"
    page = client.get(address).content.decode()
    assert "You sign under the mandate granted by" in page
    assert "List all 3 that can be listed" in page
    sent = {"digest": opened.digest, "named": "yes"}
    done = client.post(address, {**sent, "member": [members[0].pk]}, follow=True)
    assert b"1 member is listed and is told now." in done.content
    assert b"not told yet" in done.content
    client.post(address, {**sent, "every": "yes"})
    assert Listing.objects.count() == 3
    row = Listing.objects.get(organization=members[1])
    client.post(f"{address}{row.pk}/take-back/")
    row.refresh_from_db()
    assert row.taken_back_at is not None
    nothing = client.post(address, sent, follow=True)
    assert b"Nobody was added" in nothing.content
    close(opened)
    assert b"Signing is closed" in client.get(address).content
    assert client.post(address, {**sent, "member": [members[1].pk]}).status_code == 403


def test_a_contact_reads_the_text_and_answers_by_its_link(client_of: ClientOf) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    listed(opened, network, members)
    address = link_in(Message.objects.get(kind=LISTED))
    client = client_of(None)
    page = client.get(address)
    assert "The signing networks speak." in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert Listing.objects.get().answer == Answer.NONE
    agreed = client.post(address, {"answer": "agreed", "named": "yes"}, follow=True)
    assert b"agreed and is counted" in agreed.content
    assert opened.counted() == (1, 0, 1, 0)
    close(opened)
    never = client.post(address, {"answer": "opted-out"}, follow=True)
    assert b"never lists" in never.content
    assert opened.counted() == (0, 0, 0, 0)
    assert client.post(address, {"answer": "x"}).status_code == 422
    # Whoever answers by link alone leaves nothing behind in the browser but the form's own token.
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert "messages" not in client.cookies


def test_a_link_of_another_or_of_who_was_removed_leads_nowhere(client_of: ClientOf) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(2)
    listed(opened, network, members)
    one, other = Message.objects.filter(kind=LISTED).order_by("pk")
    client = client_of(None)
    address = link_in(one)
    token = address.rstrip("/").rpartition("/")[2]
    stolen = link_in(other).rstrip("/").rpartition("/")[0] + f"/{token}/"
    assert client.get(stolen).status_code == 404
    assert client.get(address).status_code == 200
    contact = members[0].contacts.get()
    remove_contact(actor=None, contact=contact)
    assert client.get(address).status_code == 404


def test_the_members_delegate_answers_in_the_account(client_of: ClientOf) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    row = listed(opened, network, members)[0]
    delegate, _member = a_signing_delegate(members[0])
    stranger, _body = a_signing_delegate(make_organization())
    address = f"/en/statements/listed/{row.pk}/"
    assert client_of(stranger).get(address).status_code == 404
    client = client_of(delegate)
    assert address.encode() in client.get("/en/statements/signing/").content
    done = client.post(address, {"answer": "declined"}, follow=True)
    assert b"said no" in done.content
    assert address.encode() not in client.get("/en/statements/signing/").content


def test_the_public_reads_listed_by_the_network(client_of: ClientOf) -> None:
    opened, (network, members) = an_open_statement("por-la-red"), a_network_with(1)
    listed(opened, network, members)
    publish_frozen(actor=None, version=opened.version)
    page = client_of(None).get("/en/statements/por-la-red/").content.decode()
    assert members[0].name not in page
    messages_sent()
    days_pass(opened, 3.1)
    page = client_of(None).get("/en/statements/por-la-red/").content.decode()
    assert members[0].name in page
    assert f"listed by {network.name}" in page


def test_the_message_in_both_languages_holds_no_name_in_its_data() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    listed(opened, network, members)
    message = Message.objects.get(kind=LISTED)
    assert set(message.data) == {"listing", "contact"}
    for language in ("es", "en"):
        with override(language):
            words = words_for(message, language)
        assert words is not None
        assert members[0].name in words.subject
        assert network.name in words.subject
