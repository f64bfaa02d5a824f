"""The list and the page of an organization, as each reader sees them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.template import Template
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.queries.panels import Panel, _makers, register_panel
from tejido.directory.tests.factories import join, make_network, make_organization, merge

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
LIST = "directory:organization_list"


def listed(client: Client, **query: str) -> list[str]:
    """Return the names on the list's page, in order."""
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return [organization.name for organization in response.context["page"]]


def address(organization: Organization) -> str:
    return reverse("directory:organization", args=[organization.key])


def test_a_to_z_in_spanish_order(client: Client) -> None:
    for name in ("Zapata", "Ñandú", "Nogal", "árbol", "Nube", "1 de Mayo"):
        make_organization(name)
    assert listed(client) == ["1 de Mayo", "árbol", "Nogal", "Nube", "Ñandú", "Zapata"]
    assert listed(client, letter="N") == ["Nogal", "Nube"]
    assert listed(client, letter="Ñ") == ["Ñandú"]
    assert listed(client, letter="A") == ["árbol"]
    assert listed(client, letter="#") == ["1 de Mayo"]
    letters = client.get(reverse(LIST)).context["letters"]
    assert letters == ["A", "N", "Ñ", "Z", "#"]


@pytest.mark.parametrize(
    "words", ["acción migrante", "ACCION", "accio", "cdmch", "otra accion", "migrante centro"]
)
def test_search_without_accents_in_any_name(client: Client, words: str) -> None:
    make_organization("Centro de Acción Migrante", acronym="CDMCH", aliases=("Otra Acción",))
    make_organization("Casa Ejemplo")
    assert listed(client, q=words) == ["Centro de Acción Migrante"]


def test_all_words_in_one_name(client: Client) -> None:
    make_organization("Casa Norte", aliases=("Refugio Sur",))
    assert listed(client, q="norte casa") == ["Casa Norte"]
    assert listed(client, q="casa sur") == []


def test_a_merged_name_finds_the_one_that_stays(client: Client) -> None:
    merge(make_organization("Casa Norte"), make_organization("Albergue del Río"))
    assert listed(client) == ["Casa Norte"]
    assert listed(client, q="albergue") == ["Casa Norte"]


def test_filters(client: Client) -> None:
    inner, outer = make_network("Red Interior"), make_network("Red Exterior")
    join(make_organization("Una", country="MX", kind="faith"), inner)
    join(inner, outer)
    join(make_organization("Pasada", country="GT"), outer, end=date(2001, 1, 1))
    assert listed(client, kind="faith") == ["Una"]
    assert listed(client, country="GT") == ["Pasada"]
    assert listed(client, network=outer.key) == ["Red Interior", "Una"]
    assert listed(client, network=outer.key, kind="faith") == ["Una"]
    # What is no choice limits nothing.
    assert len(listed(client, kind="person", network="nothing")) == 4


def test_pages_of_fifty(client: Client) -> None:
    for number in range(51):
        make_organization(f"Casa {number:02}")
    assert len(listed(client)) == 50
    assert listed(client, page="2") == ["Casa 50"]
    assert "51" in client.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(("role", "number"), [("", 1), ("bob", 2), ("charlie", 2), ("alice", 3)])
def test_the_list_and_its_filters_obey_visibility(
    role: str, number: int, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role) if role else None)
    for visibility, country, kind in (
        ("public", "MX", "faith"),
        ("coalition", "GT", "media"),
        ("sealed", "HN", "company"),
    ):
        member = make_organization(
            f"Casa {visibility}", visibility=visibility, country=country, kind=kind
        )
        join(member, make_network(f"Red {visibility}", visibility=visibility))
    response = client.get(reverse(LIST))
    assert response.context["page"].paginator.count == 2 * number
    fields = response.context["form"].fields
    assert [len(fields[name].choices) - 1 for name in ("kind", "country", "network")] == [
        number + 1,
        number,
        number,
    ]
    assert len(listed(client, q="casa")) == number
    sealed = Organization.objects.get(name="Red sealed")
    limited = listed(client, network=sealed.key)
    assert limited == (["Casa sealed"] if number == 3 else listed(client))
    assert ("Casa sealed" in response.content.decode()) is (number == 3)


