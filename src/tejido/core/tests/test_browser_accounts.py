"""Signing in and the second factors, in the browser: with and without a passkey."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core.accounts.codes import code_of
from tejido.core.models import AuditEntry, Role, SignInCode, User
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import recovery_code, run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Page], None]
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def phone(page: Page) -> Page:
    """A phone whose passkeys are opened by a finger that is always there."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_a_new_secretary_makes_a_passkey_and_signs_in_with_it(
    phone: Page, live_server: LiveServer, assert_accessible: Check
) -> None:
    user = User.objects.create_user("sara@example.org", role=Role.SECRETARY, name="Sara")
    phone.goto(live_server.url + create_link(user).partition("localhost:8000")[2])
    phone.get_by_role("button", name="Entrar en este dispositivo").click()
    expect(phone.get_by_role("heading", name="Segundos factores")).to_be_visible()
    assert_accessible(phone)
    phone.goto(f"{live_server.url}/es/personas/")
    expect(phone.get_by_role("heading", name="Segundos factores")).to_be_visible()
    phone.get_by_role("link", name="Crear una llave de acceso").click()
    phone.get_by_label("Cómo la llama usted").fill("mi teléfono")
    assert_accessible(phone)
    phone.keyboard.press("Enter")
    expect(phone.locator(".codes code")).to_have_count(10)
    assert_accessible(phone)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Guardar como archivo").click()
    codes = download.value.path().read_text(encoding="utf-8")
    assert recovery_code(user) in codes

    phone.goto(f"{live_server.url}/es/personas/")
    expect(phone.get_by_role("heading", name="Personas con cuenta")).to_be_visible()
    with phone.expect_navigation():
        phone.get_by_role("button", name="Salir").click()
    phone.goto(f"{live_server.url}/es/entrar/")
    phone.get_by_role("button", name="Usar una llave de acceso").click()
    expect(phone.get_by_text("Su sesión está abierta")).to_be_visible()
    assert AuditEntry.objects.filter(action="sign_in").first().data == {"way": "passkey"}  # type: ignore[union-attr]


def test_a_passkey_as_the_second_factor_after_a_code(
    phone: Page, live_server: LiveServer, charlie: User, assert_accessible: Check
) -> None:
    def sign_in_by_code() -> None:
        phone.goto(f"{live_server.url}/es/entrar/")
        phone.get_by_label("Correo electrónico").fill(charlie.email)
        phone.get_by_role("button", name="Enviarme un código").click()
        expect(phone.get_by_role("heading", name="Escriba el código")).to_be_visible()
        assert_accessible(phone)
        code = code_of(SignInCode.objects.latest("pk"))
        phone.get_by_label("Código del correo").fill(code)
        phone.keyboard.press("Enter")

    sign_in_by_code()
    expect(phone.get_by_text("Su sesión está abierta")).to_be_visible()
    phone.goto(f"{live_server.url}/es/cuenta/segundos-factores/llave-de-acceso/")
    phone.get_by_label("Cómo la llama usted").fill("mi teléfono")
    phone.get_by_role("button", name="Crear la llave de acceso").click()
    expect(phone.locator(".codes code")).to_have_count(10)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Salir").click()
    sign_in_by_code()
    expect(phone.get_by_role("heading", name="Segundo factor")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("button", name="Usar una llave de acceso").click()
    expect(phone.get_by_text("Su sesión está abierta")).to_be_visible()


def test_a_phone_is_seized(
    page: Page,
    live_server: LiveServer,
    alice: User,
    charlie: User,
    sign_in: Callable[[User], Page],
    assert_accessible: Check,
) -> None:
    seized = Client()
    seized.post(create_link(charlie))
    assert seized.get("/es/cuenta/").status_code == 200
    page = sign_in(alice)
    page.get_by_role("link", name="Personas", exact=True).click()
    assert_accessible(page)
    page.get_by_role("link", name="Charlie").click()
    assert_accessible(page)
    page.get_by_label("En otras manos desde").fill("2020-01-01T00:00")
    page.get_by_role("button", name="Congelar esta cuenta").click()
    expect(page.get_by_text("La cuenta está congelada")).to_be_visible()
    assert seized.get("/es/cuenta/").status_code == 403
    expect(page.get_by_text("sin revisar todavía").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("debe deshacerse").first.check()
    page.get_by_role("button", name="Guardar esta revisión").first.click()
    expect(page.locator(".tag.refused")).to_have_text("debe deshacerse")
    page.get_by_role("link", name="Charlie").click()
    page.get_by_role("button", name="Abrir la cuenta de nuevo").click()
    expect(page.get_by_text("La cuenta está abierta de nuevo")).to_be_visible()
    run_tasks()
    assert {sent.to[0] for sent in mail.outbox} == {charlie.email}
