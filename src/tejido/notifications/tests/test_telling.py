"""Telling people: in the caller's transaction, at a constant number of queries."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tejido.core.models import User
from tejido.notifications.actions import Recipient, tell
from tejido.notifications.models import Message
from tejido.notifications.tests.factories import NEWS, PERSON, URGENT, a_message, a_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 18, 30, 0, 123456, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("how_many", [1, 10, 5000])
def test_one_query_however_many_are_told(
    how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told = [Recipient(PERSON, number, {"invitation": number}) for number in range(how_many)]
    with django_assert_num_queries(1):
        assert tell(recipients=told, kind=NEWS, data={"statement": "alto"}) == how_many
    assert Message.objects.count() == how_many
    last = Message.objects.get(recipient_id=how_many - 1)
    assert last.data == {"statement": "alto", "invitation": how_many - 1}


def test_a_message_is_what_was_told(charlie: User) -> None:
    tell(
        recipients=[a_user(charlie)],
        kind=URGENT,
        data={"statement": "año-ñandú", "number": 3},
        expires_at=LATER,
        now=NOW,
    )
    message = Message.objects.get()
    assert (message.recipient_kind, message.recipient_id) == ("core.user", charlie.pk)
    assert (message.kind, message.state, message.at_once) == (URGENT, "waiting", True)
    assert message.data == {"statement": "año-ñandú", "number": 3}
    assert (message.created_at, message.expires_at) == (NOW, LATER)
    assert (message.tries, message.reason, message.read_at) == (0, "", None)
    assert Message.objects.filter(data__statement="año-ñandú", created_at__lte=NOW).exists()


def test_who_acts_and_who_is_told_stand_or_fall_together(charlie: User) -> None:
    with transaction.atomic():
        a_message(a_user(charlie))
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_nobody_is_told_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert tell(recipients=[], kind=NEWS) == 0


@pytest.mark.parametrize("value", ["ana@example.org", "Ana Ejemplo", "x" * 201])
def test_nothing_personal_is_kept(charlie: User, value: str) -> None:
    with pytest.raises(ValueError, match="ids and slugs"):
        tell(recipients=[a_user(charlie)], kind=NEWS, data={"name": value})


def test_what_nobody_registered_is_an_error(charlie: User) -> None:
    with pytest.raises(KeyError):
        tell(recipients=[a_user(charlie)], kind="tests.unknown")
    with pytest.raises(KeyError):
        tell(recipients=[Recipient("tests.unknown", 1)], kind=NEWS)
