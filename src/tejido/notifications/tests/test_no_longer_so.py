"""A message whose time comes when what it says is no longer so is left out, and says why."""

from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client

from tejido.core.models import User
from tejido.notifications.actions import resend_messages
from tejido.notifications.models import Message, MessageState, Reason
from tejido.notifications.queries.account import in_words, words_for
from tejido.notifications.tests.factories import a_message, a_person, a_user, over
from tejido.notifications.tests.test_sending import DAY, send, states

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
GONE, OVER = "Aquello de lo que trataba ya no existe.", "Lo que se iba a decir aquí ya no es así."


@pytest.fixture(autouse=True)
def _so() -> Iterator[None]:
    yield
    over.clear()


def test_a_digest_leaves_out_what_is_no_longer_so() -> None:
    person = a_person(1)
    for number in (1, 2):
        a_message(person, data={"number": number})
    over.add(1)
    assert send() == ["Cambió el texto 2"]
    assert "Cambió el texto 1" not in str(mail.outbox[0].body)
    assert states() == [("dropped", "over"), ("sent", "")]
    assert Message.objects.earliest("pk").settled_at == DAY


def test_nothing_is_mailed_when_nothing_is_left() -> None:
    a_message(a_person(1))
    over.add(1)
    assert send() == []
    assert states() == [("dropped", "over")]


def test_what_is_gone_is_gone_and_not_over() -> None:
    a_message(a_person(1), data={"gone": 1, "number": 2})
    assert send() == []
    assert states() == [("dropped", "gone")]


def test_what_was_told_stays_in_the_account(charlie: User, client_of: ClientOf) -> None:
    me = a_user(charlie)
    mailed = a_message(me, data={"number": 1})
    send()
    read = a_message(me, data={"number": 2})
    Message.objects.filter(pk=read.pk).update(read_at=DAY)
    waits = a_message(me, data={"number": 3})
    over.update({1, 2, 3})
    page = client_of(charlie).get("/es/avisos/").content.decode()
    assert [f"Cambió el texto {n}" in page for n in (1, 2, 3)] == [True, True, False]
    assert (OVER in page, GONE in page) == (True, False)
    for message, said in ((mailed, True), (read, True), (waits, False)):
        message.refresh_from_db()
        assert (words_for(message, "es") is not None) is said
        assert in_words([message])[0].is_over is not said


def test_it_is_said_once_it_is_so_again() -> None:
    message = a_message(a_person(1))
    over.add(1)
    send()
    message.refresh_from_db()
    assert words_for(message, "es") is None
    over.clear()
    assert words_for(message, "es") is not None


def test_what_is_sent_again_is_looked_at_again(alice: User) -> None:
    a_message(a_person(1))
    Message.objects.update(state=MessageState.BOUNCED)
    over.add(1)
    assert resend_messages(actor=alice, messages=Message.objects.all()) == 1
    assert send() == []
    assert states() == [(MessageState.DROPPED, Reason.OVER)]
