"""A list of contacts and a freeze at the same moment, on both databases."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction

from tejido.coalition.actions import NewContact, add_contacts
from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_delegate
from tejido.core.actions import freeze_account
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization

pytestmark = pytest.mark.django_db(transaction=True)

# Seconds within which an act that waits for nobody is done.
A_MOMENT = 1.0


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """One thread beside the test's."""
    with ThreadPoolExecutor(max_workers=1) as found:
        yield found


def begin_freeze(pool: ThreadPoolExecutor, person: User) -> Future[None]:
    def freeze() -> None:
        try:
            freeze_account(actor=None, person=person)
        finally:
            connection.close()

    begun = pool.submit(freeze)
    wait([begun], timeout=A_MOMENT)
    return begun


def test_what_was_being_named_when_its_account_was_frozen_is_held(
    pool: ThreadPoolExecutor, alice: User
) -> None:
    row = NewContact(make_organization().pk, "a@example.org")
    with transaction.atomic():
        add_contacts(actor=alice, contacts=[row])
        freeze = begin_freeze(pool, alice)
    freeze.result()
    assert Contact.objects.get().held_at is not None


def test_a_list_that_names_an_account_and_its_freeze_do_not_wait_for_each_other(
    pool: ThreadPoolExecutor, request: pytest.FixtureRequest
) -> None:
    """The freeze locks the account first and the secretary last."""
    named = a_delegate()
    alice = request.getfixturevalue("alice")
    assert named.pk < alice.pk
    row = NewContact(make_organization().pk, named.email)
    with transaction.atomic():
        add_contacts(actor=alice, contacts=[row])
        freeze = begin_freeze(pool, named)
    freeze.result()
    assert Contact.objects.get().user == named
    assert not User.objects.get(pk=named.pk).is_active
