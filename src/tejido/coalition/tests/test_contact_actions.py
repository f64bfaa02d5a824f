"""Contacts: added, changed, removed for good; mandates that follow their account."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from tejido.coalition.actions import (
    add_contact,
    change_contact,
    remove_contact,
    revoke_mandate,
)
from tejido.coalition.domain.mandates import MandateState
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.queries import contacts_at, contacts_of, is_contact_of, mandate_for
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate, an_expired_mandate
from tejido.core.erasure import ledger_path
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import AuditEntry, User
from tejido.core.signals import account_erased, account_frozen, account_unfrozen
from tejido.directory.tests.factories import make_organization, merge
from tejido.notifications.actions import Recipient
from tejido.notifications.models import Message
from tejido.notifications.tests.factories import a_message

pytestmark = pytest.mark.django_db


def test_a_contact_with_an_account_looks_after_the_organization() -> None:
    organization, person = make_organization(), a_delegate()
    contact = add_contact(
        actor=None, organization=organization, name=" Ana  Ejemplo ", email=person.email.upper()
    )
    assert (contact.user, contact.name, contact.language) == (person, "Ana Ejemplo", "es")
    assert is_contact_of(person, organization)
    assert not is_contact_of(a_delegate(), organization)
    assert not is_contact_of(person, make_organization())


def test_a_contact_without_an_account_is_nobody_s_key() -> None:
    organization = make_organization()
    a_contact(organization)
    assert not is_contact_of(User(email="x@example.org"), organization)
    assert not is_contact_of(None, organization)


def test_who_is_removed_is_in_no_message_and_no_mail(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "tejido.notifications.mail_folder.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    contact = a_contact(name="Rosa Quemada")
    a_message(Recipient("coalition.contact", contact.pk))
    EmailMessage(body="Rosa Quemada firmó.", to=["otra@example.org"]).send()
    EmailMessage(body="Otra cosa.", to=["otra@example.org"]).send()
    remove_contact(actor=None, contact=contact)
    assert not Message.objects.filter(recipient_kind="coalition.contact").exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_an_address_once_an_organization() -> None:
    kept, gone = make_organization(), make_organization()
    contact = a_contact(kept)
    merge(kept, gone)
    with pytest.raises(Conflict):
        a_contact(gone, email=contact.email)
    a_contact(email=contact.email)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"email": "no es correo"}, {"language": "fr"}], ids=str
)
def test_what_does_not_hold(wrong: dict[str, str]) -> None:
    values = {"name": "Ana", "email": "ana@example.org", "language": "es", **wrong}
    with pytest.raises(InvalidInput):
        add_contact(actor=None, organization=make_organization(), **values)


def test_changes_name_their_fields_only() -> None:
    contact = a_contact()
    change_contact(
        actor=None, contact=contact, name="Otra", email=contact.email, language="en", note="legal"
    )
    entry = AuditEntry.objects.get(action="change_contact")
    assert entry.data == {"fields": ["name", "language", "note"]}
    again = a_contact(contact.organization)
    with pytest.raises(Conflict):
        change_contact(actor=None, contact=again, name="Otra", email=contact.email, language="es")


def test_the_address_of_an_account_is_the_account_s() -> None:
    person = a_delegate()
    contact = a_contact(user=person)
    change_contact(actor=None, contact=contact, name="Ana", email="otra@example.org", language="es")
    contact.refresh_from_db()
    assert contact.address == contact.email == person.email


def test_a_removed_contact_is_erased() -> None:
    contact = a_contact()
    pk = contact.pk
    remove_contact(actor=None, contact=contact)
    assert not Contact.objects.filter(pk=pk).exists()
    assert f'"coalition.contact", "id": "{pk}"' in ledger_path().read_text()


def test_contacts_of_many_in_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    kept, gone, other = make_organization(), make_organization(), make_organization()
    first, second, third = a_contact(kept), a_contact(gone), a_contact(other)
    a_contact()
    merge(kept, gone)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = contacts_of([kept.pk, other.pk])
    assert found == {kept.pk: [first, second], other.pk: [third]}
    assert contacts_at(gone) == [first, second]


def test_mandates_of_a_frozen_account_are_suspended_and_come_back() -> None:
    held = a_mandate()
    delegate = held.user
    ended = an_expired_mandate(delegate)
    revoked = a_mandate(delegate)
    account_frozen.send(sender=User, user=delegate)
    revoke_mandate(actor=None, mandate=revoked)
    assert mandate_for(delegate, held.organization, scope="sign") is None
    states = {m.pk: m.state for m in Mandate.objects.all()}
    assert states == {
        held.pk: MandateState.SUSPENDED,
        ended.pk: MandateState.EXPIRED,
        revoked.pk: MandateState.REVOKED,
    }
    account_unfrozen.send(sender=User, user=delegate)
    assert mandate_for(delegate, held.organization, scope="sign") == held
    revoked.refresh_from_db()
    assert revoked.state == MandateState.REVOKED
    told = AuditEntry.objects.filter(target_type="core.user").values_list("action", "data")
    assert ("suspend_mandates", {"mandates": [held.pk, revoked.pk]}) in list(told)


def test_nothing_of_a_frozen_contact_is_written_to() -> None:
    person = a_delegate()
    contact = a_contact(user=person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert contacts_at(contact.organization)[0].address == ""


def test_an_erased_account_holds_no_mandate_and_is_no_contact() -> None:
    mandate = a_mandate()
    contact = a_contact(user=mandate.user)
    account_erased.send(sender=User, user_id=mandate.user_id)
    mandate.refresh_from_db()
    assert mandate.state == MandateState.REVOKED
    assert not Contact.objects.filter(pk=contact.pk).exists()
