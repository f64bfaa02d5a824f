"""A campaign in the browser: invited by list, signed by link on a phone without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tejido.core.worker import work
from tejido.directory.tests.factories import make_organization
from tejido.statements.campaign_access import link_token
from tejido.statements.models import Campaign, Endorsement, Invitation
from tejido.statements.tests.campaigns import change_text
from tejido.statements.tests.factories import a_frozen_statement

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: Browser) -> Page:
    """A phone in a small screen, without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    return context.new_page()


@pytest.mark.django_db(transaction=True)
def test_a_campaign_from_opening_to_closing(
    live_server: LiveServer,
    sign_in: Callable[[User], Page],
    assert_accessible: Callable[[Page], None],
    alice: User,
    phone: Page,
) -> None:
    statement = a_frozen_statement()
    luna, sol = make_organization("Casa Luna"), make_organization("Grupo Sol")
    page = sign_in(alice)
    page.goto(live_server.url + reverse("statements:campaign", args=[statement.slug]))
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.get_by_label("Cierra").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Establecer la campaña").click()
    expect(page.get_by_text("abierta a firmas")).to_be_visible()

    page.get_by_role("link", name="Invitar").click()
    page.get_by_label("La lista").fill("Casa Luna, luna@example.org\nSoles, sol@example.org")
    page.get_by_role("button", name="Leer la lista").click()
    page.get_by_label("Grupo Sol").or_(page.get_by_label("O la clave")).first.wait_for()
    page.get_by_label("O la clave de otra organización").fill(sol.key)
    page.get_by_role("button", name="Guardar lo decidido").click()
    assert_accessible(page)
    page.get_by_role("button", name="Invitar a 2 organizaciones").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    work(worker_id="browser", batch=True)
    page.get_by_role("link", name="Ir a las invitaciones").click()
    expect(page.get_by_text("2 invitaciones")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="Casa Luna").click()
    page.get_by_role("button", name="Mostrar el enlace").click()
    link = page.get_by_label("Español", exact=True).input_value()
    assert_accessible(page)
    address = live_server.url + link[link.index("/es/") :]

    phone.goto(address)
    phone.get_by_label("No nombrarla").check()
    phone.get_by_role("button", name="Firmar por Casa Luna").click()
    expect(phone.get_by_text("Casa Luna ha firmado")).to_be_visible()
    assert not phone.context.cookies() or "session" not in {
        cookie["name"] for cookie in phone.context.cookies()
    }
    assert Endorsement.objects.get().organization == luna

    change_text(statement)
    phone.goto(address)
    phone.get_by_role("link", name="Ver qué cambió y confirmar").click()
    phone.get_by_role("button", name="Confirmar por Casa Luna").click()
    expect(phone.get_by_text("Casa Luna ha firmado")).to_be_visible()
    phone.get_by_role("link", name="Retirar la firma").click()
    phone.get_by_role("button", name="Retirar la firma de Casa Luna").click()
    expect(phone.get_by_text("esa firma se retiró")).to_be_visible()

    second = Invitation.objects.get(organization=sol)
    args = [second.pk, link_token(second)]
    phone.goto(live_server.url + reverse("statements:personal_link", args=args))
    phone.get_by_role("button", name="Firmar por Grupo Sol").click()
    page.goto(live_server.url + reverse("statements:campaign", args=[statement.slug]))
    expect(page.locator(".count-line")).to_have_text("1 organización")
    page.get_by_role("link", name="Cerrar ahora").click()
    page.get_by_role("button", name="Cerrar ahora").click()
    expect(page.get_by_role("link", name="Reabrir")).to_be_visible()
    assert Campaign.objects.get().closes_at <= timezone.now()
    assert_accessible(page)
