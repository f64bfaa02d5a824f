"""Who may do what with accounts: role x whose account x its state x action."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from tejido.core.access import AccessResult
from tejido.core.accounts.access import (
    can_ask_factor_reset,
    can_change_own_account,
    can_change_role,
    can_confirm_factor_reset,
    can_freeze,
    can_manage_people,
    can_remove_factor,
    can_review_act,
    can_unfreeze,
)
from tejido.core.actions import freeze_account
from tejido.core.models import AuditEntry, Role, User
from tejido.core.tests.factors import a_reset, give_factor

pytestmark = pytest.mark.django_db

Who = User | AnonymousUser | None
ACTORS = (
    "anonymous",
    "delegate",
    "reviewer",
    "secretary",
    "inactive secretary",
    "installation",
)
WHOSE = ("another's", "own")
STATES = ("open", "frozen", "frozen, factors removed")

MAY: dict[str, set[tuple[str, str, str]]] = {
    "manage people": {
        (actor, whose, state)
        for actor in ("secretary", "installation")
        for whose in WHOSE
        for state in STATES
        # A frozen secretary is an inactive one.
        if not (actor == "secretary" and whose == "own" and state != "open")
    },
    "freeze": {
        ("secretary", "another's", "open"),
        ("secretary", "own", "open"),
        ("installation", "another's", "open"),
        ("installation", "own", "open"),
    },
    "unfreeze": {
        ("secretary", "another's", "frozen, factors removed"),
        ("installation", "another's", "frozen, factors removed"),
        ("installation", "own", "frozen, factors removed"),
    },
    "unfreeze, keeping factors": {
        (actor, whose, state)
        for actor, whose in (
            ("secretary", "another's"),
            ("installation", "another's"),
            ("installation", "own"),
        )
        for state in ("frozen", "frozen, factors removed")
    },
    "change role": {
        (actor, whose, state)
        for actor, whose in (
            ("secretary", "another's"),
            ("installation", "another's"),
            ("installation", "own"),
        )
        for state in STATES
    },
}
MAY["confirm reset"] = MAY["review act"] = MAY["change role"]
MAY["ask reset"] = {case for case in MAY["change role"] if case[2] != "frozen, factors removed"}


def _cases() -> Iterator[tuple[str, str, str, str]]:
    for action in MAY:
        for actor in ACTORS:
            for whose in WHOSE:
                for state in STATES:
                    yield action, actor, whose, state


def _account(actor: str) -> User:
    role = actor.rpartition(" ")[2] if actor not in {"anonymous", "installation"} else "delegate"
    user = User.objects.create_user(f"{role}@example.org", role=Role(role))
    return give_factor(user)


def _ask(action: str, who: Who, person: User) -> AccessResult:
    entry = AuditEntry(actor=person)
    asks: dict[str, Callable[[], AccessResult]] = {
        "manage people": lambda: can_manage_people(who),
        "freeze": lambda: can_freeze(who, person),
        "unfreeze": lambda: can_unfreeze(who, person),
        "unfreeze, keeping factors": lambda: can_unfreeze(who, person, keep_factors=True),
        "change role": lambda: can_change_role(who, person),
        "ask reset": lambda: can_ask_factor_reset(who, person),
        "confirm reset": lambda: can_confirm_factor_reset(who, a_reset(person)),
        "review act": lambda: can_review_act(who, entry),
    }
    return asks[action]()


@pytest.mark.parametrize(("action", "actor", "whose", "state"), list(_cases()))
def test_table(action: str, actor: str, whose: str, state: str, alice: User) -> None:
    account = _account(actor)
    person = account
    if whose == "another's":
        person = give_factor(User.objects.create_user("other@example.org"))
    if actor == "inactive secretary":
        User.objects.filter(pk=account.pk).update(is_active=False)
    if state != "open" and User.objects.get(pk=person.pk).is_active:
        freeze_account(actor=None, person=person)
    if state == "frozen, factors removed":
        Authenticator.objects.filter(user_id=person.pk).delete()
    who: Who = User.objects.get(pk=account.pk)
    if actor == "anonymous":
        who = AnonymousUser()
    elif actor == "installation":
        who = None
    allowed = bool(_ask(action, who, User.objects.get(pk=person.pk)))
    assert allowed is ((actor, whose, state) in MAY[action])


def test_the_last_secretary_stays(alice: User) -> None:
    assert not can_freeze(alice, alice)
    assert not can_change_role(None, alice)
    assert can_freeze(None, alice)
    other = User.objects.create_user("ana@example.org", role=Role.SECRETARY)
    assert can_freeze(alice, alice)
    assert can_change_role(alice, other)
    other.is_active = False
    other.save()
    assert not can_freeze(alice, alice)


def test_the_one_who_asked_does_not_confirm(alice: User) -> None:
    assert not can_confirm_factor_reset(alice, a_reset(asked_by=alice))


@pytest.mark.parametrize(("role", "may"), [(Role.SECRETARY, False), (Role.DELEGATE, True)])
def test_who_may_do_without_the_last_factor(role: Role, may: bool) -> None:
    user = give_factor(User.objects.create_user("x@example.org", role=role))
    assert bool(can_remove_factor(user)) is may


def test_ones_own_account_is_changed_by_whoever_is_signed_in(charlie: User) -> None:
    assert can_change_own_account(charlie)
    assert not can_change_own_account(AnonymousUser())
    assert not can_change_own_account(None)
    charlie.is_active = False
    assert not can_change_own_account(charlie)
