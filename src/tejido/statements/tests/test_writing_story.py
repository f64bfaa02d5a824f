"""The secretary writes, publishes and corrects a statement in the browser, on desk and phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tejido.statements.models import Statement
from tejido.statements.tests.factories import a_published_statement, an_authority

WIDTHS = (1280, 390)
BODY = "Las redes firmantes hablan.[^1]\n\n## Qué pedimos\n\nLo que sigue."
ENGLISH = "The signing networks speak.[^1]\n\n## What we ask\n\nWhat follows."


@pytest.fixture
def look(assert_accessible: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return a check that a page fits a desk and a phone, where axe finds nothing."""

    def check(page: Page) -> None:
        # A press may still be on its way to the next page.
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wider) <= 0, (page.url, width)
        assert_accessible(page)

    return check


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_from_the_first_word_to_publication(
    live_server: LiveServer,
    sign_in: Callable[[User], Page],
    alice: User,
    look: Callable[[Page], None],
) -> None:
    an_authority()
    page = sign_in(alice)
    page.goto(f"{live_server.url}/es/pronunciamientos/borradores/")
    look(page)
    page.get_by_role("link", name="Comenzar un pronunciamiento").click()
    look(page)
    page.get_by_label("Título").fill("Paso seguro")
    page.get_by_label("Dirección").fill("paso")
    press(page, "Comenzar el borrador")
    page.get_by_label("Texto (español)").fill(BODY)
    press(page, "Guardar y agregar el idioma inglés")
    page.get_by_label("Título (inglés)").fill("Safe passage")
    page.get_by_label("Texto (inglés)").fill(ENGLISH)
    press(page, "Guardar y agregar una nota")
    look(page)
    press(page, "Guardar y elegir la fuente de la nota 1")
    look(page)
    page.get_by_role("link", name="Registrar una fuente").first.click()
    look(page)
    page.get_by_label("Título").fill("Informe inventado")
    press(page, "Registrar la fuente")
    look(page)
    press(page, "Elegir Informe inventado")
    press(page, "Guardar y agregar una exigencia")
    press(page, "Guardar y elegir a quién se dirige la exigencia 1")
    page.get_by_label("Buscar").fill("instituto")
    press(page, "Mostrar")
    look(page)
    press(page, "Elegir Instituto Inventado")
    page.locator("#demand-1").get_by_label("Texto (español)").fill("Publicar las cifras.")
    press(page, "Guardar y continuar hacia la publicación")
    look(page)
    page.get_by_role("link", name="Falta la exigencia en un idioma.").click()
    page.locator("#demand-1").get_by_label("Texto (inglés)").fill("Publish the figures.")
    press(page, "Guardar y ver cómo queda")
    look(page)
    page.locator("article[lang=en]").get_by_role("link", name="Note 1", exact=True).click()
    expect(page).to_have_url(re.compile("#en-note-1$"))
    page.get_by_role("link", name="Continuar hacia la publicación").click()
    look(page)
    press(page, "Publicar la versión 1 para siempre")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paso seguro")
    assert Statement.objects.get().published_version is not None


def test_a_correction_and_what_two_tabs_type(
    live_server: LiveServer,
    sign_in: Callable[[User], Page],
    alice: User,
    look: Callable[[Page], None],
) -> None:
    statement = a_published_statement()
    page = sign_in(alice)
    page.goto(f"{live_server.url}/es/pronunciamientos/borradores/{statement.slug}/corregir/")
    look(page)
    press(page, "Comenzar la corrección")
    expect(page.get_by_label("Qué cambió y por qué (español)")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, note in ((page, "Se corrigió la fecha."), (other, "Se corrigió el lugar.")):
        tab.get_by_label("Qué cambió y por qué (español)").fill(note)
        tab.get_by_label("Qué cambió y por qué (inglés)").fill("Corrected.")
        tab.get_by_label("Título (inglés)").fill(f"Safe passage: {len(note)}")
        with tab.expect_navigation():
            press(tab, "Guardar el borrador")
    expect(other.get_by_role("alert")).to_contain_text("Compare ambos")
    typed = other.get_by_label("Qué cambió y por qué (español)")
    expect(typed).to_have_value("Se corrigió el lugar.")
    look(other)
    press(other, "Guardar el borrador")
    expect(other.get_by_role("status").first).to_contain_text("guardado")
    other.get_by_role("link", name="Qué cambia de la versión anterior").click()
    expect(other.locator("ins", has_text=f"{len('Se corrigió el lugar.')}")).to_be_visible()
    look(other)
    other.goto(f"{live_server.url}/es/pronunciamientos/borradores/{statement.slug}/borrar/")
    look(other)
    other.goto(f"{live_server.url}/es/pronunciamientos/borradores/{statement.slug}/publicar/")
    look(other)
    other.locator("input[name=change][value=wording]").check()
    press(other, "Publicar la versión 2 para siempre")
    expect(other.get_by_text("Se corrigió el lugar.").first).to_be_visible()
