"""Pages for a seized phone: sure who is here, nothing told to contacts, the secretariat decides."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import appoint_delegate
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.tests.factories import a_contact, a_mandate
from tejido.core.actions import freeze_account
from tejido.core.models import User
from tejido.core.tests.factors import confirmed, run_tasks
from tejido.directory.models import Organization

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


MANDATE = {"email": "luz@example.org", "scope": "sign", "starts_on": "2026-01-01"}
CONTACT = {"name": "Luz", "email": "luz@example.org", "language": "es"}


def test_a_session_left_open_gives_no_contact_another_address(
    client_of: ClientOf, alice: User, house: Organization
) -> None:
    contact = a_contact(house)
    client = client_of(alice)
    address = reverse("coalition:contact_edit", args=[contact.pk])
    answer = client.post(address, CONTACT)
    assert answer["Location"].startswith("/es/cuenta/confirmar/?next=")
    assert Contact.objects.get().email == contact.email
    assert confirmed(client).post(address, CONTACT).status_code == 302
    assert Contact.objects.get().email == CONTACT["email"]


@pytest.mark.parametrize(("form", "data"), [("mandate_grant", MANDATE), ("contact_add", CONTACT)])
@pytest.mark.parametrize("who", ["keeper", "alice"])
def test_a_session_left_open_lets_nobody_in(
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    house: Organization,
    form: str,
    data: dict[str, str],
    who: str,
) -> None:
    client = client_of(request.getfixturevalue(who))
    address = reverse(f"coalition:{form}", args=[house.key])
    before = (Mandate.objects.count(), Contact.objects.count())
    for answer in (client.get(address), client.post(address, data)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/es/cuenta/confirmar/?next=")
    assert (Mandate.objects.count(), Contact.objects.count()) == before
    assert confirmed(client).get(address).status_code == 200
    assert client.post(address, data).status_code == 302
    assert (Mandate.objects.count(), Contact.objects.count()) != before


@pytest.mark.parametrize("way", ["held", "frozen"])
def test_a_contact_is_not_told_that_an_account_was_frozen(
    client_of: ClientOf, house: Organization, keeper: User, alice: User, way: str
) -> None:
    mandate = a_mandate(None, house)
    other = a_contact(house, user=mandate.user)
    if way == "frozen":
        freeze_account(actor=None, person=mandate.user)
    else:
        Mandate.objects.update(held_at=timezone.now())
        Contact.objects.filter(pk=other.pk).update(held_at=timezone.now())
    where = reverse("coalition:people", args=[house.key])
    told = client_of(keeper).get(where).content.decode()
    assert "sin vigencia por ahora" in told
    for word in ("suspendid", "congelad", "no activa", "no cuenta por ahora", "Que cuente"):
        assert word not in told
    known = client_of(alice).get(where).content.decode()
    assert ("congelada" in known) is True
    assert ("Que cuente" in known) is (way == "held")


def test_the_mail_to_contacts_does_not_say_so_either(
    house: Organization, keeper: User, mailoutbox: list[object]
) -> None:
    mandate = a_mandate(None, house)
    freeze_account(actor=None, person=mandate.user)
    run_tasks()
    said = [
        str(getattr(mail, "subject", "")) + str(getattr(mail, "body", "")) for mail in mailoutbox
    ]
    assert not [text for text in said if "Casa Ejemplo" in text and "congel" in text]


def test_the_secretariat_lets_count_again(
    client_of: ClientOf, house: Organization, keeper: User, alice: User
) -> None:
    mandate = appoint_delegate(
        actor=keeper, organization=house, email="luz@example.org", scope="sign"
    )
    row = a_contact(house, email="otra@example.org")
    Contact.objects.filter(pk=row.pk).update(added_by=keeper)
    freeze_account(actor=None, person=keeper)
    desk = client_of(alice)
    address = reverse("coalition:mandate_release", args=[mandate.pk])
    assert desk.post(address)["Location"].startswith("/es/cuenta/confirmar/?next=")
    confirmed(desk)
    assert desk.post(address).status_code == 302
    assert desk.post(reverse("coalition:contact_release", args=[row.pk])).status_code == 302
    assert not Mandate.objects.get(pk=mandate.pk).is_suspended
    assert Contact.objects.get(pk=row.pk).held_at is None
    assert desk.post(address).status_code == 409


def test_who_looks_after_the_organization_cannot(
    client_of: ClientOf, house: Organization, keeper: User
) -> None:
    mandate = a_mandate(None, house)
    Mandate.objects.update(held_at=timezone.now())
    for client in (client_of(keeper), client_of(mandate.user)):
        address = reverse("coalition:mandate_release", args=[mandate.pk])
        assert confirmed(client).post(address).status_code == 403
    assert Mandate.objects.get().is_suspended


def test_the_page_of_acts_offers_to_freeze_what_it_made(
    client_of: ClientOf, house: Organization, keeper: User, alice: User
) -> None:
    made = appoint_delegate(actor=keeper, organization=house, email="luz@example.org", scope="sign")
    desk = client_of(alice)
    answer = desk.post(reverse("core:person_freeze", args=[keeper.pk]), {"since": ""})
    assert User.objects.get(pk=made.user_id).is_active
    page = desk.get(answer["Location"]).content.decode()
    assert "luz@example.org" in page
    assert "Congelar estas cuentas" in page
    since = timezone.now() - timedelta(days=30)
    address = reverse("core:freeze_made", args=[keeper.pk])
    for wrong in ("", "ayer", "2026-01-01T10:00:00"):
        assert desk.post(address, {"since": wrong}).status_code == 422
    answer = desk.post(address, {"since": since.isoformat()})
    assert not User.objects.get(pk=made.user_id).is_active
    page = desk.get(answer["Location"]).content.decode()
    assert "luz@example.org" in page
    assert "Congelar estas cuentas" not in page


def test_freezing_and_its_accounts_in_one_act(
    client_of: ClientOf, house: Organization, keeper: User, alice: User
) -> None:
    made = appoint_delegate(actor=keeper, organization=house, email="luz@example.org", scope="sign")
    desk = client_of(alice)
    page = desk.get(reverse("core:person", args=[keeper.pk])).content.decode()
    assert 'name="with_made" id="id_with_made" checked' in page
    desk.post(reverse("core:person_freeze", args=[keeper.pk]), {"since": "", "with_made": "on"})
    assert not User.objects.get(pk=made.user_id).is_active
    page = desk.get(reverse("core:person", args=[made.user_id])).content.decode()
    assert "Un contacto de una organización" in page
