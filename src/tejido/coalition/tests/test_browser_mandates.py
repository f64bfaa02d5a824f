"""Mandates in a browser: a contact grants one, the delegate reads it and gives it back."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.coalition.models import Mandate
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate, an_expired_mandate
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[User], Page]
Check = Callable[[Page], None]
PHONE = {"width": 360, "height": 780}


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than the screen."""
    page.wait_for_load_state("networkidle")
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


def test_granted_by_a_contact_and_given_back_on_a_phone(
    sign_in: SignIn, live_server: LiveServer, assert_accessible: Check
) -> None:
    house = make_organization("Casa Ejemplo del Camino")
    keeper, delegate = a_delegate("Kenia"), a_delegate("Delia")
    a_contact(house, user=keeper)
    an_expired_mandate(None, house)
    page = sign_in(keeper)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(live_server.url + reverse("coalition:my_mandates"))
    assert_accessible(page)
    page.get_by_role("link", name="Casa Ejemplo del Camino").click()
    assert_accessible(page)
    page.get_by_role("link", name="Otorgar un mandato").click()
    page.get_by_label("Correo electrónico de la persona").fill(delegate.email)
    page.get_by_label("firmar y hablar").check()
    assert_accessible(page)
    assert overflow(page) <= 0
    page.get_by_role("button", name="Otorgar el mandato").click()
    expect(page.locator(".notice")).to_contain_text("El mandato está otorgado")
    expect(page.locator("table").first).to_contain_text(delegate.email)
    page.get_by_text("1 mandato que terminó").click()
    assert_accessible(page)
    assert overflow(page) <= 0
    page.get_by_role("link", name="Agregar un contacto").click()
    page.get_by_label("Nombre").fill("Olga Otra")
    page.get_by_label("Correo electrónico").fill("olga@example.org")
    page.get_by_role("button", name="Agregar el contacto").click()
    expect(page.locator("main")).to_contain_text("Olga Otra")
    assert overflow(page) <= 0


def test_a_delegate_gives_the_mandate_back(
    sign_in: SignIn, live_server: LiveServer, assert_accessible: Check
) -> None:
    mandate = a_mandate(a_delegate("Delia"), make_organization("Casa Ejemplo"))
    page = sign_in(mandate.user)
    page.goto(live_server.url + reverse("coalition:my_mandates"))
    page.get_by_role("link", name="Devolverlo").click()
    assert_accessible(page)
    page.get_by_role("button", name="Devolver el mandato").click()
    expect(page.locator(".notice")).to_contain_text("ya nadie actúa con él")
    mandate.refresh_from_db()
    assert mandate.state == "revoked"
    assert Mandate.objects.count() == 1
