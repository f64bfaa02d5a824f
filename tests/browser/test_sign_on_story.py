"""A statement from its draft to a record that anybody verifies, in browsers of three roles."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tejido.core.transparency import keys
from tejido.directory.models import Organization
from tejido.statements.models import Campaign
from tests.browser.sign_on import (
    Coalition,
    Screens,
    a_coalition,
    counted,
    follow,
    mailed_link,
    press,
    worker_runs,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = "/es/pronunciamientos"
DRAFTS = f"{TEXTS}/borradores/paso-seguro"
GROVE, PERSON = "sauce@example.org", "nadia.luna@example.org"


@pytest.fixture
def screens(
    browser: Browser, live_server: LiveServer, assert_accessible: Callable[[Page], None]
) -> Iterator[Screens]:
    """Browsers for whoever takes part."""
    made = Screens(browser, live_server.url, assert_accessible)
    yield made
    made.close()


def test_from_the_draft_to_a_record_that_holds(
    screens: Screens,
    alice: User,
    sign_in: Callable[[User], Page],
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.LOG_KEY_FILE = tmp_path / "log" / "key"
    keys.make_key()
    coalition = a_coalition()
    secretary = sign_in(alice)
    opened_and_invited(screens, secretary)
    signed_by_all(screens, coalition)
    text_changed(screens, secretary, coalition)
    confirmed_or_withdrawn(screens, coalition)
    closed_and_published(screens, secretary, coalition)
    record, program, key = downloaded(screens, tmp_path)
    assert verified(record, program, key).returncode == 0
    tampered = tmp_path / "tampered.json"
    tampered.write_bytes(record.read_bytes().replace(b"Casa Roble", b"Casa Robles", 1))
    refused = verified(tampered, program, key)
    assert refused.returncode == 1
    assert "does not hold" in refused.stderr


def opened_and_invited(screens: Screens, secretary: Page) -> None:
    """The secretariat freezes the text, opens it for signatures and invites from a list."""
    screens.look(secretary, f"{DRAFTS}/fijar/")
    press(secretary, "Fijar la versión 1 definitivamente")
    screens.look(secretary, f"{DRAFTS}/campana/")
    closing = timezone.localtime() + timedelta(days=10)
    secretary.get_by_label("Cierra").fill(closing.strftime("%Y-%m-%dT%H:%M"))
    press(secretary, "Establecer la campaña")
    expect(secretary.get_by_text("abierta a firmas")).to_be_visible()
    follow(secretary, secretary.get_by_role("link", name="Invitar"))
    screens.look(secretary)
    secretary.get_by_label("La lista").fill(f"Grupo Sauce, {GROVE}")
    press(secretary, "Leer la lista")
    press(secretary, "Invitar a una organización")
    worker_runs()


def signed_by_all(screens: Screens, coalition: Coalition) -> None:
    """One signs by its link, one directly and through two networks, and a person signs."""
    phone = screens.phone()
    screens.look(phone, mailed_link(GROVE, "/enlace/"))
    press(phone, "Firmar por Grupo Sauce")
    expect(phone.get_by_text("Grupo Sauce ha firmado")).to_be_visible()
    delegate = screens.of(coalition.delegate)
    screens.look(delegate, f"{TEXTS}/firmar/paso-seguro/")
    press(delegate, "Firmar por Casa Roble")
    expect(delegate.get_by_text("Casa Roble ha firmado")).to_be_visible()
    networker = screens.of(coalition.networker)
    for network in (coalition.north, coalition.south):
        listed_and_agreed(screens, networker, delegate, network)
    # The house by three routes, the grove by its link.
    assert counted(coalition.statement) == (2, 2, 1, 1, 0)
    signed_as_person(screens, phone)
    assert counted(coalition.statement) == (2, 2, 1, 1, 1)


def listed_and_agreed(
    screens: Screens, networker: Page, delegate: Page, network: Organization
) -> None:
    """A network lists the house, whose delegate agrees."""
    screens.look(networker, f"{TEXTS}/firmar/paso-seguro/{network.key}/integrantes/")
    networker.get_by_label("Casa Roble").check()
    press(networker, "Incluir a las marcadas")
    screens.look(delegate, f"{TEXTS}/firmar/")
    follow(delegate, delegate.get_by_role("link", name="Responder por Casa Roble"))
    screens.look(delegate)
    press(delegate, f"Firmar por Casa Roble, por medio de {network.name}")


def signed_as_person(screens: Screens, phone: Page) -> None:
    """Somebody signs in their own name, without scripts; nothing counts before the mailed link."""
    screens.look(phone, f"{TEXTS}/paso-seguro/firmar/persona/")
    phone.get_by_label("Su nombre", exact=True).fill("Nadia Luna")
    phone.get_by_label("Correo electrónico").fill(PERSON)
    phone.get_by_label("Leí el aviso").check()
    phone.wait_for_timeout(3000)
    press(phone, "Enviarme el enlace para confirmar")
    worker_runs()
    screens.look(phone, mailed_link(PERSON, "/firmar/persona/"))
    press(phone, "Firmar como Nadia Luna")
    expect(phone.get_by_text("Su firma cuenta.")).to_be_visible()


def text_changed(screens: Screens, secretary: Page, coalition: Coalition) -> None:
    """The secretariat changes what the text says, and that it is a change of substance."""
    screens.look(secretary, f"{DRAFTS}/corregir/")
    press(secretary, "Comenzar la versión nueva")
    for language, note in (("español", "Se agregó un plazo."), ("inglés", "A term was added.")):
        secretary.get_by_label(f"Qué cambió y por qué ({language})").fill(note)
        body = secretary.get_by_label(f"Texto ({language})").first
        body.fill(body.input_value().rstrip() + " En 30 días.")
    press(secretary, "Guardar el borrador")
    screens.look(secretary, f"{DRAFTS}/fijar/")
    secretary.get_by_label("El contenido:").check()
    press(secretary, "Fijar la versión 2 definitivamente")
    worker_runs()
    assert counted(coalition.statement) == (0, 0, 0, 0, 0)


def confirmed_or_withdrawn(screens: Screens, coalition: Coalition) -> None:
    """The house confirms, the grove withdraws, the person says nothing."""
    delegate = screens.of(coalition.delegate)
    screens.look(delegate, f"{TEXTS}/paso-seguro/confirmar/{coalition.house.key}/")
    expect(delegate.get_by_text("En 30 días.").first).to_be_visible()
    press(delegate, "Confirmar por Casa Roble")
    phone = screens.phone()
    screens.look(phone, mailed_link(GROVE, "/confirmar/"))
    press(phone, "Retirar la firma de Grupo Sauce")
    expect(phone.get_by_text("La firma está retirada").first).to_be_visible()
    assert counted(coalition.statement) == (1, 1, 1, 1, 0)


def closed_and_published(screens: Screens, secretary: Page, coalition: Coalition) -> None:
    """Nobody signs once it is closed; the page says what stands, and what is not confirmed."""
    screens.look(secretary, f"{DRAFTS}/campana/")
    secretary.get_by_role("link", name="Cerrar ahora").click()
    press(secretary, "Cerrar ahora")
    assert Campaign.objects.get().closes_at <= timezone.now()
    visitor = screens.visitor()
    screens.look(visitor, f"{TEXTS}/paso-seguro/")
    expect(visitor.get_by_role("link", name="Firmar como persona")).to_have_count(0)
    screens.look(secretary, f"{DRAFTS}/publicar-fijada/")
    press(secretary, "Publicar la versión 2")
    screens.look(visitor, f"{TEXTS}/paso-seguro/")
    shown = visitor.locator(".count-line").first
    expect(shown).to_contain_text("1 organización")
    expect(shown).to_contain_text("1 de ambas formas")
    expect(visitor.get_by_text("una firma dada al texto anterior").first).to_be_visible()
    expect(visitor.get_by_text("Grupo Sauce")).to_have_count(0)
    assert counted(coalition.statement) == (1, 1, 1, 1, 0)


def downloaded(screens: Screens, folder: Path) -> tuple[Path, Path, str]:
    """Somebody unknown takes along the record, the program that verifies it, and the key."""
    visitor = screens.visitor()
    screens.look(visitor, f"{TEXTS}/paso-seguro/registro/")
    files = []
    for name in ("record.json", "verify.py"):
        with visitor.expect_download() as waited:
            visitor.get_by_role("link", name=f"Descargar {name}").click()
        files.append(folder / name)
        waited.value.save_as(files[-1])
    found = keys.public_key()
    assert found is not None
    expect(visitor.get_by_text(found.line).first).to_be_visible()
    return files[0], files[1], found.line


def verified(record: Path, program: Path, key: str) -> "subprocess.CompletedProcess[str]":
    """Run the downloaded program on the downloaded file, away from everything else."""
    return subprocess.run(
        [sys.executable, "-I", str(program), str(record), "--key", key],
        cwd=record.parent,
        env={},
        capture_output=True,
        text=True,
        timeout=600,
    )
