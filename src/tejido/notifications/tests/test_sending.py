"""Mails are handed over once, in the reader's language, when they are due."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import DjangoAssertNumQueries, Settings

from tejido.core.models import Checkpoint, User
from tejido.notifications.actions import Recipient, tell
from tejido.notifications.actions.resending import resend_messages
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.domain.delivery import CAPPED_A_DAY, LEASE, PAUSES
from tejido.notifications.mails import Mail
from tejido.notifications.models import MailCount, Message, MessageState
from tejido.notifications.tests.factories import (
    CAPPED,
    CONFIRM,
    MANDATE,
    NEWS,
    PERSON,
    URGENT,
    a_message,
    a_person,
    a_user,
    people,
)

pytestmark = pytest.mark.django_db

# Ten in the morning in Mexico City, and four at night.
DAY = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def send(now: datetime = DAY) -> list[str]:
    """Send what is due and return the subjects of the mails that went."""
    mail.outbox.clear()
    while send_due_mails(now):
        pass
    return [str(message.subject) for message in mail.outbox]


def states() -> list[tuple[str, str]]:
    """Return state and reason of all messages, oldest first."""
    return list(Message.objects.order_by("pk").values_list("state", "reason"))


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[OSError], None]:
    """Return a function that makes the mail server answer with an error."""

    def with_error(error: OSError) -> None:
        def fail(self: EmailBackend, messages: object) -> int:
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", fail)

    return with_error


def test_all_that_waits_comes_in_one_mail_a_day() -> None:
    person = a_person(1)
    first = a_message(person, data={"number": 1})
    a_message(person, data={"number": 2})
    assert send() == ["2 novedades de Tejido"]
    body = str(mail.outbox[0].body)
    assert body.index("Cambió el texto 1") < body.index("Cambió el texto 2")
    assert "http://localhost:8000/es/" in body
    assert states() == [("sent", "")] * 2
    a_message(person, data={"number": 3})
    assert send(DAY + timedelta(hours=5)) == []
    assert send(DAY + timedelta(days=1)) == ["Cambió el texto 3"]
    first.refresh_from_db()
    assert (first.tries, first.settled_at) == (1, DAY)


def test_no_digest_at_night_but_what_is_urgent() -> None:
    person = a_person(1)
    a_message(person, data={"number": 1}, expires_at=NIGHT + timedelta(hours=49))
    a_message(person, data={"number": 2}, expires_at=NIGHT + timedelta(hours=48))
    a_message(person, URGENT, data={"number": 3})
    assert send(NIGHT) == ["Cambió el texto 2", "Cambió el texto 3"]
    assert send(NIGHT + timedelta(hours=1)) == ["Cambió el texto 1"]


def test_what_has_expired_is_not_mailed() -> None:
    a_message(a_person(1), expires_at=DAY)
    assert send() == []
    assert states() == [("dropped", "expired")]


def test_each_reads_their_language(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    a_message(a_user(alice))
    a_message(a_person(1, language="xx"))
    assert sorted(send()) == ["Cambió el texto 1", "The text changed 1"]
    english = next(m for m in mail.outbox if m.to == ["Alice <alice@example.org>"])
    assert "Hello, Alice:" in str(english.body)
    assert "/en/notifications/" in str(english.body)


def test_a_mail_has_two_forms_and_nothing_of_other_sites() -> None:
    a_message(a_person(1, name="Ana <Luna>"))
    send()
    (message,) = mail.outbox
    assert isinstance(message, Mail)
    content, mimetype = message.alternatives[0]
    html, text = str(content), str(message.body)
    assert mimetype == "text/html"
    assert "&lt;b&gt;&amp;" in html
    assert "<b>&" in text
    assert "Ana &lt;Luna&gt;" in html
    assert "src=" not in html
    assert "url(" not in html
    assert message.extra_headers["Message-ID"].endswith("@localhost>")


def test_who_is_gone_and_what_is_gone_is_dropped() -> None:
    tell(recipients=[Recipient(PERSON, 999)], kind=NEWS)
    a_message(a_person(1), data={"gone": 1})
    Message.objects.create(
        recipient_kind=PERSON, recipient_id=1, kind="tests.of-old", created_at=DAY
    )
    assert send() == []
    assert states() == [("dropped", "gone")] * 3


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (SMTPRecipientsRefused({"a": (550, b"no")}), "bounced", "refused"),
        (SMTPRecipientsRefused({"a": (451, b"later")}), "waiting", "not-now"),
        (SMTPServerDisconnected("gone"), "doubtful", "cut-off"),
    ],
)
def test_what_the_server_says_is_shown(
    refuse: Callable[[OSError], None], error: OSError, state: str, reason: str
) -> None:
    a_message(a_person(1))
    refuse(error)
    send()
    assert states() == [(state, reason)]


def test_a_mail_nobody_can_write_bounces() -> None:
    a_message(a_person(1, email="a\nBcc: all@example.org"))
    assert send() == []
    assert states() == [("bounced", "refused")]


def test_a_message_nobody_can_write_keeps_no_other_waiting() -> None:
    a_message(a_person(1), URGENT, data={"broken": 1})
    a_message(a_person(2), URGENT)
    assert send() == ["Cambió el texto 1"]
    assert states() == [("failed", "unwritable"), ("sent", "")]


def test_a_busy_server_is_asked_again_with_growing_pauses(
    refuse: Callable[[OSError], None],
) -> None:
    a_message(a_person(1), URGENT)
    refuse(SMTPRecipientsRefused({"a": (451, b"later")}))
    now = DAY
    for pause in PAUSES:
        send(now)
        assert states() == [("waiting", "not-now")]
        send(now + pause - timedelta(seconds=1))
        now += pause
    assert Message.objects.get().tries == len(PAUSES)
    send(now)
    assert states() == [("failed", "not-now")]


def test_a_server_that_is_away_was_handed_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a_message(a_person(1), URGENT)
    a_message(a_person(2))

    def refuse(self: EmailBackend) -> bool:
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "open", refuse)
        assert send() == []
    assert states() == [("waiting", "unreachable")] * 2
    assert len(send(DAY + PAUSES[0])) == 2


def test_what_a_killed_worker_was_handing_over_is_doubtful_and_stays_so(alice: User) -> None:
    a_message(a_person(1))
    Message.objects.update(state="handed", handed_at=DAY)
    assert send(DAY + LEASE) == []
    assert states() == [("handed", "")]
    later = DAY + LEASE + timedelta(seconds=1)
    assert send(later) == []
    assert states() == [("doubtful", "killed")]
    assert send(later + timedelta(days=3)) == []
    assert resend_messages(actor=alice, messages=Message.objects.all()) == 1
    assert send(later + timedelta(days=3)) == ["Cambió el texto 1"]
    assert states() == [("sent", "")]


def test_what_anybody_can_cause_has_a_limit_for_each_person() -> None:
    forms = ["ana@example.org", "Ana+1@example.org", "ANA@EXAMPLE.ORG"]
    for number in range(CAPPED_A_DAY + 2):
        a_message(a_person(number, email=forms[number % 3]), CAPPED)
    a_message(a_person(50, email="berta@example.org"), CAPPED)
    assert len(send()) == CAPPED_A_DAY + 1
    assert states().count(("dropped", "capped")) == 2
    assert {len(count.key) for count in MailCount.objects.all()} == {43}
    a_message(a_person(1, email=forms[0]), CAPPED)
    assert len(send(DAY + timedelta(days=1))) == 1


def test_whoever_floods_an_address_keeps_no_word_of_mandates_from_it() -> None:
    person = a_person(1)
    for _number in range(CAPPED_A_DAY + 1):
        a_message(person, CAPPED)
    a_message(person, MANDATE)
    assert len(send()) == CAPPED_A_DAY + 1
    assert Message.objects.get(kind=MANDATE).state == MessageState.SENT


def test_a_digest_is_sent_though_its_first_news_had_enough_mails(alice: User) -> None:
    me = a_user(alice)
    for _number in range(CAPPED_A_DAY):
        a_message(me, CAPPED)
    send()
    a_message(me, CAPPED)
    Message.objects.filter(state=MessageState.WAITING).update(at_once=False)
    a_message(me, NEWS)
    assert len(send()) == 1
    assert set(states()) == {("sent", "")}


def test_a_digest_carries_the_newest_checkpoint() -> None:
    note = "localhost/log\n7\nZm9v\n\n— localhost/log AAAA\n"
    Checkpoint.objects.create(size=7, root="00" * 32, note=note, fingerprint="f" * 64)
    a_message(a_person(1))
    a_message(a_person(2), URGENT)
    send()
    with_note = {message.to[0]: note.strip() in str(message.body) for message in mail.outbox}
    assert with_note == {"person1@example.org": True, "person2@example.org": False}


def test_confirmations_carry_no_way_out_and_others_do(settings: Settings) -> None:
    settings.BASE_URL = "https://tejido.example"
    a_message(a_person(1), CONFIRM)
    a_message(a_person(2))
    send()
    by_person = {message.to[0]: message for message in mail.outbox}
    needed = by_person["person1@example.org"].extra_headers
    assert "List-Unsubscribe" not in needed
    headers = by_person["person2@example.org"].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<https://tejido.example/es/")


def test_queries_grow_with_the_mails_by_a_constant_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    people.clear()
    tell(recipients=[a_person(number) for number in range(20)], kind=URGENT)
    # Looking for what is due: 6. Each mail: taken (3 with its savepoint) and noted (1).
    with django_assert_num_queries(6 + 20 * 4):
        send_due_mails(DAY)
    assert len(mail.outbox) == 20
