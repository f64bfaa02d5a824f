"""Deciding a doubtful pair: once, by one person, with what follows from it, and back."""

import subprocess
import sys

import pytest
from django.db import connection

from tejido.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, Role, User
from tejido.directory.actions import (
    decide_pair,
    merge_organizations,
    store_printed_list,
    undo_decision,
)
from tejido.directory.models import (
    DoubtfulPair,
    Merge,
    Organization,
    OrganizationKind,
    ResolutionDecision,
    Visibility,
)
from tejido.directory.queries.decisions import (
    decided_pairs,
    last_decision_of,
    review_progress,
    standing_decisions,
    waiting_pairs,
)
from tejido.directory.tests.factories import DOUBTFUL_LIST


@pytest.fixture
def pair(db: None) -> DoubtfulPair:
    """Return the one pair of a stored list."""
    store_printed_list(
        actor=None, title="Lista", source="", text=DOUBTFUL_LIST, visibility="public"
    )
    return DoubtfulPair.objects.select_related("a__organization", "b__organization").get()


def standing() -> int:
    """Return how many organizations count."""
    return Organization.objects.standing().count()


def test_same_merges_and_says_who_and_why(pair: DoubtfulPair, bob: User) -> None:
    before = standing()
    decision = decide_pair(actor=bob, pair=pair, verdict="same", why="  lo  confirmó ")
    assert standing() == before - 1
    assert (decision.by, decision.why, decision.verdict) == (bob, "lo confirmó", "same")
    assert decision.merge is not None
    # The longer name stays.
    assert decision.merge.kept.name.startswith("Centro de Derechos Humanos")
    entry = AuditEntry.objects.get(action="decide_pair")
    assert (entry.actor, entry.data) == (bob, {"pair": pair.pk, "verdict": "same"})
    assert list(standing_decisions().values()) == ["same"]


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_different_and_unsure_leave_both(pair: DoubtfulPair, bob: User, verdict: str) -> None:
    before = standing()
    decide_pair(actor=bob, pair=pair, verdict=verdict)
    assert standing() == before
    assert not waiting_pairs(bob).exists()


def test_different_undoes_a_merge_of_the_two(pair: DoubtfulPair, bob: User) -> None:
    assert pair.a.organization is not None
    assert pair.b.organization is not None
    merge_organizations(actor=bob, kept=pair.a.organization, gone=pair.b.organization)
    before = standing()
    assert not waiting_pairs(bob).exists()
    decide_pair(actor=bob, pair=pair, verdict="different")
    assert standing() == before + 1


def test_another_merge_must_be_undone_first(pair: DoubtfulPair, bob: User) -> None:
    assert pair.a.organization is not None
    assert pair.b.organization is not None
    third = Organization.objects.get(name="Taller de Barro Rojo")
    for side in (pair.a.organization, pair.b.organization):
        merge_organizations(actor=bob, kept=third, gone=side)
    with pytest.raises(Conflict):
        decide_pair(actor=bob, pair=pair, verdict="different")
    assert not ResolutionDecision.objects.exists()


def test_a_decided_pair_is_not_decided_again(pair: DoubtfulPair, alice: User, bob: User) -> None:
    decide_pair(actor=bob, pair=pair, verdict="different")
    with pytest.raises(Conflict) as told:
        decide_pair(actor=alice, pair=pair, verdict="same")
    assert "Bob" in str(told.value.message)
    assert Merge.objects.count() == 0


def test_a_decision_is_taken_back_with_its_merge(pair: DoubtfulPair, bob: User) -> None:
    before = standing()
    decision = decide_pair(actor=bob, pair=pair, verdict="same")
    assert last_decision_of(bob) == decision
    undo_decision(actor=bob, decision=decision)
    assert standing() == before
    assert list(waiting_pairs(bob)) == [pair]
    assert standing_decisions() == {}
    with pytest.raises(Conflict):
        undo_decision(actor=bob, decision=decision)
    decide_pair(actor=bob, pair=pair, verdict="different")
    assert ResolutionDecision.objects.count() == 2


def test_a_plain_line_that_is_the_network_becomes_one(pair: DoubtfulPair, bob: User) -> None:
    """And is none again when the decision is taken back."""
    assert pair.a.organization is not None
    network = pair.a.organization
    Organization.objects.filter(pk=network.pk).update(kind=OrganizationKind.NETWORK)
    decision = decide_pair(actor=bob, pair=pair, verdict="same")
    assert decision.made_network == pair.b.organization
    undo_decision(actor=bob, decision=decision)
    assert pair.b.organization is not None
    pair.b.organization.refresh_from_db()
    assert pair.b.organization.kind == OrganizationKind.CIVIL_SOCIETY


