"""The first page and the site map, in both languages, for each role."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tejido.budgets.models import FindingState
from tejido.budgets.queries.findings import published_lines
from tejido.budgets.tests.finding_factories import a_finding
from tejido.core.models import User
from tejido.web.views import NEWEST

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


def test_everybody_sees_the_newest_published_findings(
    alice: User, charlie: User, client_of: Callable[[User | None], Client]
) -> None:
    published, withdrawn, draft = (
        a_finding(state)
        for state in (FindingState.PUBLISHED, FindingState.WITHDRAWN, FindingState.DRAFT)
    )
    assert published.source is not None
    for reader in (None, charlie, alice):
        page = client_of(reader).get("/es/").content.decode()
        assert published.sentence_es in page
        assert published.finding.get_absolute_url() in page
        assert f"/es/fuentes/{published.source.key}/" in page
        assert withdrawn.finding.key not in page
        assert draft.finding.key not in page
    assert published.sentence_en in client_of(None).get("/en/").content.decode()


def test_findings_on_the_first_page_are_few_and_take_one_query(
    client: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    findings = [a_finding(FindingState.PUBLISHED).finding for _ in range(NEWEST + 1)]
    with django_assert_num_queries(1):
        lines = published_lines("es", most=NEWEST)
        assert all(line.version.source for line in lines)
    assert [line.finding for line in lines] == findings[:0:-1]
    page = client.get("/es/").content.decode()
    assert findings[0].key not in page
