"""A network's members, its shared members and its map, as each reader sees them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.directory.models import Membership, Organization
from tejido.directory.tests.factories import join, make_network, make_organization, merge

pytestmark = pytest.mark.django_db


def page_of(client: Client, network: Organization, **query: str) -> str:
    response = client.get(reverse("directory:network", args=[network.key]), query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def counts(client: Client, network: Organization, **query: str) -> list[str]:
    response = client.get(reverse("directory:network", args=[network.key]), query)
    return [part.split()[0] for part in response.context["counts"]]


def test_each_member_once_with_its_ways(client: Client) -> None:
    top, inner, deep = (make_network(f"Red {n}") for n in ("Alta", "Media", "Honda"))
    join(inner, top)
    join(deep, inner)
    both, through = make_organization("Casa Ambas"), make_organization("Casa Honda")
    join(both, top)
    join(both, inner)
    join(through, deep)
    # organizations, directly, through member networks, member networks
    assert counts(client, top) == ["2", "1", "2", "2"]
    page = page_of(client, top)
    way = page[page.index(">Casa Honda<") :]
    assert "Red Media</a> → <a" in way
    assert page.count(">Casa Ambas<") == 1


def test_two_records_of_one_member_count_once(client: Client) -> None:
    network = make_network()
    one, other = make_organization("Uno"), make_organization("Dos")
    join(one, network)
    join(other, network)
    assert counts(client, network)[0] == "2"
    made = merge(one, other)
    assert counts(client, network)[0] == "1"
    assert "Dos" not in page_of(client, network)
    assert made.kept == one


def test_members_of_both_records_of_a_network(client: Client) -> None:
    kept, gone = make_network("Red Uno"), make_network("Red Dos")
    join(make_organization(), kept)
    join(make_organization(), gone)
    merge(kept, gone)
    assert counts(client, kept)[0] == "2"
    response = client.get(reverse("directory:network", args=[gone.key]))
    assert response.headers["Location"] == reverse("directory:network", args=[kept.key])


def test_as_of_a_day(client: Client) -> None:
    network = make_network()
    join(make_organization(), network, start=date(2010, 1, 1), end=date(2015, 12, 31))
    join(make_organization(), network, start=date(2014, 1, 1))
    assert counts(client, network)[0] == "1"
    assert counts(client, network, on="2015-12-31")[0] == "2"
    assert counts(client, network, on="2012-01-01")[0] == "1"
    assert counts(client, network, on="2009-01-01")[0] == "0"
    assert counts(client, network, on="yesterday")[0] == "1"


@pytest.mark.parametrize("hidden", ["membership", "member", "way", "step"])
def test_nothing_unseen_counts(hidden: str, client: Client, alice: User) -> None:
    top, inner = make_network("Red Alta"), make_network("Red Media")
    if hidden == "step":
        inner.visibility = "sealed"
        inner.save()
    join(inner, top, visibility="sealed" if hidden == "way" else "public")
    member = make_organization(
        "Casa Ejemplo",
        visibility="sealed" if hidden == "member" else "public",
        subdivision="MX-CHP",
    )
    join(member, inner, visibility="sealed" if hidden == "membership" else "public")
    assert counts(client, top)[0] == "0"
    page = page_of(client, top)
    assert "Casa Ejemplo" not in page
    assert "tile-map" not in page
    client.force_login(alice)
    assert counts(client, top)[0] == "1"
    assert "tile-map" in page_of(client, top)


def test_shared_members(client: Client) -> None:
    one, other, third = make_network("Red Uno"), make_network("Red Dos"), make_network("Red Tres")
    for _ in range(2):
        member = make_organization()
        join(member, one)
        join(member, other)
    hidden = make_organization(visibility="sealed")
    join(hidden, one)
    join(hidden, third)
    overlaps = client.get(reverse("directory:network", args=[one.key])).context["overlaps"]
    assert overlaps == [(other, 2, False)]
    pairs = client.get(reverse("directory:network_list")).context["pairs"]
    assert {frozenset(pair[:2]): pair[2] for pair in pairs} == {frozenset((one, other)): 2}


def test_the_map_and_its_table_agree(client: Client) -> None:
    network = make_network()
    for code in ("MX-CHP", "MX-CHP", "MX-OAX", "GT-13"):
        join(make_organization(subdivision=code), network)
    join(make_organization(country="MX"), network)
    response = client.get(reverse("directory:network", args=[network.key]))
    mexico, guatemala = response.context["maps"]
    values = {square.tile.code: square.tile.value for square in mexico.squares}
    assert (values["MX-CHP"], values["MX-OAX"], values["MX-SON"]) == (2, 1, 0)
    assert (mexico.total, mexico.unplaced, guatemala.total) == (4, 1, 1)
    page = response.content.decode()
    assert page.count('class="tile step-') == 54
    assert "style=" not in page
    for map_ in (mexico, guatemala):
        assert [s.name for s in map_.by_name] != [s.name for s in map_.squares]


def test_the_figures_of_the_map_as_a_file(client: Client) -> None:
    network = make_network()
    for code in ("MX-CHP", "GT-13"):
        join(make_organization(subdivision=code), network)
    join(make_organization(country="MX", visibility="sealed"), network)
    response = client.get(reverse("directory:network_places", args=[network.key]))
    lines = response.content.decode().splitlines()
    assert lines[0] == "country,subdivision,name,members"
    assert "MX,MX-CHP,Chiapas,1" in lines
    assert len(lines) == 1 + 32 + 22


def test_only_networks_have_a_page_of_members(client: Client, alice: User) -> None:
    client.force_login(alice)
    made = make_organization()
    assert client.get(reverse("directory:network", args=[made.key])).status_code == 404


def test_a_membership_is_entered_and_ended(client: Client, alice: User) -> None:
    client.force_login(alice)
    member, network = make_organization(), make_network()
    add = reverse("directory:membership_add", args=[member.key])
    data = {"network": network.key, "visibility": "public", "start": "2015-01-01", "source": "acta"}
    assert client.post(add, data).status_code == 302
    again = client.post(add, data)
    assert again.status_code == 422
    assert again.context["form"].non_field_errors()
    made = Membership.objects.get()
    end = reverse("directory:membership_end", args=[made.pk])
    assert client.post(end, {"end": "2014-01-01"}).status_code == 422
    assert client.post(end, {"end": "2016-01-01"}).status_code == 302
    made.refresh_from_db()
    assert made.end == date(2016, 1, 1)
    edit = reverse("directory:membership_edit", args=[made.pk])
    assert 'value="2016-01-01"' in client.get(edit).content.decode()
    assert client.post(edit, {"visibility": "sealed", "source": "carta"}).status_code == 302
    changed = Membership.objects.get()
    assert (changed.start, changed.end, changed.visibility) == (None, None, "sealed")
    remove = reverse("directory:membership_remove", args=[made.pk])
    assert client.get(remove).status_code == 200
    assert Membership.objects.exists()
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 404


def test_a_member_is_added_from_the_network_s_page(client: Client, alice: User) -> None:
    client.force_login(alice)
    network, member = make_network("Red Norte"), make_organization("Casa Ñandú")
    search = reverse("directory:member_search", args=[network.key])
    assert search in client.get(reverse("directory:network", args=[network.key])).content.decode()
    found = client.get(search, {"q": "nandu"})
    assert list(found.context["page"]) == [member]
    add = f"{reverse('directory:membership_add', args=[member.key])}?network={network.key}"
    assert add in found.content.decode()
    assert f'value="{network.key}" selected' in client.get(add).content.decode()
    done = client.post(add, {"network": network.key, "visibility": "public"})
    assert done.headers["Location"] == reverse("directory:network", args=[network.key])
    assert Membership.objects.get().member == member
