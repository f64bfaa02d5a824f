"""Acts on accounts at the same moment, on both databases."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F

from tejido.core import audit, signals
from tejido.core.accounts.acting import acting
from tejido.core.accounts.codes import MOST_TRIES, code_of, enter_code
from tejido.core.accounts.limits import Limit, take_try
from tejido.core.actions import freeze_account, freezing
from tejido.core.errors import NotAllowed
from tejido.core.models import Role, SignInCode, User
from tejido.core.queries.people import made_since
from tejido.core.sign_in import create_link, spend_link
from tejido.core.tests.factors import give_factor

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Start acts together, each with a connection of its own; return what came of them."""
    came: list[object] = []
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            came.append(act())
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_no_more_tries_count_than_there_are() -> None:
    limit = Limit("at-once", free=2, first_wait=60, longest_wait=60, most=4, window=600)
    cache.clear()
    took = at_once([lambda: take_try(limit, "x")] * THREADS)
    assert len(took) == THREADS
    assert 1 <= took.count(0.0) <= limit.free
    cache.clear()


def test_a_link_and_a_code_let_one_in() -> None:
    user = User.objects.create_user("nadia@example.org")
    token = create_link(user).rstrip("/").rsplit("/", 1)[1]
    assert at_once([lambda: spend_link(token)] * 4).count(user) == 1
    row = SignInCode.objects.create(user=user, attempt="a", expires_at="2100-01-01T00:00Z")
    code = code_of(row)
    assert at_once([lambda: enter_code("a", code)] * 4).count(user) == 1


def test_a_code_has_five_tries_however_many_come_at_once() -> None:
    user = User.objects.create_user("nadia@example.org")
    row = SignInCode.objects.create(user=user, attempt="a", expires_at="2100-01-01T00:00Z")
    wrong = str((int(code_of(row)) + 1) % 10**8)
    at_once([lambda: enter_code("a", wrong)] * THREADS)
    row.refresh_from_db()
    assert row.tries == MOST_TRIES
    assert enter_code("a", code_of(row)) is None


def test_two_secretaries_freeze_each_other() -> None:
    one, two = (
        give_factor(User.objects.create_user(f"{name}@example.org", role=Role.SECRETARY))
        for name in ("ana", "eva")
    )

    def freeze(actor: User, person: User) -> str:
        try:
            freeze_account(actor=actor, person=person)
        except NotAllowed:
            return "refused"
        return "frozen"

    came = at_once([lambda: freeze(one, two), lambda: freeze(two, one)])
    assert sorted(map(str, came)) == ["frozen", "refused"]
    assert User.objects.filter(is_active=True).count() == 1


def test_a_freeze_loses_no_epoch_of_the_accounts_it_takes_along() -> None:
    """A sign-in that began before must not go on because two acts wrote the same number."""
    seized, first, second = (User.objects.create_user(f"{n}@example.org") for n in "abc")
    for made in (first, second):
        audit.record(seized, "create_account", made)

    def end_sign_ins() -> None:
        User.objects.filter(pk=second.pk).update(sign_in_epoch=F("sign_in_epoch") + 1)

    beside = Thread(target=lambda: at_once([end_sign_ins]))

    def meanwhile(sender: object, *, user: User, **_more: object) -> None:
        if user.pk == first.pk:
            beside.start()
            beside.join(1.0)

    signals.account_frozen.connect(meanwhile)
    try:
        freeze_account(actor=None, person=seized, with_made=True)
    finally:
        signals.account_frozen.disconnect(meanwhile)
    beside.join()
    assert User.objects.get(pk=second.pk).sign_in_epoch == 2


def test_an_account_made_just_then_and_its_freeze_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It refers to the secretary, whom the freeze has locked before it knows of the account."""
    seized, made = (User.objects.create_user(f"{name}@example.org") for name in "ab")
    secretary = User.objects.create_user("c@example.org", role=Role.SECRETARY)
    audit.record(seized, "create_account", made)

    def act() -> None:
        with transaction.atomic():
            acting(made, secretary)

    beside = Thread(target=lambda: at_once([act]))
    known: list[int] = []

    def as_of_then(*args: Any) -> list[User]:
        known.append(1)
        if len(known) == 2:
            beside.start()
            beside.join(1.0)
        return made_since(*args) if len(known) > 1 else []

    monkeypatch.setattr(freezing, "made_since", as_of_then)
    freeze_account(actor=None, person=seized, with_made=True)
    beside.join()
    assert not User.objects.get(pk=made.pk).is_active
