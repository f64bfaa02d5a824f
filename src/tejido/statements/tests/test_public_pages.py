"""The public pages as a reader gets them."""

import gzip
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.core.models import User
from tejido.directory.models import Visibility
from tejido.directory.tests.factories import join, make_network, make_organization, merge
from tejido.statements.actions import (
    publish_version,
    set_unnamed,
    start_correction,
    withdraw_signature,
)
from tejido.statements.models import Change, Endorsement, Statement
from tejido.statements.tests.factories import a_published_statement, a_record, a_statement
from tejido.statements.tests.pages import read
from tejido.statements.tests.signing import a_signed_statement, sign, version_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]

ES = "/es/pronunciamientos/"
EN = "/en/statements/"


def test_the_list_begins_empty_and_says_what_will_be_here(client: Client) -> None:
    assert "Nothing is published yet" in read(client, EN)


def test_a_draft_is_nowhere_to_be_read(client: Client) -> None:
    statement = a_statement()
    assert client.get(f"{EN}{statement.slug}/").status_code == 404
    assert statement.slug not in read(client, EN)


@pytest.mark.parametrize(
    ("base", "title", "demand", "language"),
    [
        (ES, "Paso seguro ya", "Publicar las cifras.", "es"),
        (EN, "Safe passage now", "Publish the figures.", "en"),
    ],
)
def test_the_page_in_its_languages(
    client: Client, base: str, title: str, demand: str, language: str
) -> None:
    statement = a_signed_statement()
    page = read(client, f"{base}{statement.slug}/")
    assert f"<h1>{title}</h1>" in page
    assert demand in page
    assert "Instituto Inventado" in page
    assert version_of(statement).digest[:4] in page
    for code, path in (("es", ES), ("en", EN)):
        address = f"http://localhost:8000{path}{statement.slug}/"
        assert f'hreflang="{code}" href="{address}"' in page
        assert (f'rel="canonical" href="{address}"' in page) is (code == language)
    assert f'property="og:title" content="{title}"' in page
    assert '<html lang="' + language in page


def test_a_language_the_statement_lacks(client: Client) -> None:
    statement = a_published_statement(languages=("es",))
    page = read(client, f"{EN}{statement.slug}/")
    assert "does not exist in this language" in page
    assert f'<a href="http://localhost:8000{ES}{statement.slug}/" hreflang="es"' in page
    assert '<article lang="es">' in page
    assert 'rel="alternate" hreflang="en"' not in page
    assert 'name="robots" content="noindex"' in page


def test_a_record_says_first_what_it_is(client: Client) -> None:
    statement = a_record()
    Statement.objects.filter(pk=statement.pk).update(dated_on=date(2017, 6, 1))
    sign(version_of(statement), make_organization("Casa Ejemplo"))
    page = read(client, f"{EN}{statement.slug}/")
    text = page[page.index("<main") :]
    assert text.index("This is a historical record.") < text.index("<h1>")
    assert "given to the original of 2017 and to nothing else" in text
    assert "Who signed the original" in text
    assert "Who signs" not in text
    assert "recorded, incomplete" in text
    assert text.count("The note is unknown in the copy held.") == 3
    assert "abab abab" in text


def test_an_example_says_so_at_the_top_of_its_pages(client: Client) -> None:
    statement = a_published_statement(is_example=True)
    sign(version_of(statement), make_organization())
    for path in ("", "signatures/"):
        assert "This is an invented example." in read(client, f"{EN}{statement.slug}/{path}")


def test_who_may_not_be_named_counts_and_is_nowhere(client: Client) -> None:
    statement = a_published_statement()
    network = make_network("Red Clara")
    names = ["Casa Abierta", "Casa Callada", "Casa Oculta"]
    shown, asked, hidden = (make_organization(name) for name in names)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility=Visibility.COALITION)
    sign(version_of(statement), shown, asked, hidden, network=network, people=("Persona 1",))
    set_unnamed(actor=None, version=version_of(statement), organization=asked, unnamed=True)
    for path in ("", "signatures/", f"networks/{network.key}/", "csv/", "json/", "people/"):
        page = client.get(f"{EN}{statement.slug}/{path}").getvalue().decode()
        assert "Casa Callada" not in page
        assert "Casa Oculta" not in page
    page = read(client, f"{EN}{statement.slug}/")
    assert "3 organizations" in page
    assert "and 2 more, unnamed for safety" in page
    assert "Casa Abierta" in page
    assert "through Red Clara" in page


def test_search_stays_within_what_may_be_read_and_ignores_accents(client: Client) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization("Círculo Ñandú"), make_organization("Otra"))
    sign(version_of(statement), make_organization("Círculo Velado", visibility="coalition"))
    page = read(client, f"{EN}{statement.slug}/signatures/?q=circulo")
    assert "Círculo Ñandú" in page
    assert "Otra" not in page
    assert "Velado" not in page
    assert 'content="noindex"' in page


def test_a_route_that_tells_of_a_hidden_membership_is_not_named(client: Client) -> None:
    statement = a_published_statement()
    member, network = make_organization("Casa Abierta"), make_network("Red Clara")
    join(member, network, visibility="sealed")
    sign(version_of(statement), member, network=network)
    page = read(client, f"{EN}{statement.slug}/")
    assert "through a network not named" in page
    assert "through Red Clara" not in page
    listed = read(client, f"{EN}{statement.slug}/networks/{network.key}/")
    assert "Casa Abierta" not in listed


