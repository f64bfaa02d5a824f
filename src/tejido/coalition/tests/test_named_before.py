"""A contact named before it had an account keeps its organization's page once it signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.access import can_look_after_people
from tejido.coalition.actions import appoint_delegate
from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.core.actions import freeze_account, invite_person
from tejido.core.models import AuditEntry, Role, User
from tejido.core.tests.ways_in import ASK, CODE, last_code, signed_in
from tejido.directory.tests.factories import make_organization

pytestmark = pytest.mark.django_db

SignIn = Callable[[Contact], Client]


def by_code(contact: Contact) -> Client:
    """Have another organization's contact appoint the person, who signs in with a mailed code."""
    keeper = a_delegate()
    other = a_contact(user=keeper).organization
    appoint_delegate(actor=keeper, organization=other, email=contact.email, scope="sign")
    return enter(contact.email)


def by_link(contact: Contact) -> Client:
    """Have the secretariat invite the person, who signs in with the link."""
    link = invite_person(actor=None, email=contact.email, role=Role.DELEGATE)
    client = Client()
    assert client.post(link).status_code == 302
    return client


def enter(email: str) -> Client:
    """Sign in with a code mailed to an address."""
    client = Client()
    client.post(ASK, {"email": email})
    client.post(CODE, {"code": last_code()})
    assert signed_in(client)
    return client


def page(contact: Contact) -> str:
    return reverse("coalition:people", args=[contact.organization.key])


@pytest.mark.parametrize("sign_in", [by_code, by_link])
def test_it_keeps_the_page_of_its_organization_once_it_signed_in(sign_in: SignIn) -> None:
    contact = a_contact(make_organization("Casa Luna"))
    client = sign_in(contact)
    user = User.objects.get(email=contact.email)
    contact.refresh_from_db()
    assert contact.user == user
    assert client.get(page(contact)).status_code == 200
    entry = AuditEntry.objects.get(action="join_contacts")
    assert (entry.target_id, entry.data) == (str(user.pk), {"contacts": [contact.pk]})
    enter(contact.email)
    assert AuditEntry.objects.filter(action="join_contacts").count() == 1


def test_an_account_nobody_has_signed_in_to_is_no_contact() -> None:
    contact, keeper = a_contact(), a_delegate()
    other = a_contact(user=keeper).organization
    mandate = appoint_delegate(actor=keeper, organization=other, email=contact.email, scope="sign")
    contact.refresh_from_db()
    assert contact.user is None
    assert not can_look_after_people(mandate.user, contact.organization)


def test_each_organization_that_named_it_and_nobody_else_s_contact() -> None:
    first, other = a_contact(email="ana@example.org"), a_contact()
    second = a_contact(email="ana@example.org")
    by_link(first)
    user = User.objects.get(email="ana@example.org")
    assert set(Contact.objects.filter(user=user)) == {first, second}
    other.refresh_from_db()
    assert other.user is None


def test_one_that_is_held_stays_held() -> None:
    contact = a_contact()
    Contact.objects.filter(pk=contact.pk).update(held_at=timezone.now())
    client = by_link(contact)
    contact.refresh_from_db()
    assert contact.user is not None
    assert contact.held_at is not None
    assert client.get(page(contact)).status_code == 404


def test_an_account_frozen_before_anybody_signed_in_is_joined_then(alice: User) -> None:
    """Nothing is mailed to it, as its contact either."""
    contact = a_contact()
    user = User.objects.create_user(contact.email)
    freeze_account(actor=alice, person=user)
    contact.refresh_from_db()
    assert (contact.user, contact.address) == (user, "")
