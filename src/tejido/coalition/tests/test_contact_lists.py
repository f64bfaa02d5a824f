"""Contacts of many organizations at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.coalition.actions import add_contacts
from tejido.coalition.actions.contact_lists import NewContact
from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.core.errors import InvalidInput
from tejido.core.models import AuditEntry, User
from tejido.directory.tests.factories import make_organization, merge

pytestmark = pytest.mark.django_db


def test_contacts_are_named_once(alice: User) -> None:
    known, new = a_contact(email="uno@example.org"), make_organization()
    wanted = [
        NewContact(known.organization_id, "UNO@example.org"),
        NewContact(new.pk, "dos@example.org", "Dora Ñandú", "en"),
        NewContact(new.pk, "dos@example.org", "Otra vez"),
    ]
    found = add_contacts(actor=alice, contacts=wanted)
    made = Contact.objects.get(email="dos@example.org")
    assert found == {
        (known.organization_id, "uno@example.org"): known.pk,
        (new.pk, "dos@example.org"): made.pk,
    }
    assert (made.name, made.language, made.organization) == ("Dora Ñandú", "en", new)
    assert AuditEntry.objects.get(action="add_contacts").data == {"contacts": [made.pk]}
    assert add_contacts(actor=alice, contacts=wanted) == found
    assert AuditEntry.objects.filter(action="add_contacts").count() == 1


def test_an_account_and_a_merged_organization_are_known(alice: User) -> None:
    person, kept, gone = a_delegate(), make_organization(), make_organization()
    earlier = a_contact(gone, email="antes@example.org")
    merge(kept, gone)
    found = add_contacts(
        actor=alice,
        contacts=[NewContact(kept.pk, "antes@example.org"), NewContact(kept.pk, person.email)],
    )
    assert found[kept.pk, "antes@example.org"] == earlier.pk
    made = Contact.objects.get(pk=found[kept.pk, person.email])
    assert (made.user, made.name) == (person, person.email.partition("@")[0])


def test_the_queries_do_not_grow(alice: User) -> None:
    spent = []
    for number in (3, 40):
        rows = [
            NewContact(make_organization().pk, f"n{number}-{place}@example.org")
            for place in range(number)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert len(add_contacts(actor=alice, contacts=rows)) == number
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_nobody_and_no_address(alice: User) -> None:
    assert add_contacts(actor=alice, contacts=[]) == {}
    with pytest.raises(InvalidInput):
        add_contacts(actor=alice, contacts=[NewContact(make_organization().pk, "nada")])
    row = NewContact(make_organization().pk, "a@example.org", language="xx")
    with pytest.raises(InvalidInput):
        add_contacts(actor=alice, contacts=[row])
