"""Somebody signs on a phone without JavaScript, confirms, and takes the signature back."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core import form_tokens
from tejido.notifications.actions.sending import send_due_mails
from tejido.statements.models import Endorsement, Signatory, Statement
from tejido.statements.tests.people_factories import EMAIL, NAME, an_open_statement

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def statement(live_server: LiveServer) -> Statement:
    """A statement that people may sign, on the server the browser asks."""
    return an_open_statement()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone whose browser runs no script."""
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        java_script_enabled=False,
        locale="es-MX",
    )
    yield context.new_page()
    context.close()


def fill_in(page: Page) -> None:
    page.get_by_label("Su nombre", exact=True).fill(NAME)
    page.get_by_label("Correo electrónico").fill(EMAIL)
    page.get_by_label("Leí el aviso").check()


def mailed_link() -> str:
    """Return where the link of the newest mail leads, as its reader sees it, from the root."""
    words = str(mail.outbox[-1].body).split()
    (link,) = [word for word in words if "/firmar/persona/" in word]
    return "/es/" + link.partition("/es/")[2]


def test_from_the_form_to_taking_it_back(
    statement: Statement, phone: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_tokens, "EARLIEST", timedelta(hours=1))
    phone.goto(f"{live_server.url}/es/pronunciamientos/{statement.slug}/firmar/persona/")
    fill_in(phone)
    send = phone.get_by_role("button", name="Enviarme el enlace")
    send.click()
    expect(phone.get_by_role("alert")).to_contain_text("más rápido que leer")
    expect(phone.get_by_label("Su nombre", exact=True)).to_have_value(NAME)
    monkeypatch.setattr(form_tokens, "EARLIEST", timedelta(0))
    phone.get_by_role("button", name="Enviarme el enlace").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Enviamos un mensaje a esa dirección"
    )
    assert not Endorsement.objects.exists()

    send_due_mails(Signatory.objects.get().created_at)
    phone.goto(live_server.url + mailed_link())
    phone.get_by_role("button", name=f"Firmar como {NAME}").click()
    expect(phone.get_by_text("Su firma cuenta.")).to_be_visible()
    assert Endorsement.objects.count() == 1
    phone.get_by_role("link", name="Retirar mi firma").click()
    phone.get_by_role("button", name="Retirar mi firma").click()
    expect(phone.get_by_text("retirada")).to_be_visible()
    assert not Endorsement.objects.filter(withdrawn_at__isnull=True).exists()


def test_the_hidden_field_is_out_of_everybodys_way(
    statement: Statement,
    page: Page,
    live_server: LiveServer,
    assert_accessible: Callable[[Page], None],
) -> None:
    page.goto(f"{live_server.url}/es/pronunciamientos/{statement.slug}/firmar/persona/")
    trap = page.locator("input[name=subject]")
    expect(trap).to_have_attribute("tabindex", "-1")
    expect(trap).to_have_attribute("autocomplete", "off")
    box = trap.bounding_box()
    assert box is None or box["height"] * box["width"] < 6000
    expect(page.get_by_role("textbox", name="Deje esto vacío")).to_have_count(0)
    assert_accessible(page)
