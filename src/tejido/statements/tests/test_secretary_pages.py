"""What the secretariat types is not lost, and what it reads of names is what the public reads."""

import pytest
from django.test import Client

from tejido.core.models import User
from tejido.directory.tests.factories import make_organization
from tejido.statements.models import Statement
from tejido.statements.tests.factories import a_published_statement, a_statement, draft_of
from tejido.statements.tests.pages import address
from tejido.statements.tests.secretary_forms import posted, text_of
from tejido.statements.tests.signing import a_printed_list, sign, version_of

pytestmark = pytest.mark.django_db

NEW = {"language": "es", "sort": "living"}


def test_an_address_left_empty_is_made_from_the_title(secretary: Client) -> None:
    secretary.post(
        address("draft_create"), {**NEW, "title": "Que el río NO sea frontera", "slug": ""}
    )
    assert Statement.objects.get().slug == "que-el-rio-no-sea-frontera"


@pytest.mark.parametrize(
    ("title", "slug", "said"),
    [
        ("Río", "Río!", "minúsculas sin acentos"),
        ("Río", "rio_seco", "minúsculas sin acentos"),
        ("¿…?", "", "de este título no se puede"),
    ],
)
def test_an_address_that_does_not_hold_says_what_to_write(
    secretary: Client, title: str, slug: str, said: str
) -> None:
    answer = secretary.post(address("draft_create"), {**NEW, "title": title, "slug": slug})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("then", "name", "parts"),
    [("publish", "draft_publish", ()), ("without:en", "draft_language_remove", ("en",))],
)
def test_leaving_the_draft_saves_it(
    secretary: Client, then: str, name: str, parts: tuple[str, ...]
) -> None:
    statement = a_statement()
    version = draft_of(statement)
    data = posted(version, then=then, **{"text-es-body": "Otro texto."})
    answer = secretary.post(address("draft_edit", statement.slug), data)
    assert answer["Location"] == address(name, statement.slug, *parts)
    assert text_of(version, "es") == "Otro texto."


def test_a_problem_says_where_in_words(secretary: Client) -> None:
    statement = a_statement()
    version = draft_of(statement)
    secretary.post(
        address("draft_edit", statement.slug), posted(version, **{"demand-0-text_en": ""})
    )
    page = secretary.get(address("draft_edit", statement.slug)).content.decode()
    assert "inglés: exigencia 1" in page


def test_naming_leads_back_to_the_page_it_was_asked_on(secretary: Client) -> None:
    statement = a_published_statement()
    house = make_organization("Casa Uno")
    sign(version_of(statement), house)
    naming = address("signature_naming", statement.slug, house.key)
    back = f"{address('signatures', statement.slug)}?q=casa&page=1"
    answer = secretary.post(naming, {"unnamed": "yes", "next": back})
    assert answer["Location"] == back
    for elsewhere in ("https://example.org/", "//example.org/", ""):
        answer = secretary.post(naming, {"unnamed": "no", "next": elsewhere})
        assert answer["Location"] == address("signatures", statement.slug)


def test_where_nobody_is_named_there_is_no_more(client: Client, alice: User) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization("Casa Uno", visibility="coalition"))
    for name in ("statement_page", "signatures", "signing_countries"):
        page = client.get(address(name, statement.slug)).content.decode()
        assert "1, sin nombrar por seguridad" in page
        assert "y 1 más" not in page
    client.force_login(alice)
    page = client.get(address("statement_page", statement.slug)).content.decode()
    assert "Casa Uno" in page
    assert "En público, una de todas no se nombra." in page


def test_loading_says_who_would_not_be_named(secretary: Client) -> None:
    statement = a_published_statement()
    version = version_of(statement)
    stored = a_printed_list(make_organization(visibility="coalition"), make_organization())
    load = address("signatories_load", statement.slug, version.number)
    page = secretary.get(load, {"printed_list": stored.key}).content.decode()
    assert "Una de estas organizaciones no se nombraría en público" in page
    assert "Paso seguro" in page
    done = secretary.post(load, {"printed_list": stored.key})
    assert done["Location"] == address("statement_page", statement.slug)
