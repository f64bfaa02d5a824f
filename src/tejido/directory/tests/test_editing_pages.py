"""Entering, merging and splitting organizations through their pages."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.directory.models import Merge, Organization, Split
from tejido.directory.tests.factories import join, make_network, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def entered(*names: tuple[str, str], **values: str) -> dict[str, str]:
    data = {
        "form-TOTAL_FORMS": str(len(names)),
        "form-INITIAL_FORMS": "0",
        "kind": "civil_society",
        "visibility": "public",
        **values,
    }
    for number, (text, sort) in enumerate(names):
        data |= {f"form-{number}-text": text, f"form-{number}-sort": sort}
    return data


def seen_in(page: str) -> str:
    """Return the state of the organization that an edit page was made from."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_an_organization_is_entered(secretary: Client) -> None:
    data = entered(("Casa Norte", "official"), ("", "alias"), ("CN", "acronym"), country="MX")
    data |= {"subdivision": "queretaro", "latitude": "20.58806", "longitude": "-100.38806"}
    response = secretary.post(reverse("directory:organization_create"), data)
    made = Organization.objects.get()
    assert response.headers["Location"] == reverse("directory:organization", args=[made.key])
    assert made.subdivision == "MX-QUE"
    assert made.latitude == Decimal("20.58806")
    assert [n.text for n in made.names.all()] == ["Casa Norte", "CN"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"country": "GT", "subdivision": "Chiapas"}, "subdivision"),
        ({"subdivision": "Chiapas"}, "subdivision"),
        ({"kind": "shelter", "latitude": "15", "longitude": "-92"}, "latitude"),
        ({"visibility": "sealed", "latitude": "15", "longitude": "-92"}, "latitude"),
        ({"latitude": "15"}, "latitude"),
        ({"country": "XX"}, "country"),
        ({"kind": "person"}, "kind"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(
    values: dict[str, str], field: str, secretary: Client
) -> None:
    data = entered(("Casa Norte", "official"), **values)
    response = secretary.post(reverse("directory:organization_create"), data)
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert "Casa Norte" in response.content.decode()
    assert not Organization.objects.exists()


def test_without_a_name(secretary: Client) -> None:
    response = secretary.post(reverse("directory:organization_create"), entered(("", "official")))
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_an_organization_is_changed(secretary: Client) -> None:
    made = make_organization("Casa Norte", acronym="CN", subdivision="MX-CHP")
    edit = reverse("directory:organization_edit", args=[made.key])
    page = secretary.get(edit).content.decode()
    assert 'value="Chiapas"' in page
    data = entered(("Casa Sur", "official"), visibility="sealed", seen=seen_in(page))
    assert secretary.post(edit, data).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.visibility, made.subdivision) == ("Casa Sur", "sealed", "")


def test_a_refusal_of_the_action_is_shown_on_the_form(secretary: Client) -> None:
    network = make_network("Red Norte")
    join(make_organization(), network)
    edit = reverse("directory:organization_edit", args=[network.key])
    seen = seen_in(secretary.get(edit).content.decode())
    response = secretary.post(edit, entered(("Red Norte", "official"), kind="faith", seen=seen))
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_who_saves_second_sees_what_the_first_wrote_and_loses_nothing(secretary: Client) -> None:
    made = make_organization("Casa Norte", subdivision="MX-CHP")
    edit = reverse("directory:organization_edit", args=[made.key])
    first = second = seen_in(secretary.get(edit).content.decode())
    saved = entered(("Casa Norte", "official"), country="MX", subdivision="Oaxaca", seen=first)
    assert secretary.post(edit, saved).status_code == 302
    typed = entered(("Casa del Norte", "official"), country="MX", town="Ixtepec", seen=second)
    refused = secretary.post(edit, typed)
    page = refused.content.decode()
    made.refresh_from_db()
    assert refused.status_code == 422
    assert (made.name, made.subdivision, made.town) == ("Casa Norte", "MX-OAX", "")
    assert "Oaxaca</del>" in page
    assert "Ixtepec</ins>" in page
    assert 'value="Casa del Norte"' in page
    # The new page was made from what is stored by now: saving it again is meant.
    assert secretary.post(edit, {**typed, "seen": seen_in(page)}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.town) == ("Casa del Norte", "Ixtepec")


