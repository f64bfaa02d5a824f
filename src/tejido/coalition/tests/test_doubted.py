"""What an account in other hands let others do waits for the secretariat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.coalition.access import can_look_after_people, can_sign_for
from tejido.coalition.actions import (
    NewContact,
    add_contact,
    add_contacts,
    appoint_delegate,
    change_contact,
    grant_mandate,
    release_contact,
    release_mandate,
    renew_mandate,
)
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.coalition.tests.reading import reads
from tejido.core.actions import freeze_account, freeze_made, unfreeze_account
from tejido.core.errors import Conflict, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.models import Organization
from tejido.notifications.models import Message

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


class Seized:
    """A contact whose phone is in other hands: it lets in Intrusa, and she lets in another."""

    def __init__(self) -> None:
        row = a_contact(user=a_delegate())
        assert row.user is not None
        self.contact: User = row.user
        self.body: Organization = row.organization
        self.others = a_contact(self.body, email="otra@example.org")
        self.since = timezone.now()
        self.first = self.appointed(self.contact, "intrusa@example.org")
        self.intruder = self.first.user
        self.added = add_contact(
            actor=self.contact,
            organization=self.body,
            name="Intrusa",
            email=self.intruder.email,
        )
        self.second = self.appointed(self.intruder, "segunda@example.org")

    def appointed(self, actor: User, email: str) -> Mandate:
        return appoint_delegate(actor=actor, organization=self.body, email=email, scope="sign")

    def freeze(self, *, with_made: bool = False) -> None:
        freeze_account(
            actor=None, person=self.contact, since=self.since - HOUR, with_made=with_made
        )


@pytest.fixture
def seized(db: None) -> Seized:
    """A seized contact, before anybody noticed."""
    return Seized()


def test_all_it_let_in_stops_whoever_stays_signed_in(seized: Seized) -> None:
    assert can_sign_for(seized.second.user, seized.body)
    assert can_look_after_people(seized.intruder, seized.body)
    seized.freeze()
    for user in (seized.intruder, seized.second.user):
        fresh = User.objects.get(pk=user.pk)
        assert fresh.is_active
        assert not can_sign_for(fresh, seized.body)
        assert not can_look_after_people(fresh, seized.body)
        assert not reads(fresh)
    assert Contact.objects.get(pk=seized.added.pk).address == ""
    assert Contact.objects.get(pk=seized.others.pk).held_at is None


def test_a_contact_it_gave_another_address_waits_too(seized: Seized, alice: User) -> None:
    kept, moved = a_contact(seized.body), a_contact(seized.body)
    for row, email in ((kept, kept.email), (moved, "de-otro@example.org")):
        change_contact(actor=alice, contact=row, name="Otra", email=email, language="es")
    freeze_account(actor=None, person=alice, since=seized.since)
    assert Contact.objects.get(pk=kept.pk).held_at is None
    assert Contact.objects.get(pk=moved.pk).address == ""


def test_what_waited_for_the_freeze_lets_nobody_in(seized: Seized) -> None:
    """A request reads its account before its turn comes."""
    stale = User.objects.get(pk=seized.contact.pk)
    ending = a_mandate(organization=seized.body, ends_on=timezone.localdate() + timedelta(days=9))
    seized.freeze()
    with pytest.raises(NotAllowed):
        seized.appointed(stale, "tarde@example.org")
    with pytest.raises(NotAllowed):
        add_contact(actor=stale, organization=seized.body, name="Tarde", email="t@example.org")
    with pytest.raises(NotAllowed):
        renew_mandate(actor=stale, mandate=ending, ends_on=None)
    assert not User.objects.filter(email="tarde@example.org").exists()


def test_a_list_that_waited_for_the_freeze_names_nobody(seized: Seized, alice: User) -> None:
    stale = User.objects.get(pk=alice.pk)
    freeze_account(actor=None, person=alice)
    with pytest.raises(NotAllowed):
        add_contacts(actor=stale, contacts=[NewContact(seized.body.pk, "tarde@example.org")])
    assert not Contact.objects.filter(email="tarde@example.org").exists()


def test_a_mandate_it_extended_waits_too(seized: Seized) -> None:
    week = timezone.localdate() + timedelta(days=7)
    before, extended, untouched = (
        a_mandate(organization=seized.body, ends_on=week) for _number in range(3)
    )
    renew_mandate(actor=seized.contact, mandate=before, ends_on=None)
    since = timezone.now()
    renew_mandate(actor=seized.contact, mandate=extended, ends_on=None)
    freeze_account(actor=None, person=seized.contact, since=since)
    held = set(Mandate.objects.filter(held_at__isnull=False).values_list("pk", flat=True))
    assert held == {extended.pk}
    assert untouched.pk not in held
    assert not can_sign_for(extended.user, seized.body)


def test_its_accounts_are_frozen_in_the_same_act(seized: Seized) -> None:
    older = a_delegate()
    grant_mandate(actor=seized.contact, organization=seized.body, user=older, scope="speak")
    seized.freeze(with_made=True)
    active = User.objects.filter(is_active=True)
    assert seized.intruder not in active
    assert seized.second.user not in active
    assert older in active


def test_what_was_granted_before_is_left_as_it_is(seized: Seized) -> None:
    Mandate.objects.filter(pk=seized.first.pk).update(granted_at=seized.since - 2 * HOUR)
    seized.freeze()
    assert Mandate.objects.get(pk=seized.first.pk).held_at is None
    assert Mandate.objects.get(pk=seized.second.pk).held_at is not None


def test_looking_further_back_stops_more(seized: Seized) -> None:
    before = seized.since - 2 * HOUR
    Mandate.objects.filter(pk=seized.first.pk).update(granted_at=before)
    seized.freeze()
    assert freeze_made(actor=None, person=seized.contact, since=before) == 2
    assert Mandate.objects.get(pk=seized.first.pk).held_at is not None


def test_looking_further_back_leaves_what_the_secretariat_let_count(
    seized: Seized, alice: User
) -> None:
    seized.freeze()
    release_mandate(actor=alice, mandate=seized.first)
    release_contact(actor=alice, contact=seized.added)
    freeze_made(actor=None, person=seized.contact, since=seized.since - 2 * HOUR)
    assert Mandate.objects.get(pk=seized.first.pk).held_at is None
    assert Contact.objects.get(pk=seized.added.pk).held_at is None
    assert Mandate.objects.get(pk=seized.second.pk).held_at is not None


def test_what_is_done_to_it_after_that_waits_again(seized: Seized, alice: User) -> None:
    ending = a_mandate(organization=seized.body, ends_on=timezone.localdate() + timedelta(days=7))
    seized.freeze()
    release_mandate(actor=alice, mandate=seized.first)
    release_contact(actor=alice, contact=seized.added)
    renew_mandate(actor=seized.intruder, mandate=ending, ends_on=None)
    freeze_made(actor=None, person=seized.contact, since=seized.since - HOUR)
    assert Mandate.objects.get(pk=ending.pk).held_at is not None
    assert Mandate.objects.get(pk=seized.first.pk).held_at is None


def test_what_a_seized_secretary_let_count_waits_again(seized: Seized, alice: User) -> None:
    seized.freeze()
    release_mandate(actor=alice, mandate=seized.first)
    release_contact(actor=alice, contact=seized.added)
    freeze_account(actor=None, person=alice, since=seized.since)
    assert Mandate.objects.get(pk=seized.first.pk).held_at is not None
    assert Contact.objects.get(pk=seized.added.pk).held_at is not None


def test_it_does_not_come_back_with_the_account(seized: Seized) -> None:
    seized.freeze()
    unfreeze_account(actor=None, person=seized.contact)
    assert Mandate.objects.get(pk=seized.first.pk).is_suspended
    assert Contact.objects.get(pk=seized.added.pk).held_at is not None


def test_the_secretariat_lets_count_again_what_stands(seized: Seized, alice: User) -> None:
    seized.freeze()
    mandate = release_mandate(actor=alice, mandate=seized.first)
    contact = release_contact(actor=alice, contact=seized.added)
    assert can_sign_for(seized.intruder, seized.body)
    assert can_look_after_people(seized.intruder, seized.body)
    with pytest.raises(Conflict):
        release_mandate(actor=alice, mandate=mandate)
    with pytest.raises(Conflict):
        release_contact(actor=alice, contact=contact)
    acts = AuditEntry.objects.filter(actor=alice).values_list("action", flat=True)
    assert set(acts) == {"release_mandate", "release_contact"}


def test_a_mandate_released_while_its_person_is_frozen_stays_suspended(
    seized: Seized, alice: User
) -> None:
    seized.freeze(with_made=True)
    assert release_mandate(actor=alice, mandate=seized.first).is_suspended
    unfreeze_account(actor=alice, person=seized.intruder)
    assert not Mandate.objects.get(pk=seized.first.pk).is_suspended


@pytest.mark.parametrize("who", ["bob", "charlie", "other contact"])
def test_nobody_else_lets_it_count(
    seized: Seized, request: pytest.FixtureRequest, who: str
) -> None:
    seized.freeze()
    actor: User
    if who == "other contact":
        actor = a_delegate()
        a_contact(seized.body, user=actor)
    else:
        actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        release_mandate(actor=actor, mandate=seized.first)
    with pytest.raises(NotAllowed):
        release_contact(actor=actor, contact=seized.added)


def test_the_other_contacts_are_told(seized: Seized) -> None:
    Message.objects.all().delete()
    seized.freeze()
    told = Message.objects.filter(kind="coalition.delegate_suspended")
    assert seized.others.pk in {row.recipient_id for row in told}
    assert seized.added.pk not in {row.recipient_id for row in told}