def test_merging_two_signers_leaves_one_count_at_once(client: Client) -> None:
    statement = a_published_statement()
    first, second = make_organization("Casa Uno"), make_organization("Casa Dos")
    sign(version_of(statement), first, second)
    assert "2 organizations" in read(client, f"{EN}{statement.slug}/")
    merge(first, second)
    page = read(client, f"{EN}{statement.slug}/")
    assert "1 organization<" in page
    assert "Casa Dos" not in page


def test_a_withdrawal_is_seen_at_the_next_visit(client: Client) -> None:
    statement = a_published_statement()
    organization = make_organization("Casa Uno")
    sign(version_of(statement), organization)
    before = client.get(f"{EN}{statement.slug}/")
    withdraw_signature(actor=None, version=version_of(statement), organization=organization)
    after = client.get(f"{EN}{statement.slug}/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Casa Uno" not in after.content.decode()


def corrected(statement: Statement, alice: User, change: Change) -> None:
    draft = start_correction(actor=alice, statement=statement)
    draft.texts.update(correction="Una cifra.")
    publish_version(actor=alice, version=draft, revision=draft.draft_revision, change=change)


def test_a_change_of_wording_keeps_the_signatures(client: Client, alice: User) -> None:
    statement = a_signed_statement()
    corrected(statement, alice, Change.WORDING)
    page = read(client, f"{EN}{statement.slug}/")
    assert "Corrected on" in page
    assert "Una cifra." in page
    assert "an earlier wording of the same meaning, from version 1 on" in page
    assert "1 organization<" in page
    earlier = read(client, f"{EN}{statement.slug}/versions/1/")
    assert "which was changed later" in earlier
    assert "1 organization<" in earlier


def test_after_a_change_of_substance_signatures_stand_apart(client: Client, alice: User) -> None:
    statement = a_signed_statement(signatures=2)
    corrected(statement, alice, Change.SUBSTANCE)
    page = read(client, f"{EN}{statement.slug}/")
    assert "2 signatures given to the earlier text, not confirmed and not counted" in page
    assert "organizations<" not in page
    assert "2 organizations<" in read(client, f"{EN}{statement.slug}/versions/1/")


def test_people_have_a_page_of_their_own_kept_from_search_engines(client: Client) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization(), people=("Persona 1", "Persona 2"))
    assert "Persona 1" not in read(client, f"{EN}{statement.slug}/")
    response = client.get(f"{EN}{statement.slug}/people/")
    assert "Persona 1" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_countries_and_an_unknown_one(client: Client) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization("A", country="GT"), make_organization("B"))
    page = read(client, f"{ES}{statement.slug}/paises/")
    assert "Guatemala" in page
    assert f"{ES}{statement.slug}/paises/gt/" in page
    assert ">B</a>" in read(client, f"{EN}{statement.slug}/countries/xx/")
    assert client.get(f"{EN}{statement.slug}/countries/de/").status_code == 404


def test_names_are_paged(client: Client) -> None:
    statement = a_published_statement()
    bodies = [make_organization(f"Casa {n:03}") for n in range(101)]
    sign(version_of(statement), *bodies)
    first = read(client, f"{EN}{statement.slug}/signatures/")
    second = read(client, f"{EN}{statement.slug}/signatures/?page=2")
    assert "Casa 099" in first
    assert "Casa 100" not in first
    assert "Casa 100" in second
    page = read(client, f"{EN}{statement.slug}/")
    assert "The first 100 of 101 named organizations." in page


def test_etag_and_the_answer_to_it(client: Client) -> None:
    statement = a_signed_statement()
    address = f"{EN}{statement.slug}/"
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "Accept-Encoding"} <= set(first["Vary"].split(", "))
    assert "Accept-Language" not in first["Vary"]
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).status_code == 200


def test_a_kept_page_costs_one_query_and_goes_out_compressed(client: Client) -> None:
    statement = a_signed_statement()
    address = f"{EN}{statement.slug}/"
    plain = client.get(address).content
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert len(queries) == 1
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == plain
    assert b"csrfmiddlewaretoken" not in plain
    assert not response.cookies


def test_who_is_signed_in_gets_a_page_of_their_own(
    client: Client, client_of: Callable[[User | None], Client], charlie: User
) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization("Casa Interna", visibility="coalition"))
    address = f"{EN}{statement.slug}/"
    theirs = client_of(charlie).get(address)
    assert "Casa Interna" in theirs.content.decode()
    assert theirs["Cache-Control"] == "private, no-store"
    assert "Casa Interna" not in read(client, address)


@pytest.mark.parametrize("path", ["", "signatures/", "networks/", "countries/", "people/"])
def test_queries_do_not_grow_with_the_signatures(client: Client, path: str) -> None:
    numbers = []
    for slug, signatures in (("poca", 10), ("mucha", 1000)):
        statement = a_signed_statement(slug, signatures=1)
        first = Endorsement.objects.get(version=version_of(statement))
        network = make_network()
        bodies = type(network).objects.bulk_create(
            type(network)(name=f"Casa {slug} {n}", sort_key=f"casa {slug} {n}", visibility="public")
            for n in range(signatures)
        )
        sign(first.version, *bodies, network=network, people=("Persona 1",))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{EN}{slug}/{path}").status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_the_page_leads_the_secretariat_to_what_can_be_done(
    alice: User, client_of: Callable[[User | None], Client]
) -> None:
    statement = a_published_statement()
    client = client_of(alice)
    assert "Continue the draft" not in read(client, f"{EN}{statement.slug}/")
    start_correction(actor=alice, statement=statement)
    assert "Continue the draft" in read(client, f"{EN}{statement.slug}/")
