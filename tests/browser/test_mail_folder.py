"""The mails of a local installation, read in the browser, with their links."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.tests.factories import PERSON, URGENT, a_message, a_person


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_read_and_its_link_stops_the_next(
    live_server: LiveServer,
    page: Page,
    settings: Settings,
    tmp_path: Path,
    assert_accessible: Callable[[Page], None],
) -> None:
    settings.EMAIL_BACKEND = "tejido.notifications.mail_folder.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.BASE_URL = live_server.url
    a_message(a_person(1, name="Ana Ejemplo"), URGENT)
    send_due_mails()

    page.goto(f"{live_server.url}/es/")
    page.get_by_role("link", name="Correos escritos aquí").click()
    expect(page.get_by_role("main")).to_contain_text("Ana Ejemplo <person1@example.org>")
    assert_accessible(page)
    page.get_by_role("link", name="Cambió el texto 1").click()
    expect(page.get_by_role("main")).to_contain_text("Hola, Ana Ejemplo:")
    assert_accessible(page)
    page.locator(f'main a[href*="/correos/{PERSON}/1/"]').first.click()
    page.get_by_role("button", name="No recibir más estos correos").click()
    expect(page.get_by_role("main")).to_contain_text("Ya no recibirá estos correos.")
    assert_accessible(page)

    a_message(a_person(1), URGENT)
    send_due_mails()
    assert len(list(tmp_path.iterdir())) == 1
