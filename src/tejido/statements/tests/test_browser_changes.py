"""A text changes while it is signed, in the browser: its editor, and one who signed it."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.coalition.tests.factories import a_contact
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import start_correction
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.change_factories import link_of, newest
from tejido.statements.tests.factories import a_frozen_statement
from tejido.statements.tests.signing import sign

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_of_substance_from_the_draft_to_the_page(
    live_server: LiveServer,
    page: Page,
    browser: Browser,
    alice: User,
    sign_in: Callable[[User], Page],
    assert_accessible: Callable[[Page], None],
) -> None:
    statement = a_frozen_statement()
    a_campaign(statement)
    contacts = [a_contact(make_organization(name)) for name in ("Casa Uno", "Casa Dos")]
    sign(newest(statement), *(contact.organization for contact in contacts))
    draft = start_correction(actor=alice, statement=statement)
    draft.texts.update(correction="Cambió la segunda exigencia.")
    draft.texts.filter(language="es").update(title="Paso seguro hoy")

    sign_in(alice)
    page.goto(f"{live_server.url}{reverse('statements:draft_freeze', args=[statement.slug])}")
    assert_accessible(page)
    page.get_by_role("button", name="Fijar la versión 2").click()
    expect(page.get_by_label("Solo la redacción")).not_to_be_checked()
    page.get_by_label("El contenido: las 2 firmas").check()
    page.get_by_role("button", name="Fijar la versión 2").click()
    expect(page.get_by_text("está fijada")).to_be_visible()

    # The signer, on a phone and without JavaScript.
    phone = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="es-MX"
    )
    theirs = phone.new_page()
    link = reverse("statements:confirm_link", args=link_of(statement, contacts[0]))
    theirs.goto(f"{live_server.url}{link}")
    expect(theirs.locator("ins").first).to_contain_text("hoy")
    theirs.get_by_role("button", name="Confirmar por Casa Uno").click()
    expect(theirs.get_by_role("heading", name="La firma está en pie")).to_be_visible()
    theirs.goto(f"{live_server.url}{reverse('statements:statement_page', args=[statement.slug])}")
    expect(theirs.locator(".count-line")).to_contain_text("1 organización")
    expect(theirs.get_by_text("una firma dada al texto anterior").first).to_be_visible()
    theirs.goto(f"{live_server.url}{link}")
    theirs.get_by_role("button", name="Retirar la firma de Casa Uno").click()
    expect(theirs.get_by_role("heading", name="La firma está retirada")).to_be_visible()
    phone.close()

    page.goto(f"{live_server.url}{reverse('statements:unconfirmed', args=[statement.slug])}")
    assert_accessible(page)
    expect(page.get_by_role("rowheader", name="Casa Dos")).to_be_visible()
    page.get_by_role("button", name=re.compile("Recordar.*Casa Dos")).click()
    expect(page.get_by_text("Se avisa a 1 persona.")).to_be_visible()
    page.goto(f"{live_server.url}{reverse('statements:frozen_publish', args=[statement.slug])}")
    assert_accessible(page)
    page.get_by_role("button", name="Publicar la versión 2").click()
    expect(page.get_by_role("heading", name="Paso seguro hoy", level=1)).to_be_visible()
