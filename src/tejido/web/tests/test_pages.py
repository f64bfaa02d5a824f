"""The first page and the site map, in both languages, for each role."""

from collections.abc import Callable

import pytest
from django.test import Client

from tejido.core.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_empty_installation_says_what_will_be_here(client: Client, language: str) -> None:
    page = client.get(f"/{language}/").content.decode()
    assert 'class="empty"' in page
    assert f'<html lang="{language}">' in page


def test_the_bare_address_leads_to_a_language(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/es/"
    english = client.get("/", headers={"accept-language": "en"})
    assert english.headers["Location"] == "/en/"


def test_the_language_switch_stays_on_the_page(client: Client) -> None:
    assert 'href="/en/site-map/"' in client.get("/es/mapa-del-sitio/").content.decode()
    assert 'href="/es/mapa-del-sitio/"' in client.get("/en/site-map/").content.decode()


def test_each_role_finds_its_work(
    alice: User, bob: User, charlie: User, client_of: Callable[[User | None], Client]
) -> None:
    pages = {u.name: client_of(u).get("/en/").content.decode() for u in (alice, bob, charlie)}
    assert "Write, correct and publish" in pages["Alice"]
    assert "Decide doubtful pairs" in pages["Bob"]
    assert "Write, correct and publish" not in pages["Bob"]
    assert "Decide doubtful pairs" not in pages["Charlie"]
    assert "Look up an organization" in pages["Charlie"]
