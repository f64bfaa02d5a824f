"""Somebody reads a statement, who signed it, and takes it along, on a phone and at a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.models import Statement
from tejido.statements.tests.factories import a_published_statement, a_record
from tejido.statements.tests.signing import a_printed_list, sign, version_of

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def statement(live_server: LiveServer) -> Statement:
    """A statement with two networks, organizations in two countries, and people."""
    PAGES.clear()
    found = a_published_statement()
    network = make_network("Red Ejemplo del Sur")
    bodies = [make_organization(f"Casa Ejemplo {n:03}", country="MX") for n in range(101)]
    sign(version_of(found), *bodies, network=network, people=("Persona 1", "Persona 2"))
    sign(version_of(found), make_organization("Círculo Ñandú", country="GT"))
    sign(version_of(found), make_organization("Velada", visibility="coalition"))
    return found


def test_from_the_text_to_a_name(statement: Statement, page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/es/pronunciamientos/")
    page.get_by_role("link", name="Paso seguro ya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paso seguro ya")
    page.locator(".note-marker a").first.click()
    expect(page.locator("#note-1")).to_be_in_viewport()
    page.get_by_role("link", name="Organizaciones, de la A a la Z").click()
    page.get_by_role("searchbox").fill("circulo nandu")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".names li")).to_have_count(1)
    page.get_by_role("link", name="English").click()
    english = "/en/statements/paso-seguro/signatures/?q=circulo+nandu"
    expect(page).to_have_url(f"{live_server.url}{english}")
    expect(page.locator(".names li")).to_have_count(1)


def test_every_public_page_fits_and_is_accessible(
    statement: Statement,
    page: Page,
    live_server: LiveServer,
    assert_accessible: Callable[[Page], None],
) -> None:
    record = a_record()
    sign(version_of(record), make_organization())
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    paths = ["", "firmas/?page=2", "redes/", "paises/", "paises/gt/", "personas/", "pdf/"]
    paths = [f"{statement.slug}/{path}" for path in paths]
    for path in ["", *paths, f"{record.slug}/", f"{record.slug}/versiones/1/"]:
        page.goto(f"{live_server.url}/es/pronunciamientos/{path}")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, path
        assert_accessible(page)


def test_the_secretariat_loads_a_list_and_hides_a_name(
    statement: Statement,
    live_server: LiveServer,
    sign_in: Callable[[User], Page],
    alice: User,
    assert_accessible: Callable[[Page], None],
) -> None:
    stored = a_printed_list(make_organization("Aula Nueva"))
    page = sign_in(alice)
    page.goto(f"{live_server.url}/es/pronunciamientos/paso-seguro/")
    page.get_by_role("link", name="Cargar una lista impresa").click()
    page.get_by_role("combobox").select_option(stored.key)
    page.get_by_role("button", name="Mostrar qué resultaría").click()
    expect(page.get_by_text("104 organizaciones")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name=f"Cargar «{stored.title}»").click()
    page.goto(f"{live_server.url}/es/pronunciamientos/paso-seguro/firmas/")
    assert_accessible(page)
    row = page.locator(".names li", has_text="Aula Nueva")
    row.get_by_role("button").click()
    expect(page.locator(".names li", has_text="Aula Nueva").locator(".tag")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/es/pronunciamientos/paso-seguro/firmas/")
    expect(page.get_by_text("Aula Nueva")).to_have_count(0)
