"""A phone was seized: what ends, who may, and which accounts are frozen with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.core import audit, signals
from tejido.core.actions import freeze_account, freeze_made, invite_person, unfreeze_account
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AccountSession, Role, User
from tejido.core.sign_in import create_link, find_link
from tejido.core.tests.factors import app_code, run_tasks

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def test_one_act_ends_all_that_is_open(
    alice: User, charlie: User, client_of: ClientOf, client: Client
) -> None:
    charlie.set_password("una frase larga")
    charlie.save()
    phone, desk = client_of(charlie), client_of(charlie)
    link = create_link(charlie)
    client.post("/es/entrar/pedir-codigo/", {"email": charlie.email})
    client_of(alice).post(f"/es/personas/{charlie.pk}/congelar/")
    assert phone.get("/es/cuenta/").status_code == 403
    assert desk.get("/es/cuenta/").status_code == 403
    assert not AccountSession.objects.filter(user=charlie).exists()
    assert client.post(link).status_code == 409
    assert not charlie.sign_in_codes.exists()
    charlie.refresh_from_db()
    assert not charlie.is_active
    assert not charlie.has_usable_password()


def test_links_it_made_for_others_lead_nowhere(alice: User, ana: User, charlie: User) -> None:
    made = invite_person(actor=ana, email=charlie.email, role=None).rstrip("/").rsplit("/", 1)[1]
    assert find_link(made)
    freeze_account(actor=alice, person=ana)
    assert find_link(made) is None


def test_what_waited_for_a_second_factor_is_over(alice: User, ana: User, client: Client) -> None:
    client.post(create_link(ana))
    freeze_account(actor=alice, person=ana)
    unfreeze_account(actor=alice, person=ana, keep_factors=True)
    client.post("/es/entrar/segundo-factor/", {"code": app_code()})
    assert "_auth_user_id" not in client.session


def test_a_session_that_began_at_the_same_moment_ends_too(alice: User, charlie: User) -> None:
    """A sign-in that read the account before it was frozen may write its session afterwards."""
    late = Client()
    stale = User.objects.get(pk=charlie.pk)
    freeze_account(actor=alice, person=charlie)
    unfreeze_account(actor=alice, person=charlie)
    late.force_login(stale)
    assert late.get("/es/cuenta/").status_code == 403


def test_the_apps_above_are_told_within_the_transaction(alice: User, charlie: User) -> None:
    told: list[tuple[str, User, int]] = []

    def freeze(sender: object, user: User, **_: object) -> None:
        told.append(("frozen", user, AccountSession.objects.filter(user=user).count()))

    def refuse(sender: object, user: User, **_: object) -> None:
        raise InvalidInput

    Client().force_login(charlie)
    signals.account_frozen.connect(freeze)
    signals.account_unfrozen.connect(refuse)
    try:
        freeze_account(actor=alice, person=charlie)
        with pytest.raises(InvalidInput):
            unfreeze_account(actor=alice, person=charlie)
    finally:
        signals.account_frozen.disconnect(freeze)
        signals.account_unfrozen.disconnect(refuse)
    assert told == [("frozen", charlie, 0)]
    assert not User.objects.get(pk=charlie.pk).is_active


def test_the_person_and_the_other_secretaries_are_told(
    alice: User, ana: User, charlie: User
) -> None:
    freeze_account(actor=alice, person=charlie)
    run_tasks()
    assert {sent.to[0] for sent in mail.outbox} == {charlie.email, ana.email}
    assert "Charlie" not in str([sent.body for sent in mail.outbox])


FREEZERS = [
    # actor, whose account, another secretary there, may
    ("alice", "charlie", True, True),
    ("alice", "charlie", False, True),
    ("alice", "ana", True, True),
    ("alice", "alice", True, True),
    ("alice", "alice", False, False),
    ("bob", "charlie", True, False),
    ("charlie", "charlie", True, False),
    (None, "alice", False, True),
]


@pytest.mark.parametrize(("actor", "whose", "another", "may"), FREEZERS)
def test_who_may_freeze(
    request: pytest.FixtureRequest, actor: str | None, whose: str, another: bool, may: bool
) -> None:
    person: User = request.getfixturevalue(whose)
    if another:
        request.getfixturevalue("ana")
    who: User | None = request.getfixturevalue(actor) if actor else None
    if may:
        freeze_account(actor=who, person=person)
    else:
        with pytest.raises(NotAllowed):
            freeze_account(actor=who, person=person)
    assert User.objects.get(pk=person.pk).is_active is not may


def test_a_frozen_secretary_freezes_nobody(alice: User, ana: User, charlie: User) -> None:
    """Two secretaries freeze each other at once: whoever comes second may no longer."""
    stale = User.objects.get(pk=ana.pk)
    freeze_account(actor=alice, person=ana)
    with pytest.raises(NotAllowed):
        freeze_account(actor=stale, person=alice)


def test_an_invitation_that_waited_for_the_freeze_lets_nobody_in(alice: User, ana: User) -> None:
    stale = User.objects.get(pk=ana.pk)
    freeze_account(actor=alice, person=ana)
    with pytest.raises(NotAllowed):
        invite_person(actor=stale, email="nueva@example.org", role=Role.SECRETARY)
    assert not User.objects.filter(email="nueva@example.org").exists()


def test_one_freezes_ones_own_account_from_another_device(
    alice: User, ana: User, client_of: ClientOf
) -> None:
    desk = client_of(alice)
    assert desk.post(f"/es/personas/{alice.pk}/congelar/")["Location"] == "/es/"
    assert desk.get("/es/").status_code == 200
    assert desk.get("/es/personas/").status_code == 403


def test_whatever_is_typed_as_a_time_the_account_is_closed(
    alice: User, charlie: User, client_of: ClientOf
) -> None:
    client_of(alice).post(f"/es/personas/{charlie.pk}/congelar/", {"since": "ayer"})
    assert not User.objects.get(pk=charlie.pk).is_active


MADE = [
    # who made the account, is it frozen with the one that was seized, and why
    ("seized", True),
    ("made by seized", True),
    ("seized, before", False),
    ("alice", False),
]


@pytest.mark.parametrize(("maker", "frozen"), MADE)
def test_which_accounts_are_frozen_with_it(
    alice: User, ana: User, charlie: User, maker: str, frozen: bool
) -> None:
    first = User.objects.create_user("primera@example.org", role=Role.SECRETARY)
    audit.record(ana, "create_account", first)
    makers = {"seized": ana, "made by seized": first, "seized, before": ana, "alice": alice}
    entry = audit.record(makers[maker], "create_account", charlie)
    since = timezone.now() - timedelta(hours=1) if maker != "seized, before" else entry.at
    if maker == "seized, before":
        since += timedelta(microseconds=1)
    freeze_account(actor=alice, person=ana, since=since, with_made=True)
    assert User.objects.get(pk=charlie.pk).is_active is not frozen


def test_accounts_are_never_all_frozen_by_who_freezes(alice: User, ana: User) -> None:
    """Alice was let in by whom she freezes: she and the last secretary stay."""
    audit.record(ana, "create_account", alice)
    freeze_account(actor=alice, person=ana, with_made=True)
    assert User.objects.get(pk=alice.pk).is_active


@pytest.mark.parametrize("actor", ["bob", "charlie"])
def test_who_may_not_freeze_what_an_account_made(
    request: pytest.FixtureRequest, ana: User, actor: str
) -> None:
    freeze_account(actor=None, person=ana)
    with pytest.raises(NotAllowed):
        freeze_made(actor=request.getfixturevalue(actor), person=ana, since=timezone.now())


def test_only_a_frozen_account_drags_others_along(alice: User, ana: User) -> None:
    with pytest.raises(NotAllowed):
        freeze_made(actor=alice, person=ana, since=timezone.now())


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00", "x"])
def test_a_moment_that_no_calendar_has_is_refused(
    alice: User, ana: User, client_of: ClientOf, since: str
) -> None:
    freeze_account(actor=None, person=ana)
    address = reverse("core:freeze_made", args=[ana.pk])
    assert client_of(alice).post(address, {"since": since}).status_code == 422
