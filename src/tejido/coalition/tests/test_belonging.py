"""Whom a contact let in reads what is the coalition's own only on a ground that is trusted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from tejido.coalition.actions import (
    appoint_delegate,
    remove_contact,
    revoke_mandate,
    suspend_mandates,
)
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate, an_expired_mandate
from tejido.coalition.tests.reading import reads
from tejido.core.actions import change_role, freeze_account, invite_person, unfreeze_account
from tejido.core.belonging import belongs
from tejido.core.models import Role, User
from tejido.directory.tests.factories import make_organization

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
Given = Callable[[User, User], object]


def granted(contact: User, user: User) -> Mandate:
    """Return a mandate a contact granted to somebody with an account."""
    row = Contact.objects.filter(user=contact).first() or a_contact(user=contact)
    return appoint_delegate(
        actor=contact, organization=row.organization, email=user.email, scope="sign"
    )


def revoked(contact: User, user: User) -> None:
    revoke_mandate(actor=None, mandate=a_mandate(user))


def removed(contact: User, user: User) -> None:
    remove_contact(actor=None, contact=a_contact(user=user))


def grantor_frozen(contact: User, user: User) -> None:
    """The mandate was granted long before the phone was seized, and is not held."""
    mandate = granted(contact, user)
    Mandate.objects.filter(pk=mandate.pk).update(granted_at=timezone.now() - timedelta(days=90))
    freeze_account(actor=None, person=contact)
    assert not Mandate.objects.get(pk=mandate.pk).is_suspended


def grantor_let_in_again(contact: User, user: User) -> None:
    grantor_frozen(contact, user)
    unfreeze_account(actor=None, person=contact)


def held_though_let_in_again(contact: User, user: User) -> None:
    granted(contact, user)
    freeze_account(actor=None, person=contact)
    unfreeze_account(actor=None, person=contact)


def contact_by_a_frozen_one(contact: User, user: User) -> None:
    row = a_contact(user=user)
    Contact.objects.filter(pk=row.pk).update(added_by=contact)
    freeze_account(actor=None, person=contact)


GROUNDS: list[tuple[Given, bool]] = [
    (lambda contact, user: None, False),
    (lambda contact, user: a_mandate(user), True),
    (lambda contact, user: granted(contact, user), True),
    (lambda contact, user: a_mandate(user, starts_on=TODAY() + timedelta(days=1)), False),
    (lambda contact, user: an_expired_mandate(user), False),
    (revoked, False),
    (lambda contact, user: (a_mandate(user), suspend_mandates(user=user)), False),
    (grantor_frozen, False),
    (grantor_let_in_again, True),
    (held_though_let_in_again, False),
    (lambda contact, user: a_contact(user=user), True),
    (removed, False),
    (contact_by_a_frozen_one, False),
    (lambda contact, user: freeze_account(actor=None, person=user), False),
]


@pytest.mark.parametrize(("given", "may"), GROUNDS)
def test_on_which_grounds_somebody_reads(given: Given, may: bool) -> None:
    contact, user = a_delegate(), a_delegate()
    given(contact, user)
    assert reads(user) is may


def test_what_a_secretary_granted_before_a_freeze_is_the_secretariats(alice: User) -> None:
    user = a_delegate()
    mandate = appoint_delegate(
        actor=alice, organization=make_organization(), email=user.email, scope="sign"
    )
    Mandate.objects.filter(pk=mandate.pk).update(granted_at=timezone.now() - timedelta(days=90))
    freeze_account(actor=None, person=alice)
    assert reads(user)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DELEGATE])
def test_a_role_that_the_secretariat_gave_is_a_ground(role: str) -> None:
    assert reads(a_delegate(role=role))


def test_the_secretariat_invites_whom_a_contact_let_in(alice: User) -> None:
    user = a_delegate()
    invite_person(actor=alice, email=user.email, role=None)
    assert not reads(user)
    invite_person(actor=alice, email=user.email, role=Role.DELEGATE)
    assert reads(user)


def test_a_role_given_and_taken_back_leaves_somebody_the_secretariat_knows(alice: User) -> None:
    user = a_delegate()
    for role in (Role.REVIEWER, Role.DELEGATE):
        change_role(actor=alice, person=User.objects.get(pk=user.pk), role=role)
    assert reads(user)


def test_whom_the_secretariat_invited_needs_no_further_question(charlie: User) -> None:
    assert belongs(charlie) == Q(pk__isnull=False)
