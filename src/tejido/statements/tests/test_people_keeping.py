"""What people gave: named or not, taken back, let in, deleted in time."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tejido.core.models import LogEntry, LogOpening, User
from tejido.notifications.models import Message
from tejido.statements.actions import erase_signatory, freeze_version, start_correction
from tejido.statements.actions.people import email_key, tell_own_link
from tejido.statements.actions.people_desk import (
    accept_people,
    refuse_people,
    tell_people_apart,
)
from tejido.statements.actions.people_keeping import (
    erase_own,
    erase_person,
    keep_in_time,
    set_person_unnamed,
    withdraw_person,
)
from tejido.statements.domain.people import PersonState
from tejido.statements.models import Campaign, Change, Endorsement, Signatory, Statement, Tally
from tejido.statements.people_access import LinkOver
from tejido.statements.people_telling import (
    addresses_of_people,
    words_of_decision,
    words_of_own,
)
from tejido.statements.queries.lists import named_people
from tejido.statements.queries.people import (
    flagged,
    how_many,
    own_signatures,
    people_of,
    stored_of,
)
from tejido.statements.tests.people_factories import (
    EMAIL,
    NAME,
    a_person,
    an_open_statement,
    ask,
    link_of,
    wording_of,
)

pytestmark = pytest.mark.django_db


def named(statement: Statement) -> list[str]:
    return [row.name for row in named_people(wording_of(statement).pk)]


def tally_of(statement: Statement) -> tuple[int, int]:
    tally = Tally.objects.get(version__statement=statement)
    return tally.people, tally.unnamed_people


def flood(statement: Statement, settings: Settings, number: int = 2) -> list[Signatory]:
    """Let people sign while everybody has to wait."""
    settings.FLOOD_LIMIT = 0
    return [a_person(statement, f"Persona {n}", f"p{n}@example.org") for n in range(number)]


def test_a_name_is_hidden_and_shown_again() -> None:
    statement = an_open_statement()
    row = a_person(statement)
    revision = Statement.objects.get().revision
    set_person_unnamed(signatory=row, unnamed=True)
    assert (named(statement), tally_of(statement)) == ([], (1, 1))
    assert not LogOpening.objects.exists()
    assert Statement.objects.get().revision > revision
    row = Signatory.objects.select_related("statement", "signer").get()
    set_person_unnamed(signatory=row, unnamed=False)
    assert (named(statement), tally_of(statement)) == ([NAME], (1, 0))
    assert LogOpening.objects.get().fields["name"] == NAME
    kinds = [value["kind"] for value in LogEntry.objects.values_list("value", flat=True)]
    assert kinds[-3:] == ["signature", "naming", "naming"]


def test_a_signature_is_taken_back_after_closing_too() -> None:
    statement = an_open_statement()
    row = a_person(statement)
    Campaign.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    withdraw_person(signatory=row)
    withdraw_person(signatory=row)
    assert (named(statement), tally_of(statement)) == ([], (0, 0))
    assert not LogOpening.objects.exists()
    assert LogEntry.objects.latest("index").value["kind"] == "withdrawal"


def test_who_waits_is_let_in_in_a_batch(settings: Settings, alice: User) -> None:
    statement = an_open_statement()
    rows = flood(statement, settings, 3)
    assert how_many(statement)["waiting"] == 3
    Campaign.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    ids = [row.pk for row in rows[:2]]
    assert accept_people(actor=alice, statement=statement, people_ids=ids) == 2
    assert accept_people(actor=alice, statement=statement, people_ids=ids) == 0
    assert named(statement) == ["Persona 0", "Persona 1"]
    assert Message.objects.filter(kind="statements.person_decided").count() == 2
    words = words_of_decision({"person": rows[0].pk}, "es")
    assert words is not None
    assert words_of_decision({"person": rows[2].pk}, "es") is None


def test_who_is_refused_is_told_and_deleted_after_a_week(settings: Settings, alice: User) -> None:
    statement = an_open_statement()
    (row,) = flood(statement, settings, 1)
    assert refuse_people(actor=alice, statement=statement, people_ids=[row.pk]) == 1
    assert not Endorsement.objects.exists()
    words = words_of_decision({"person": row.pk}, "es")
    assert words is not None
    assert settings.PRIVACY_CONTACT in words.lines[0]
    (line,) = own_signatures([row], "es")
    assert line.state == PersonState.REFUSED
    keep_in_time(timezone.now() + timedelta(days=6))
    assert Signatory.objects.exists()
    keep_in_time(timezone.now() + timedelta(days=8))
    assert not Signatory.objects.exists()


def test_two_people_of_one_name_are_told_apart_until_a_third_comes(alice: User) -> None:
    statement = an_open_statement()
    first = a_person(statement)
    a_person(statement, NAME, "otra@example.org")
    tell_people_apart(actor=alice, signatory=first)
    assert not flagged(people_of(statement)).exists()
    third = a_person(statement, NAME.upper(), "tercera@example.org")
    assert list(flagged(people_of(statement))) == [third]


def test_unconfirmed_addresses_are_deleted_after_seven_days() -> None:
    statement = an_open_statement()
    ask(statement)
    kept = a_person(statement, "Ana Luz", "ana@example.org")
    assert keep_in_time(timezone.now() + timedelta(days=6, hours=23)) is False
    assert Signatory.objects.count() == 2
    keep_in_time(timezone.now() + timedelta(days=7, minutes=1))
    assert list(Signatory.objects.all()) == [kept]
    assert set(Message.objects.values_list("recipient_id", flat=True)) == {kept.pk}


def test_confirmed_addresses_are_deleted_ninety_days_after_closing() -> None:
    statement = an_open_statement()
    a_person(statement)
    gone = a_person(statement, "Ana Luz", "ana@example.org")
    withdraw_person(signatory=gone)
    closing = Campaign.objects.get().closes_at
    keep_in_time(closing + timedelta(days=89))
    assert Signatory.objects.exclude(email="").count() == 2
    keep_in_time(closing + timedelta(days=91))
    row = Signatory.objects.get()
    assert (row.name, row.email, row.email_key) == (NAME, "", "")
    assert (named(statement), tally_of(statement)) == ([NAME], (1, 0))
    assert not Message.objects.exists()
    assert addresses_of_people([row.pk]) == {}


def test_erasing_oneself_takes_back_and_leaves_nothing() -> None:
    statement, other = an_open_statement(), an_open_statement("otro-texto")
    rows = [a_person(statement), a_person(other)]
    a_person(statement, "Ana Luz", "ana@example.org")
    erase_own(signatories=rows)
    assert [row.name for row in Signatory.objects.all()] == ["Ana Luz"]
    assert (named(statement), tally_of(statement)) == (["Ana Luz"], (1, 0))
    assert tally_of(other) == (0, 0)
    assert LogOpening.objects.count() == 1
    assert Message.objects.count() == 1
    erase_own(signatories=rows)


def test_the_secretariat_erases_who_asks_for_it(alice: User) -> None:
    statement = an_open_statement()
    row = ask(statement)
    erase_person(actor=alice, signatory=row)
    erase_person(actor=alice, signatory=a_person(statement))
    assert not Signatory.objects.exists()
    assert tally_of(statement) == (0, 0)


def test_a_link_is_sent_to_known_addresses_only() -> None:
    row = a_person(an_open_statement())
    before = Message.objects.count()
    tell_own_link(email_key("nobody@example.org"))
    assert Message.objects.count() == before
    tell_own_link(email_key(EMAIL.upper()))
    message = Message.objects.latest("pk")
    assert (message.kind, message.recipient_id) == ("statements.person_own", row.pk)
    words = words_of_own(message.data, "es")
    assert words is not None
    assert NAME not in str(words)
    Signatory.objects.all().delete()
    assert words_of_own(message.data, "es") is None


def test_what_is_stored_is_handed_out_whole() -> None:
    row = a_person(an_open_statement(), affiliation="Casa Ejemplo")
    stored = stored_of([row])
    (signature,) = stored["signatures"]
    assert signature["name"] == NAME
    assert signature["email"] == EMAIL
    assert signature["notice_consented_to"] == "2026-11"
    assert signature["given"][0]["leaf"] == Endorsement.objects.get().leaf
    assert [message["kind"] for message in stored["messages"]] == ["statements.person"]


def test_a_person_who_signed_here_is_erased_with_the_signature(alice: User) -> None:
    statement = an_open_statement()
    a_person(statement)
    erase_signatory(actor=alice, endorsement=Endorsement.objects.get())
    assert not Signatory.objects.exists()
    assert tally_of(statement) == (0, 0)
    a_person(statement)
    assert tally_of(statement) == (1, 0)


def test_a_signature_under_an_earlier_text_is_said_to_need_confirming() -> None:
    statement = an_open_statement()
    row = a_person(statement)
    assert own_signatures([row], "es")[0].counts
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Otra cosa.")
    freeze_version(
        actor=None, version=draft, revision=draft.draft_revision, change=Change.SUBSTANCE
    )
    (line,) = own_signatures([row], "es")
    assert (line.state, line.counts) == (PersonState.SIGNED, False)
    page = reverse("statements:own_signatures", args=link_of(row))
    text = Client().get(page).content.decode()
    (address,) = re.findall(r'href="(/es/[^"]*/confirmar/[^"]*)"', text)
    assert Client().get(address).status_code == 200


def test_what_a_person_says_while_they_are_let_in_holds(settings: Settings, alice: User) -> None:
    statement = an_open_statement()
    (waiting,) = flood(statement, settings, 1)
    accept_people(actor=alice, statement=statement, people_ids=[waiting.pk])
    set_person_unnamed(signatory=waiting, unnamed=True)
    assert (named(statement), tally_of(statement)) == ([], (1, 1))
    withdraw_person(signatory=waiting)
    assert tally_of(statement) == (0, 0)
    Signatory.objects.all().delete()
    with pytest.raises(LinkOver):
        withdraw_person(signatory=waiting)
