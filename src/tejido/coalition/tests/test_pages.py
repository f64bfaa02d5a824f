"""Pages of contacts and mandates, through HTTP, with the organization's own people."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import revoke_mandate
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate, an_expired_mandate
from tejido.core.models import User
from tejido.core.tests.factors import confirmed
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization, merge

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
DAY = timedelta(days=1)


def shown(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == status, response.content[:500]
    return re.sub(r"\s+", " ", response.content.decode())


def test_empty_says_what_to_do_first(client_of: ClientOf, alice: User) -> None:
    house = make_organization()
    text = shown(client_of(alice), "coalition:people", house.key)
    assert "Nadie puede firmar" in text
    assert "no tiene contacto" in text
    assert "No actúa por ninguna organización" in shown(client_of(alice), "coalition:my_mandates")
    assert "Ningún mandato está vigente" in shown(client_of(alice), "coalition:mandate_list")


def test_every_state_in_words(client_of: ClientOf, house: Organization, keeper: User) -> None:
    client = client_of(keeper)
    today = timezone.localdate()
    a_mandate(None, house)
    a_mandate(None, house, starts_on=today + DAY)
    an_expired_mandate(None, house)
    revoke_mandate(actor=None, mandate=a_mandate(None, house))
    held = a_mandate(None, house)
    Mandate.objects.filter(pk=held.pk).update(suspended_at=timezone.now())
    text = shown(client, "coalition:people", house.key)
    for word in ("vigente", "por comenzar", "vencido", "revocado", "sin vigencia por ahora"):
        assert f">{word}</span>" in text
    assert "2 mandatos que terminaron" in text


def test_a_contact_grants_and_learns_nothing_of_accounts(
    client_of: ClientOf, house: Organization, keeper: User
) -> None:
    known = a_delegate("Nombre Que Nadie Dice")
    client = confirmed(client_of(keeper))
    answers = []
    for email in (known.email, "sin-cuenta@example.org"):
        data = {"email": email, "scope": "sign", "starts_on": timezone.localdate().isoformat()}
        response = client.post(
            reverse("coalition:mandate_grant", args=[house.key]), data, follow=True
        )
        text = re.sub(r'value="\w{64}"', "", response.content.decode()).replace(email, "")
        answers.append(re.sub(r"\s+", " ", text.partition("<h2>")[0]))
        assert "Nombre Que Nadie Dice" not in text
    assert answers[0] == answers[1]
    assert set(house.mandates.values_list("granted_as", flat=True)) == {"contact"}
    assert "Nombre Que Nadie Dice" not in shown(client, "directory:organization", house.key)


def test_the_secretariat_reads_names(client_of: ClientOf, house: Organization, alice: User) -> None:
    mandate = a_mandate(a_delegate("Delia Delegada"), house)
    wanted = f"Delia Delegada ({mandate.user.email})"
    assert wanted in shown(client_of(alice), "coalition:people", house.key)
    assert wanted in shown(client_of(alice), "coalition:mandate_list")
    assert wanted in shown(client_of(alice), "directory:organization", house.key)


def test_a_refusal_stays_on_the_form(
    client_of: ClientOf, house: Organization, keeper: User
) -> None:
    mandate = a_mandate(None, house, scope="both")
    address = reverse("coalition:mandate_grant", args=[house.key])
    data = {"email": mandate.user.email, "scope": "sign", "starts_on": "2026-01-01"}
    response = confirmed(client_of(keeper)).post(address, data)
    assert response.status_code == 422
    text = response.content.decode()
    assert "ya tiene un mandato" in text
    assert mandate.user.email in text


def test_a_delegate_gives_the_mandate_back(client_of: ClientOf, house: Organization) -> None:
    mandate = a_mandate(None, house)
    client = client_of(mandate.user)
    assert "Casa Ejemplo" in shown(client, "coalition:my_mandates")
    assert "Devolver el mandato" in shown(client, "coalition:mandate_revoke", mandate.pk)
    shown(client, "coalition:people", house.key, status=403)
    shown(client, "coalition:mandate_grant", house.key, status=403)
    shown(client, "coalition:mandate_renew", mandate.pk, status=403)
    response = client.post(reverse("coalition:mandate_revoke", args=[mandate.pk]))
    assert response.headers["Location"] == reverse("coalition:my_mandates")
    assert "No actúa por ninguna organización" in shown(client, "coalition:my_mandates")
    shown(client, "coalition:people", house.key, status=404)


def test_a_suspended_delegate_reads_why(client_of: ClientOf, house: Organization) -> None:
    mandate = a_mandate(None, house)
    Mandate.objects.filter(pk=mandate.pk).update(suspended_at=timezone.now())
    text = shown(client_of(mandate.user), "coalition:my_mandates")
    assert "Pregunte a la secretaría" in text


def test_extending(client_of: ClientOf, house: Organization, keeper: User) -> None:
    today = timezone.localdate()
    mandate = a_mandate(None, house, ends_on=today)
    client = client_of(keeper)
    address = reverse("coalition:mandate_renew", args=[mandate.pk])
    assert client.post(address, {"ends_on": today.isoformat()}).status_code == 422
    assert client.post(address, {"ends_on": "2099-01-01"}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.ends_on is not None
    assert mandate.ends_on.year == 2099


def test_contacts_do_not_take_each_other_out(
    client_of: ClientOf, house: Organization, keeper: User
) -> None:
    other = a_contact(house)
    client = client_of(keeper)
    shown(client, "coalition:contact_edit", other.pk, status=403)
    shown(client, "coalition:contact_remove", other.pk, status=403)
    own = Contact.objects.get(user=keeper)
    edit = reverse("coalition:contact_edit", args=[own.pk])
    data = {"name": "Kenia", "email": "otra@example.org", "language": "en", "note": "coordina"}
    assert client.post(edit, data).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.email, own.note) == ("Kenia", keeper.email, "coordina")
    response = client.post(reverse("coalition:contact_remove", args=[own.pk]))
    assert response.headers["Location"] == reverse("coalition:my_mandates")
    shown(client, "coalition:people", house.key, status=404)


def test_a_sealed_organization_for_its_own_people_only(client_of: ClientOf) -> None:
    sealed = make_organization("Sellada Propia", visibility="sealed")
    keeper, mandate = a_delegate(), a_mandate(None, sealed)
    a_contact(sealed, user=keeper)
    text = shown(client_of(keeper), "coalition:people", sealed.key)
    assert "Sellada Propia" in text
    assert reverse("directory:organization", args=[sealed.key]) not in text
    assert "Sellada Propia" in shown(client_of(mandate.user), "coalition:my_mandates")
    shown(client_of(keeper), "directory:organization", sealed.key, status=404)
    stranger = a_contact(user=a_delegate()).user
    for page, arg in (
        ("coalition:people", sealed.key),
        ("coalition:mandate_grant", sealed.key),
        ("coalition:mandate_revoke", mandate.pk),
    ):
        assert "Sellada" not in shown(client_of(stranger), page, arg, status=404)


def test_the_page_in_the_directory_tells_only_those_concerned(
    client_of: ClientOf, house: Organization, keeper: User
) -> None:
    mandate = a_mandate(None, house)
    title = "Quién puede actuar por ella"
    for reader in (keeper, mandate.user):
        text = shown(client_of(reader), "directory:organization", house.key)
        assert title in text
        assert mandate.user.email in text
    for stranger in (None, a_delegate(), a_mandate().user):
        assert title not in shown(client_of(stranger), "directory:organization", house.key)


def test_a_delegate_reads_nothing_of_other_delegates(
    client_of: ClientOf, house: Organization
) -> None:
    one, other = a_mandate(None, house), a_mandate(None, house)
    text = shown(client_of(one.user), "directory:organization", house.key)
    assert other.user.email not in text


def test_pages_follow_merges(client_of: ClientOf, house: Organization, keeper: User) -> None:
    kept = make_organization("Casa Que Queda")
    mandate = a_mandate(None, house)
    merge(kept, house)
    for key in (kept.key, house.key):
        text = shown(client_of(keeper), "coalition:people", key)
        assert "Casa Que Queda" in text
        assert mandate.user.email in text


def test_the_list_of_the_coalition_is_limited(client_of: ClientOf, alice: User) -> None:
    client = client_of(alice)
    soon = a_mandate(ends_on=timezone.localdate() + 20 * DAY)
    late = a_mandate()
    list_address = reverse("coalition:mandate_list")
    for chosen, wanted in (("ending", [soon]), ("standing", [soon, late]), ("ended", []), ("?", 2)):
        found = client.get(list_address, {"show": chosen}).context["page"].object_list
        assert (list(found) if isinstance(wanted, list) else len(found)) == wanted


def test_pages_ask_a_constant_number_of_queries(
    client_of: ClientOf,
    house: Organization,
    keeper: User,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _number in range(12):
        a_mandate(None, house)
        a_mandate(keeper, None)
        a_contact(house)
    client = client_of(keeper)
    for page, args in (("coalition:people", [house.key]), ("coalition:my_mandates", [])):
        with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
            client.get(reverse(page, args=args))


def test_erased_people_are_no_names(client_of: ClientOf, house: Organization, alice: User) -> None:
    mandate = a_mandate(None, house)
    User.objects.filter(pk=mandate.user_id).update(email="erased-1@invalid", name="")
    assert "una persona cuyos datos se borraron" in shown(
        client_of(alice), "coalition:people", house.key
    )


def test_the_account_page_shows_for_whom_one_acts(
    client_of: ClientOf, house: Organization, keeper: User
) -> None:
    mandate = a_mandate(None, house)
    assert "Casa Ejemplo <span" in shown(client_of(mandate.user), "core:account")
    assert "Contactos y mandatos de Casa Ejemplo" in shown(client_of(keeper), "core:account")
    assert "Mandatos" not in shown(client_of(a_delegate()), "core:account")


def test_acts_of_a_frozen_contact_lead_to_the_organization(
    client_of: ClientOf, house: Organization, keeper: User, alice: User
) -> None:
    mandate = a_mandate(None, house)
    revoke_mandate(actor=keeper, mandate=mandate)
    text = shown(client_of(alice), "core:acts", keeper.pk)
    assert "mandato revocado" in text
    assert reverse("coalition:people", args=[house.key]) in text
