"""A frozen account is opened again: by whom, and what becomes of its second factors."""

from collections.abc import Callable

import pytest
from django.test import Client

from tejido.core.actions import (
    ask_factor_reset,
    confirm_factor_reset,
    freeze_account,
    unfreeze_account,
)
from tejido.core.errors import DomainError, NotAllowed
from tejido.core.models import AccountFreeze, AuditEntry, Role, User
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import confirmed, give_factor

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def test_opened_again_its_person_signs_in_anew(alice: User, charlie: User, client: Client) -> None:
    freeze_account(actor=alice, person=charlie)
    unfreeze_account(actor=alice, person=charlie)
    freeze = AccountFreeze.objects.get()
    assert (freeze.frozen_by, freeze.lifted_by) == (alice, alice)
    client.post(create_link(User.objects.get(pk=charlie.pk)))
    assert client.get("/es/cuenta/").status_code == 200


@pytest.mark.parametrize(
    ("actor", "may"),
    [("alice", True), ("frozen", False), ("bob", False), ("charlie", False), (None, True)],
)
def test_who_may_open_it_again(
    request: pytest.FixtureRequest, alice: User, ana: User, actor: str | None, may: bool
) -> None:
    freeze_account(actor=None, person=ana)
    who = ana if actor == "frozen" else request.getfixturevalue(actor) if actor else None
    for keep_factors in (False, True):
        if may and keep_factors:
            unfreeze_account(actor=who, person=ana, keep_factors=keep_factors)
        else:
            with pytest.raises(NotAllowed):
                unfreeze_account(actor=who, person=ana, keep_factors=keep_factors)
    assert User.objects.get(pk=ana.pk).is_active is may


def test_an_erased_account_is_never_opened(alice: User, charlie: User) -> None:
    User.objects.filter(pk=charlie.pk).update(is_active=False)
    with pytest.raises(DomainError):
        unfreeze_account(actor=alice, person=charlie)


def test_a_passkey_on_the_seized_device_does_not_come_back_with_the_account(
    alice: User, ana: User, client_of: ClientOf
) -> None:
    freeze_account(actor=None, person=ana)
    desk = confirmed(client_of(alice))
    page = desk.get(f"/es/personas/{ana.pk}/").content.decode()
    assert "Todavía tiene segundos factores" in page
    assert desk.post(f"/es/personas/{ana.pk}/abrir/").status_code == 403
    assert not User.objects.get(pk=ana.pk).is_active
    other = User.objects.create_user("eva@example.org", role=Role.SECRETARY)
    reset = ask_factor_reset(actor=alice, person=ana, reason="teléfono en otras manos")
    confirm_factor_reset(actor=give_factor(other), reset=reset)
    page = desk.get(f"/es/personas/{ana.pk}/").content.decode()
    assert "Todavía tiene segundos factores" not in page
    assert desk.post(f"/es/personas/{ana.pk}/abrir/").status_code == 302
    assert User.objects.get(pk=ana.pk).is_active


def test_somebody_answers_for_factors_that_stay(
    alice: User, ana: User, client_of: ClientOf
) -> None:
    freeze_account(actor=None, person=ana)
    desk = confirmed(client_of(alice))
    desk.post(f"/es/personas/{ana.pk}/abrir/", {"keep_factors": "on"})
    assert User.objects.get(pk=ana.pk).is_active
    entry = AuditEntry.objects.get(action="unfreeze_account")
    assert (entry.actor, entry.data) == (alice, {"kept_factors": 1})
