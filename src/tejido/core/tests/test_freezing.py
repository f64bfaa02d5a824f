"""A phone was seized: what ends, who may, and how the account's acts are looked at."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tejido.core import audit, signals
from tejido.core.actions import (
    ask_factor_reset,
    confirm_factor_reset,
    freeze_account,
    freeze_made,
    invite_person,
    review_act,
    unfreeze_account,
)
from tejido.core.errors import DomainError, InvalidInput, NotAllowed
from tejido.core.models import AccountFreeze, AccountSession, ActReview, AuditEntry, Role, User
from tejido.core.sign_in import create_link, find_link
from tejido.core.tests.factors import app_code, confirmed, give_factor, run_tasks

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def ana(db: None) -> User:
    """A second secretary."""
    user = User.objects.create_user("ana@example.org", role=Role.SECRETARY, name="Ana")
    return give_factor(user)


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


def test_opened_again_its_person_signs_in_anew(alice: User, charlie: User, client: Client) -> None:
    freeze_account(actor=alice, person=charlie)
    unfreeze_account(actor=alice, person=charlie)
    freeze = AccountFreeze.objects.get()
    assert (freeze.frozen_by, freeze.lifted_by) == (alice, alice)
    client.post(create_link(User.objects.get(pk=charlie.pk)))
    assert client.get("/es/cuenta/").status_code == 200


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


def test_a_frozen_secretary_freezes_nobody(alice: User, ana: User, charlie: User) -> None:
    """Two secretaries freeze each other at once: whoever comes second may no longer."""
    stale = User.objects.get(pk=ana.pk)
    freeze_account(actor=alice, person=ana)
    with pytest.raises(NotAllowed):
        freeze_account(actor=stale, person=alice)


def test_an_erased_account_is_never_opened(alice: User, charlie: User) -> None:
    User.objects.filter(pk=charlie.pk).update(is_active=False)
    with pytest.raises(DomainError):
        unfreeze_account(actor=alice, person=charlie)


def test_its_acts_since_then_are_listed_and_reviewed_one_by_one(
    alice: User, charlie: User, client_of: ClientOf
) -> None:
    for _i in range(2):
        audit.record(charlie, "sign_in", charlie)
    since = timezone.now() - timedelta(hours=1)
    client = client_of(alice)
    stamp = timezone.localtime(since).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(f"/es/personas/{charlie.pk}/congelar/", {"since": stamp})
    page = client.get(answer["Location"]).content.decode()
    assert page.count("sin revisar todavía") == 2
    first = AuditEntry.objects.filter(actor=charlie).earliest("pk")
    data = {"verdict": "undo", "note": "pedir que se repita"}
    client.post(f"/es/personas/actos/{first.pk}/revisar/", data)
    review = ActReview.objects.get()
    assert (review.entry, review.verdict, review.reviewed_by) == (first, "undo", alice)
    page = client.get(f"/es/personas/{charlie.pk}/actos/").content.decode()
    assert page.count("sin revisar todavía") == 1
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert (
        "Nada desde entonces"
        in client.get(f"/es/personas/{charlie.pk}/actos/?since={later}").content.decode()
    )


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


def test_nobody_reviews_their_own_acts(alice: User, client_of: ClientOf) -> None:
    entry = audit.record(alice, "sign_in", alice)
    page = client_of(alice).get(f"/es/personas/{alice.pk}/actos/").content.decode()
    assert "sin revisar todavía" in page
    assert "Guardar esta revisión" not in page
    with pytest.raises(NotAllowed):
        review_act(actor=alice, entry=entry, verdict="stands")


def test_a_review_has_a_verdict(alice: User, charlie: User) -> None:
    entry = audit.record(charlie, "sign_in", charlie)
    with pytest.raises(InvalidInput):
        review_act(actor=alice, entry=entry, verdict="maybe")


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


def test_when_nobody_knows_since_when_seven_days_are_looked_at(alice: User, charlie: User) -> None:
    freeze = freeze_account(actor=alice, person=charlie)
    assert freeze.frozen_at - freeze.acts_since == timedelta(days=7)


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