def test_an_authority_is_no_community_organization(pair: DoubtfulPair, bob: User) -> None:
    """Nothing is stored when the two cannot be one."""
    assert pair.a.organization is not None
    Organization.objects.filter(pk=pair.a.organization.pk).update(kind=OrganizationKind.AUTHORITY)
    with pytest.raises(InvalidInput):
        decide_pair(actor=bob, pair=pair, verdict="same")
    assert not ResolutionDecision.objects.exists()


def test_a_decision_cannot_contradict_another_through_a_third(bob: User) -> None:
    """A is not C and A is B: then B is not C, until somebody takes one of them back."""
    stored = store_printed_list(
        actor=None, title="Lista", source="", text="Firman:\nCasa Alba\nTaller Brisa\nRadio Coral\n"
    )
    a, b, c = stored.printed_list.mentions.filter(organization__isnull=False)
    pairs = [
        DoubtfulPair.objects.create(
            printed_list=stored.printed_list, a=one, b=other, score=0.5, why="CONTAINED"
        )
        for one, other in ((a, c), (a, b), (b, c))
    ]
    different = decide_pair(actor=bob, pair=pairs[0], verdict="different")
    decide_pair(actor=bob, pair=pairs[1], verdict="same")
    with pytest.raises(Conflict) as told:
        decide_pair(actor=bob, pair=pairs[2], verdict="same")
    assert "Radio Coral" in str(told.value.message)
    undo_decision(actor=bob, decision=different)
    decide_pair(actor=bob, pair=pairs[2], verdict="same")


def test_only_those_who_review_decide(pair: DoubtfulPair, charlie: User, bob: User) -> None:
    with pytest.raises(NotAllowed):
        decide_pair(actor=charlie, pair=pair, verdict="same")
    decision = decide_pair(actor=bob, pair=pair, verdict="unsure")
    with pytest.raises(NotAllowed):
        undo_decision(actor=charlie, decision=decision)
    with pytest.raises(InvalidInput):
        decide_pair(actor=bob, pair=pair, verdict="perhaps")


def test_sealed_organizations_are_for_the_secretariat(
    pair: DoubtfulPair, alice: User, bob: User
) -> None:
    """A reviewer is neither shown nor told of such a pair."""
    assert pair.a.organization is not None
    Organization.objects.filter(pk=pair.a.organization.pk).update(visibility=Visibility.SEALED)
    assert not waiting_pairs(bob).exists()
    assert review_progress(bob).total == 0
    with pytest.raises(NotFound):
        decide_pair(actor=bob, pair=pair, verdict="same")
    decide_pair(actor=alice, pair=pair, verdict="unsure")
    assert decided_pairs(alice).count() == 1
    assert not decided_pairs(bob).exists()


DECIDE_FROM_ANOTHER_PROCESS = """
import sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from tejido.core.errors import DomainError
from tejido.core.models import User
from tejido.directory.actions import decide_pair
from tejido.directory.models import DoubtfulPair

actor, pair = User.objects.get(pk=sys.argv[2]), DoubtfulPair.objects.get()
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
try:
    decide_pair(actor=actor, pair=pair, verdict=sys.argv[3])
except DomainError as error:
    sys.stdout.write(error.code)
else:
    sys.stdout.write("stored")
"""


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_is_told() -> None:
    """In separate processes, with opposite verdicts."""
    store_printed_list(actor=None, title="Lista", source="", text=DOUBTFUL_LIST)
    people = [
        User.objects.create_user(f"r{n}@example.org", role=Role.REVIEWER, name=f"R{n}")
        for n in range(2)
    ]
    database = str(connection.settings_dict["NAME"])
    started = [
        subprocess.Popen(
            [sys.executable, "-c", DECIDE_FROM_ANOTHER_PROCESS, database, str(who.pk), verdict],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who, verdict in zip(people, ("same", "different"), strict=True)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sorted(process.communicate(timeout=600)[0] for process in started) == [
        "decided",
        "stored",
    ]
    decision = ResolutionDecision.objects.get()
    assert Merge.objects.count() == (1 if decision.verdict == "same" else 0)
