"""Signing in the browser: a delegate signs on a phone, a network lists, a contact answers."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.utils.translation import override
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.coalition.tests.factories import a_mandate
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization
from tejido.notifications.models import Message
from tejido.statements.listing_telling import of_listing
from tejido.statements.models import Listing
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.tests.listing_factories import (
    a_network_with,
    an_open_statement,
    days_pass,
    listed,
    messages_sent,
)

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Page], None]
PHONE = {"width": 360, "height": 740}


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_delegate_signs_on_a_phone_without_scripts(
    live_server: LiveServer,
    page: Page,
    sign_in: Callable[[User], Page],
    charlie: User,
    assert_accessible: Check,
) -> None:
    opened = an_open_statement()
    a_mandate(charlie, make_organization("CIMICH"), scope="sign")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(charlie)
    page.goto(f"{live_server.url}/es/pronunciamientos/firmar/")
    assert_accessible(page)
    fits(page)
    page.get_by_role("link", name="Leer y firmar").click()
    assert_accessible(page)
    fits(page)
    page.get_by_role("button", name="Firmar por CIMICH").click()
    expect(page.get_by_text("CIMICH ha firmado")).to_be_visible()
    assert_accessible(page)
    fits(page)
    assert opened.counted() == (1, 1, 0, 0)
    page.get_by_role("link", name="Retirar la firma").click()
    assert_accessible(page)
    page.get_by_role("button", name="Retirar la firma de CIMICH").click()
    expect(page.get_by_text("está retirada")).to_be_visible()
    assert opened.counted() == (0, 0, 0, 0)


def test_a_network_lists_and_a_contact_says_never(
    live_server: LiveServer,
    page: Page,
    sign_in: Callable[[User], Page],
    charlie: User,
    assert_accessible: Check,
) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(3)
    a_mandate(charlie, network, scope="sign")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(charlie)
    address = f"{live_server.url}/es/pronunciamientos/firmar/paso-seguro/{network.key}/integrantes/"
    page.goto(address)
    assert_accessible(page)
    fits(page)
    page.get_by_label(members[0].name).check()
    page.get_by_role("button", name="Incluir a las marcadas").click()
    expect(page.get_by_text("aún sin aviso")).to_be_visible()
    assert Listing.objects.count() == 1
    listed(opened, network, members)
    messages_sent()
    days_pass(opened, 3.1)
    page.goto(address)
    assert_accessible(page)
    fits(page)
    assert opened.counted() == (3, 0, 3, 0)
    message = Message.objects.filter(kind=LISTED).earliest("pk")
    with override("es"):
        words = of_listing(message.data, "es")
    assert words is not None
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{urlsplit(words.link).path}")
    assert_accessible(page)
    fits(page)
    page.get_by_role("button", name=f"Que {network.name} no nos incluya nunca").click()
    expect(page.get_by_text("no incluye nunca más")).to_be_visible()
    assert_accessible(page)
    assert opened.counted() == (2, 0, 2, 0)