def test_a_form_that_does_not_say_what_it_was_made_from_is_refused(secretary: Client) -> None:
    made = make_organization("Casa Norte")
    edit = reverse("directory:organization_edit", args=[made.key])
    assert secretary.post(edit, entered(("Casa Sur", "official"))).status_code == 422
    made.refresh_from_db()
    assert made.name == "Casa Norte"


def test_two_are_found_compared_merged_and_parted(client: Client, bob: User) -> None:
    client.force_login(bob)
    one, other = make_organization("Casa Norte"), make_organization("Casa del Norte")
    make_organization("Casa Sellada", visibility="sealed")
    make_network("Red Casa")
    search = client.get(reverse("directory:merge_search", args=[one.key]), {"q": "casa"})
    assert [o.name for o in search.context["page"]] == ["Casa del Norte"]
    compare = reverse("directory:merge_compare", args=[one.key, other.key])
    assert client.get(compare).status_code == 200
    assert client.post(compare, {"kept": other.key, "why": "misma casa"}).status_code == 302
    one.refresh_from_db()
    assert one.merged_into == other
    undo = reverse("directory:merge_undo", args=[Merge.objects.get().pk])
    assert client.post(undo).status_code == 302
    assert client.post(undo).status_code == 409
    one.refresh_from_db()
    assert one.merged_into is None


def test_what_cannot_be_one_is_refused_with_why(secretary: Client) -> None:
    network, other = make_network(), make_organization()
    compare = reverse("directory:merge_compare", args=[network.key, other.key])
    response = secretary.post(compare, {"kept": network.key})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_nothing_unseen_is_compared(client: Client, bob: User) -> None:
    client.force_login(bob)
    one, sealed = make_organization(), make_organization(visibility="sealed")
    for pair in ([one.key, sealed.key], [sealed.key, one.key], [one.key, one.key]):
        assert client.get(reverse("directory:merge_compare", args=pair)).status_code == 404
    assert client.get(reverse("directory:merge_search", args=[sealed.key])).status_code == 404


def test_one_is_split_and_joined(secretary: Client) -> None:
    made = make_organization("Casa Norte", aliases=("Casa Sur",))
    link = join(made, make_network())
    alias = made.names.get(sort="alias")
    split = reverse("directory:split", args=[made.key])
    data = {"names": str(alias.pk), "memberships": str(link.pk), "why": "dos casas"}
    assert secretary.post(split, {"names": ""}).status_code == 422
    assert secretary.post(split, {"names": "0"}).status_code == 422
    response = secretary.post(split, data)
    done = Split.objects.get()
    assert response.headers["Location"] == reverse(
        "directory:organization", args=[done.created.key]
    )
    assert secretary.post(reverse("directory:split_undo", args=[done.pk])).status_code == 302
    done.created.refresh_from_db()
    assert done.created.merged_into == made


def test_with_one_name_there_is_nothing_to_split(secretary: Client) -> None:
    made = make_organization("Casa Norte")
    page = secretary.get(reverse("directory:split", args=[made.key])).content.decode()
    assert 'name="names"' not in page


def test_history_tells_of_everything(secretary: Client) -> None:
    made = make_organization("Casa Norte", aliases=("Casa Sur",))
    join(made, make_network())
    alias = made.names.get(sort="alias")
    secretary.post(reverse("directory:split", args=[made.key]), {"names": str(alias.pk)})
    response = secretary.get(reverse("directory:organization_history", args=[made.key]))
    actions = [entry.action for entry in response.context["page"]]
    assert actions == ["split_organization", "add_membership", "create_organization"]
