"""A lost second factor: one secretary asks, a different one confirms, in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tejido.core.actions import (
    ask_factor_reset,
    confirm_factor_reset,
    decline_factor_reset,
    invite_person,
)
from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, FactorReset, Role, User
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import a_reset, give_factor, kinds, run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def eva(db: None) -> User:
    """A third secretary, who lost her phone."""
    user = User.objects.create_user("eva@example.org", role=Role.SECRETARY, name="Eva")
    return give_factor(user)


def test_two_remove_it_together_and_the_person_is_told(alice: User, ana: User, eva: User) -> None:
    phone = Client()
    phone.force_login(eva)
    reset = ask_factor_reset(actor=alice, person=eva, reason="perdió el teléfono")
    assert kinds(eva) == ["recovery_codes", "totp"]
    confirm_factor_reset(actor=ana, reset=reset)
    assert kinds(eva) == []
    assert phone.get("/es/cuenta/").status_code == 403
    run_tasks()
    assert [sent.to for sent in mail.outbox] == [[eva.email], [eva.email]]
    acts = AuditEntry.objects.filter(target_id=str(eva.pk), target_type="core.user")
    assert {(act.actor, act.action) for act in acts} == {
        (alice, "ask_factor_reset"),
        (ana, "confirm_factor_reset"),
    }
    assert "teléfono" not in str(list(acts.values()))


def test_a_secretary_whose_factor_is_gone_is_led_to_a_new_one(
    alice: User, ana: User, eva: User, client: Client
) -> None:
    confirm_factor_reset(actor=ana, reset=a_reset(eva, alice))
    client.post(create_link(eva))
    assert client.get("/es/personas/")["Location"] == "/es/cuenta/segundos-factores/"


CONFIRMERS = [
    ("ana", True),
    ("alice", False),
    ("eva", False),
    ("bob", False),
    ("charlie", False),
    (None, True),
]


@pytest.mark.parametrize(("actor", "may"), CONFIRMERS)
def test_who_may_confirm_what_alice_asked_for_eva(
    request: pytest.FixtureRequest, alice: User, eva: User, actor: str | None, may: bool
) -> None:
    reset = a_reset(eva, alice)
    who: User | None = request.getfixturevalue(actor) if actor else None
    if may:
        confirm_factor_reset(actor=who, reset=reset)
    else:
        with pytest.raises(NotAllowed):
            confirm_factor_reset(actor=who, reset=reset)
    assert (kinds(eva) == []) is may


def test_one_secretary_alone_makes_no_second_one_to_confirm(alice: User, eva: User) -> None:
    invite_person(actor=alice, email="otra@example.org", role=Role.SECRETARY)
    other = give_factor(User.objects.get(email="otra@example.org"))
    with pytest.raises(NotAllowed):
        confirm_factor_reset(actor=other, reset=a_reset(eva, alice))
    FactorReset.objects.update(asked_at=timezone.now() + timedelta(days=8))
    confirm_factor_reset(actor=other, reset=FactorReset.objects.get())
    assert kinds(eva) == []


def test_who_a_command_made_a_secretary_confirms_at_once(alice: User, eva: User) -> None:
    invite_person(actor=None, email="otra@example.org", role=Role.SECRETARY)
    other = User.objects.get(email="otra@example.org")
    confirm_factor_reset(actor=other, reset=a_reset(eva, alice))
    assert kinds(eva) == []


@pytest.mark.parametrize(
    ("actor", "may"), [("alice", True), ("eva", False), ("bob", False), ("charlie", False)]
)
def test_who_may_ask_for_eva(
    request: pytest.FixtureRequest, eva: User, actor: str, may: bool
) -> None:
    who: User = request.getfixturevalue(actor)
    if may:
        ask_factor_reset(actor=who, person=eva, reason="x")
    else:
        with pytest.raises(NotAllowed):
            ask_factor_reset(actor=who, person=eva, reason="x")


def test_the_database_too_refuses_to_let_one_do_both(alice: User, eva: User) -> None:
    reset = a_reset(eva, alice)
    for who in (alice, eva):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorReset.objects.filter(pk=reset.pk).update(outcome="confirmed", closed_by=who)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(asked_by=eva)


def test_after_two_days_it_is_too_late_and_may_be_asked_again(
    alice: User, ana: User, eva: User
) -> None:
    reset = a_reset(eva, alice)
    with pytest.raises(Conflict):
        ask_factor_reset(actor=ana, person=eva, reason="x")
    FactorReset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict):
        confirm_factor_reset(actor=ana, reset=reset)
    again = ask_factor_reset(actor=ana, person=eva, reason="x")
    confirm_factor_reset(actor=alice, reset=again)
    outcomes = FactorReset.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["expired", "confirmed"]


def test_declining_changes_nothing(alice: User, ana: User, eva: User) -> None:
    reset = a_reset(eva, alice)
    decline_factor_reset(actor=alice, reset=reset)
    with pytest.raises(Conflict):
        confirm_factor_reset(actor=ana, reset=reset)
    assert kinds(eva) == ["recovery_codes", "totp"]


def test_a_reason_is_given(alice: User, eva: User) -> None:
    with pytest.raises(InvalidInput):
        ask_factor_reset(actor=alice, person=eva, reason="  ")


def test_without_a_factor_there_is_nothing_to_remove(alice: User, charlie: User) -> None:
    with pytest.raises(NotAllowed):
        ask_factor_reset(actor=alice, person=charlie, reason="x")
