"""An addressee is named in the language of the page, beside the name that was frozen."""

import re

import pytest
from django.test import Client

from tejido.core.page_cache import PAGES
from tejido.directory.actions import stored_data, update_organization
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.models import Organization
from tejido.statements.tests.factories import a_published_statement

pytestmark = pytest.mark.django_db


def name_it(name: NameData) -> None:
    body = Organization.objects.get(name="Instituto Inventado")
    stored = stored_data(body)
    names = (NameData(body.name), name)
    data = OrganizationData(names, kind=stored.kind, visibility=stored.visibility)
    update_organization(actor=None, organization=body, data=data)


def addressee(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    found = re.search(r'<p class="muted">[^<:]+: ([^<]+)</p>', page)
    assert found
    return found[1].strip()


def test_the_english_page_says_the_english_name_too(client: Client) -> None:
    PAGES.clear()
    slug = a_published_statement().slug
    assert addressee(client, f"/en/statements/{slug}/") == "Instituto Inventado"
    name_it(NameData("Invented Institute", "alias", "en"))
    assert "Invented Institute (Instituto Inventado)" in addressee(
        client, f"/en/statements/{slug}/"
    )
    assert "Invented Institute" not in addressee(client, f"/es/pronunciamientos/{slug}/")


@pytest.mark.parametrize(
    "name", [NameData("II", "acronym", "en"), NameData("Invented Institute", "former", "en")]
)
def test_an_acronym_or_a_former_name_is_no_translation(client: Client, name: NameData) -> None:
    PAGES.clear()
    slug = a_published_statement().slug
    name_it(name)
    assert addressee(client, f"/en/statements/{slug}/") == "Instituto Inventado"
