"""A freeze and another act on the same rows at the same moment, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tejido.coalition.actions import NewContact, add_contacts, grant_mandate, tell_expiring
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.core import signals
from tejido.core.actions import freeze_account
from tejido.core.actions.people import lock_people
from tejido.core.models import User
from tejido.core.people import erase_user
from tejido.directory.tests.factories import make_organization

pytestmark = pytest.mark.django_db(transaction=True)

# Seconds within which an act that waits for nobody is done.
A_MOMENT = 1.0


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """One thread beside the test's."""
    with ThreadPoolExecutor(max_workers=1) as found:
        yield found


def begin(pool: ThreadPoolExecutor, act: Callable[[], object]) -> Future[None]:
    """Begin an act beside the test's, and give it time to wait for what the test holds."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    begun = pool.submit(run)
    wait([begun], timeout=A_MOMENT)
    return begun


def begin_freeze(pool: ThreadPoolExecutor, person: User) -> Future[None]:
    """Begin to freeze an account beside the test's act."""
    return begin(pool, lambda: freeze_account(actor=None, person=person))


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


def mandates_of_each_other() -> tuple[User, User]:
    """Return two contacts of an organization that made each other its delegates."""
    house, one, other = make_organization(), a_delegate(), a_delegate()
    for person in (one, other):
        a_contact(house, user=person)
    for actor, person in ((one, other), (other, one)):
        grant_mandate(actor=actor, organization=house, user=person, scope="sign")
    return one, other


def test_two_freezes_whose_mandates_cross_do_not_wait_for_each_other(
    pool: ThreadPoolExecutor,
) -> None:
    """Each suspends the mandate that the other holds back."""
    one, other = mandates_of_each_other()
    both = Barrier(2)

    def meanwhile(sender: object, **_more: object) -> None:
        with suppress(BrokenBarrierError):
            both.wait(3 * A_MOMENT)

    # After what suspends the mandates of the account, and before what it granted is held.
    signals.account_frozen.connect(meanwhile)
    try:
        freeze = begin_freeze(pool, one)
        freeze_account(actor=None, person=other)
        freeze.result()
    finally:
        signals.account_frozen.disconnect(meanwhile)
    stopped = Mandate.objects.filter(suspended_at__isnull=False, held_at__isnull=False)
    assert stopped.count() == 2
    assert not User.objects.filter(is_active=True).exists()


def test_a_freeze_and_the_telling_of_ends_do_not_wait_for_each_other(
    pool: ThreadPoolExecutor,
) -> None:
    one, _other = mandates_of_each_other()
    Mandate.objects.update(ends_on=timezone.localdate())
    assert Mandate.objects.earliest("pk").granted_by == one

    def tell(sender: object, **_more: object) -> None:
        beside.append(begin(pool, lambda: tell_expiring(now=timezone.now())))

    beside: list[Future[None]] = []
    signals.account_frozen.connect(tell)
    try:
        freeze_account(actor=None, person=one)
    finally:
        signals.account_frozen.disconnect(tell)
    beside[0].result()
    tell_expiring(now=timezone.now())
    assert not Mandate.objects.filter(told_end__isnull=True).exists()


def test_a_freeze_and_an_erasure_of_one_account_do_not_wait_for_each_other(
    pool: ThreadPoolExecutor,
) -> None:
    contact = a_contact(email="antes@example.org")
    user = User.objects.create_user(contact.email)
    with transaction.atomic():
        lock_people(None, user)
        erasure = begin(pool, lambda: erase_user(str(user.pk)))
        freeze_account(actor=None, person=user)
    erasure.result()
    assert not Contact.objects.exists()
