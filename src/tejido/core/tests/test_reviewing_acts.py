"""What a frozen account did since its phone was seized is listed, and looked at act by act."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tejido.core import audit
from tejido.core.actions import freeze_account, review_act
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import ActReview, AuditEntry, User

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


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


def test_when_nobody_knows_since_when_seven_days_are_looked_at(alice: User, charlie: User) -> None:
    freeze = freeze_account(actor=alice, person=charlie)
    assert freeze.frozen_at - freeze.acts_since == timedelta(days=7)


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31", "2026-02-31", "x"])
def test_acts_are_listed_whatever_day_is_asked_for(
    alice: User, charlie: User, client_of: ClientOf, since: str
) -> None:
    with timezone.override("Asia/Tokyo"):
        page = client_of(alice).get(f"/es/personas/{charlie.pk}/actos/", {"since": since})
    assert page.status_code == 200
