"""Every page of the project in the browser: accessible, within the screen, at home.

On a phone in Spanish and on a desk in English; in the light and in the dark.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tejido.core.models import User
from tests.test_permissions import ROUTES

DOWNLOADS = {
    "budgets:concordance_yaml",
    "budgets:finding_bundle",
    "budgets:finding_chart",
    "budgets:finding_csv",
    "budgets:lens_yaml",
    "budgets:snapshot_json",
    "budgets:snapshot_original",
    "core:passkey_sign_in",
    "directory:export",
    "directory:network_places",
    "series:series_csv",
    "statements:proof_file",
    "statements:own_download",
    "statements:record_json",
    "statements:record_program",
    "statements:signatures_csv",
    "statements:signatures_json",
    "statements:version_wording",
}
PAGES = sorted(
    name
    for name, route in ROUTES.items()
    if route.get and route.get["secretary"] in {200, 202} and name not in DOWNLOADS
)
SCREENS = [
    pytest.param("es", {"width": 390, "height": 844}, "dark", id="phone-es-dark"),
    pytest.param("en", {"width": 1280, "height": 900}, "light", id="desk-en-light"),
]


def signed_in(page: Page, server: LiveServer, user: User) -> None:
    """Give the browser the session of a person."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("language", "screen", "scheme"), SCREENS)
def test_page(
    name: str,
    language: str,
    screen: dict[str, int],
    scheme: str,
    live_server: LiveServer,
    page: Page,
    assert_accessible: Callable[[Page], None],
    alice: User,
) -> None:
    """axe finds nothing, nothing is wider than the screen, no request leaves (the fixture)."""
    arguments = list(ROUTES[name].args())
    with override(language):
        address = reverse(name, args=arguments)
    signed_in(page, live_server, alice)
    page.set_viewport_size(screen)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    answer = page.goto(f"{live_server.url}{address}")
    assert answer is not None
    assert answer.status in {200, 202}
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    assert_accessible(page)