def test_a_sealed_name_of_a_merged_one_finds_nothing(client: Client, alice: User) -> None:
    kept = make_organization("Casa Norte")
    merge(kept, make_organization("Nombre Secreto", visibility="sealed"))
    assert listed(client, q="secreto") == []
    page = client.get(address(kept)).content.decode()
    assert "Secreto" not in page
    client.force_login(alice)
    assert listed(client, q="secreto") == ["Casa Norte"]
    assert "Nombre Secreto" in client.get(address(kept)).content.decode()


def test_unseen_and_unexisting_are_answered_alike(client: Client) -> None:
    sealed = make_organization("Nombre Secreto", visibility="sealed")
    unseen = client.get(address(sealed))
    none = client.get(reverse("directory:organization", args=["zzzzzzzzzz"]))
    assert unseen.status_code == none.status_code == 404
    assert unseen.content.decode().replace(sealed.key, "") == none.content.decode().replace(
        "zzzzzzzzzz", ""
    )


def test_the_address_of_a_merged_one_leads_to_the_one_that_stays(client: Client) -> None:
    kept, gone = make_organization("Uno"), make_organization("Dos")
    merge(kept, gone)
    assert client.get(address(gone)).headers["Location"] == address(kept)
    merge(make_organization(visibility="sealed"), kept)
    assert client.get(address(gone)).status_code == 404


def test_an_organization(client: Client) -> None:
    made = make_organization("Casa Norte", acronym="CN", subdivision="MX-CHP", kind="shelter")
    network = make_network("Red Ejemplo")
    join(made, network, start=date(2014, 3, 1), end=date(2016, 3, 1))
    join(made, network, start=date(2018, 3, 1))
    join(made, make_network("Red Reservada"), visibility="coalition")
    page = client.get(address(made)).content.decode()
    assert "Chiapas, México" in page
    assert "Red Reservada" not in page
    assert page.index("2018") < page.index("2014")


def test_signed_in_pages_are_kept_by_no_browser(client: Client, charlie: User) -> None:
    made = make_organization()
    for where in (reverse(LIST), address(made)):
        assert "no-store" not in client.get(where).headers.get("Cache-Control", "")
    client.force_login(charlie)
    for where in (reverse(LIST), address(made)):
        assert "no-store" in client.get(where).headers["Cache-Control"]


def test_apps_above_add_their_section(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tejido.directory.queries.panels._makers", dict(_makers))
    made = make_organization("Casa Norte")
    # An include takes a template as well as its name.
    template: Any = Template("<p>sección de {{ panel.text }}</p>")
    register_panel("test", lambda one, _user: Panel(template, {"text": one.name}))
    register_panel("silent", lambda _one, _user: None)
    assert "<p>sección de Casa Norte</p>" in client.get(address(made)).content.decode()


def fill(number: int) -> Organization:
    network = make_network()
    for n in range(number):
        made = make_organization(f"Casa {n}", acronym=f"C{n}", subdivision="MX-CHP")
        join(made, network)
        merge(made, make_organization(aliases=(f"Otra {n}",)))
    for n in range(number):
        join(network, make_network(f"Red mayor {n}"))
    return network


@pytest.mark.parametrize("number", [3, 12])
def test_queries_do_not_grow_with_the_rows(
    number: int,
    client: Client,
    alice: User,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    network = fill(number)
    client.force_login(alice)
    # The first visit of a day notes the day.
    client.get(reverse("directory:organization_list"))
    # Three of each are the session, the account, and whether it has its second factor.
    for name, args, most in (
        ("organization_list", [], 10),
        ("organization", [network.key], 10),
        ("network", [network.key], 9),
        ("network_list", [], 6),
        ("merge_list", [], 8),
        ("organization_history", [network.key], 11),
    ):
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            assert client.get(reverse(f"directory:{name}", args=args)).status_code == 200
