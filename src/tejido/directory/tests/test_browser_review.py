"""Review and import in a browser: with the keys, without them, on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tejido.directory.actions import store_printed_list
from tejido.directory.models import Organization, ResolutionDecision
from tejido.directory.tests.factories import DOUBTFUL_LIST

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[User], Page]
Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    """Make addresses in Spanish, whatever language an earlier test read in."""
    with override("es"):
        yield


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than the screen."""
    page.wait_for_load_state("networkidle")
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


def test_a_pair_is_decided_with_a_key_and_taken_back(
    bob: User, sign_in: SignIn, live_server: LiveServer, assert_accessible: Check
) -> None:
    """Keys typed in the field of reasons decide nothing, nor when they are switched off."""
    store_printed_list(actor=None, title="Lista", source="", text=DOUBTFUL_LIST)
    page = sign_in(bob)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("directory:review"))
    assert_accessible(page)
    assert overflow(page) <= 0
    page.get_by_label("¿Cómo lo sabe?").press_sequentially("se dud")
    assert not ResolutionDecision.objects.exists()
    keys = page.get_by_label("Las teclas S, D y U deciden")
    page.get_by_label("¿Cómo lo sabe?").blur()
    keys.uncheck()
    page.keyboard.press("s")
    page.reload()
    expect(keys).not_to_be_checked()
    keys.check()
    page.get_by_label("¿Cómo lo sabe?").fill("una llamada")
    page.get_by_label("¿Cómo lo sabe?").blur()
    page.keyboard.press("d")
    expect(page.locator(".notice")).to_contain_text("Decidido: distintas")
    page.get_by_role("link", name="Qué se decidió, quién y por qué").click()
    expect(page.locator("table")).to_contain_text("una llamada")
    assert_accessible(page)
    page.get_by_role("button", name="Deshacer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Son la misma organización?")


def test_a_table_is_checked_and_imported(
    alice: User, sign_in: SignIn, live_server: LiveServer, assert_accessible: Check, tmp_path: Path
) -> None:
    table = tmp_path / "tabla.csv"
    table.write_text("nombre;país\nCasa Ñandú;MX\nCasa Mala;XX\n", encoding="utf-8")
    page = sign_in(alice)
    page.goto(live_server.url + reverse("directory:files"))
    assert_accessible(page)
    page.get_by_label("Archivo CSV o XLSX").set_input_files(table)
    page.get_by_role("button", name="Revisar el archivo").click()
    expect(page.locator("table")).to_contain_text("«XX» no es la clave de un país")
    assert_accessible(page)
    page.get_by_role("button", name="Crear 1").click()
    expect(page.locator(".notice")).to_contain_text("1 organización creada")
    assert Organization.objects.get().name == "Casa Ñandú"


def test_a_printed_list_becomes_organizations(
    alice: User, sign_in: SignIn, live_server: LiveServer, assert_accessible: Check
) -> None:
    page = sign_in(alice)
    page.goto(live_server.url + reverse("directory:printed_list_new"))
    assert_accessible(page)
    page.get_by_label("Cómo llamar a la lista").fill("Lista de ejemplo")
    page.get_by_label("La lista, tal como se imprimió").fill(DOUBTFUL_LIST)
    page.get_by_role("button", name="Mostrar a quiénes nombra").click()
    expect(page.locator("main")).to_contain_text("Un par por revisar")
    assert_accessible(page)
    page.get_by_role("button", name="Guardar la lista").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lista de ejemplo")
    assert_accessible(page)
    page.get_by_role("link", name="Revisar los pares dudosos").click()
    page.get_by_role("button", name="La misma").click()
    expect(page.locator("main")).to_contain_text("Ningún par espera")
    assert_accessible(page)
