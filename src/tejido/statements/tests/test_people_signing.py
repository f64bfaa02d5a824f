"""People sign with a confirmed e-mail: counted once, nobody told of it, nobody locked out."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tejido.core.errors import NotAllowed
from tejido.core.models import AuditEntry, LogEntry
from tejido.core.transparency import log
from tejido.notifications.models import Message
from tejido.statements.actions import freeze_version, start_correction
from tejido.statements.actions.people import (
    TextChanged,
    ask_to_sign,
    confirm_signature,
    sign_again,
)
from tejido.statements.actions.people_keeping import withdraw_person
from tejido.statements.domain.people import PersonData, PersonState
from tejido.statements.models import (
    Campaign,
    Change,
    Endorsement,
    How,
    Signatory,
    SigningMinute,
    Statement,
    Tally,
)
from tejido.statements.people_access import LinkOver, get_asked, get_own
from tejido.statements.people_telling import addresses_of_people, words_when_asked
from tejido.statements.queries.lists import named_people
from tejido.statements.queries.people import flagged, own_signatures, people_of
from tejido.statements.queries.signatories import count
from tejido.statements.tests.people_factories import (
    EMAIL,
    NAME,
    a_person,
    a_token,
    an_open_statement,
    ask,
    confirm,
    confirm_link,
    link_of,
    wording_of,
)

pytestmark = pytest.mark.django_db


def people_in(statement: Statement) -> int:
    return Tally.objects.get(version__statement=statement).people


def state_of(row: Signatory) -> PersonState:
    (line,) = own_signatures([row], "es")
    return line.state


def test_nothing_counts_before_the_address_is_confirmed() -> None:
    statement = an_open_statement()
    row = ask(statement)
    assert (row.signer, row.confirmed_at) == (None, None)
    assert not Endorsement.objects.exists()
    assert state_of(row) == PersonState.UNCONFIRMED
    message = Message.objects.get()
    assert (message.recipient_kind, message.recipient_id) == ("statements.signatory", row.pk)
    assert message.at_once
    assert "nadia" not in str(message.data).lower()


def test_a_confirmed_signature_is_entered_and_named() -> None:
    statement = an_open_statement()
    row = a_person(statement, affiliation="Casa Ejemplo")
    endorsement = Endorsement.objects.get()
    assert endorsement.how == How.PERSON
    assert endorsement.signed_by == row.signer
    assert people_in(statement) == 1
    assert [person.name for person in named_people(wording_of(statement).pk)] == [NAME]
    assert log.openings([endorsement.leaf])[endorsement.leaf].names["name"] == NAME
    assert NAME not in str(list(LogEntry.objects.values_list("value", flat=True)))
    entry = AuditEntry.objects.get(action="confirm_signature")
    assert set(entry.data) == {"statement", "version", "waits"}


def test_whoever_is_not_named_is_counted() -> None:
    statement = an_open_statement()
    a_person(statement, unnamed=True)
    leaf = Endorsement.objects.get().leaf
    assert not named_people(wording_of(statement).pk).exists()
    assert log.openings([leaf]) == {}
    tally = count(wording_of(statement).pk)
    assert (tally.people, tally.unnamed_people) == (1, 1)


def test_confirming_twice_signs_once() -> None:
    statement = an_open_statement()
    row = ask(statement)
    confirm(row)
    confirm(row)
    assert Endorsement.objects.count() == 1


@pytest.mark.parametrize("again", [EMAIL.upper(), "nadia.luna+otra@example.org"])
def test_one_address_counts_once(again: str) -> None:
    statement = an_open_statement()
    row = a_person(statement)
    ask_again = ask(statement, "Otro Nombre", again)
    assert ask_again == row
    assert ask_again.name == NAME
    confirm(ask_again)
    assert people_in(statement) == 1
    assert Message.objects.count() == 2


def test_the_same_address_may_sign_two_statements() -> None:
    first, second = an_open_statement(), an_open_statement("otro-texto")
    rows = {a_person(first), a_person(second)}
    assert len(rows) == 2
    assert set(get_own(*link_of(rows.pop()))) >= rows


def test_a_used_token_does_nothing_more() -> None:
    statement = an_open_statement()
    token = a_token(statement)
    person = PersonData(NAME, EMAIL, "es", "2026-11")
    for _time in range(2):
        ask_to_sign(statement=statement, version=wording_of(statement), person=person, token=token)
    assert Signatory.objects.count() == 1
    assert Message.objects.count() == 1


def test_what_was_typed_last_is_confirmed_and_only_when_it_was_seen() -> None:
    statement = an_open_statement()
    before = ask(statement, "Nadia L.")
    after = ask(statement)
    assert (after.pk, after.name, after.revision) == (before.pk, NAME, 2)
    with pytest.raises(TextChanged):
        confirm(before)
    confirm(after)
    assert people_in(statement) == 1


def test_a_name_that_is_there_already_is_flagged_and_counts() -> None:
    statement = an_open_statement()
    first = a_person(statement, "Nadia Núñez")
    second = a_person(statement, "NADIA  NUNEZ", "otra@example.org")
    a_person(statement, "Ana Luz", "ana@example.org")
    ask(statement, "Ana Luz", "nadie@example.org")
    assert people_in(statement) == 3
    assert set(flagged(people_of(statement))) == {first, second}


def test_signing_closes_before_the_confirmation() -> None:
    statement = an_open_statement()
    row = ask(statement)
    Campaign.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotAllowed, match="not-allowed"):
        confirm(row)
    assert not Endorsement.objects.exists()
    with pytest.raises(NotAllowed):
        ask(statement, email="otra@example.org")


def test_people_sign_only_where_they_may() -> None:
    statement = an_open_statement()
    Campaign.objects.update(people_may_sign=False)
    with pytest.raises(NotAllowed):
        ask(statement)


def test_another_wording_is_read_before_it_is_confirmed() -> None:
    statement = an_open_statement()
    row, read = ask(statement), wording_of(statement)
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Otra cosa.")
    freeze_version(
        actor=None, version=draft, revision=draft.draft_revision, change=Change.SUBSTANCE
    )
    with pytest.raises(TextChanged):
        confirm_signature(signatory=row, version=read.pk, revision=row.revision)
    confirm(row)
    assert Endorsement.objects.get().version.number == 2


def test_the_mail_says_nothing_that_was_typed() -> None:
    statement = an_open_statement()
    row = ask(statement, affiliation="Compre ya")
    words = words_when_asked({"person": row.pk}, "es")
    assert words is not None
    assert words.link.endswith(f"/{row.pk}/{confirm_link(row)[2]}/")
    for typed in (NAME, EMAIL, "Compre"):
        assert typed not in str(words)
    assert addresses_of_people([row.pk])[row.pk].name == ""
    confirm(row)
    words = words_when_asked({"person": row.pk}, "es")
    assert words is not None
    assert "/mi-firma/" in words.link
    address = addresses_of_people([row.pk])[row.pk]
    assert (address.email, address.name) == (EMAIL, NAME)


def test_links_open_what_they_were_made_for() -> None:
    statement = an_open_statement()
    row, other = ask(statement), ask(statement, email="otra@example.org")
    assert get_asked(*confirm_link(row)) == row
    for wrong in (
        ("otro-texto", *confirm_link(row)[1:]),
        (statement.slug, other.pk, confirm_link(row)[2]),
        (statement.slug, row.pk, "x"),
        (statement.slug, 10**6, confirm_link(row)[2]),
    ):
        with pytest.raises(LinkOver):
            get_asked(*wrong)
    number, until, token = link_of(row)
    assert get_own(number, until, token) == [row]
    later = timezone.localdate() + timedelta(days=31)
    for bad in ((number, "2099-01-01", token), (other.pk, until, token), (number, until, "x")):
        with pytest.raises(LinkOver):
            get_own(*bad)
    with pytest.raises(LinkOver):
        get_own(number, until, token, today=later)


def test_whoever_took_their_signature_back_may_sign_again() -> None:
    statement = an_open_statement()
    row = a_person(statement)
    version = wording_of(statement)
    withdraw_person(signatory=row)
    assert state_of(row) == PersonState.WITHDRAWN
    sign_again(signatory=row, version=version.pk)
    sign_again(signatory=row, version=version.pk)
    assert people_in(statement) == 1
    assert Endorsement.objects.count() == 2
    row = Signatory.objects.select_related("signer").get(pk=row.pk)
    assert row.signer is not None
    leaf = row.signer.names_leaf or 0
    assert log.openings([leaf])[leaf].names["name"] == NAME
    with pytest.raises(LinkOver):
        sign_again(signatory=ask(statement, email="otra@example.org"), version=version.pk)


def test_a_flood_lets_the_rest_wait_and_refuses_nobody(settings: Settings) -> None:
    settings.FLOOD_LIMIT = 2
    statement = an_open_statement()
    rows = [a_person(statement, f"Persona {n}", f"p{n}@example.org") for n in range(4)]
    assert [row.waits for row in rows] == [False, False, True, True]
    assert state_of(rows[3]) == PersonState.WAITING
    assert people_in(statement) == 2
    assert sum(SigningMinute.objects.values_list("count", flat=True)) == 4
    other = an_open_statement("otro-texto")
    assert not a_person(other).waits
    SigningMinute.objects.update(minute=F("minute") - 60)
    assert not a_person(statement, "Persona 9", "p9@example.org").waits


def test_the_cost_of_a_signature_does_not_grow() -> None:
    statement = an_open_statement()

    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            a_person(statement, f"Persona {number}", f"p{number}@example.org")
        return len(captured)

    queries(0)
    few = queries(1)
    for number in range(2, 30):
        a_person(statement, f"Persona {number}", f"p{number}@example.org")
    # A new minute that begins between the two has a row of its own.
    assert min(queries(30), queries(31)) <= few


@pytest.mark.django_db(transaction=True)
def test_confirmations_at_once_sign_once() -> None:
    row = ask(an_open_statement())
    start = Barrier(3)

    def press() -> None:
        start.wait()
        confirm(Signatory.objects.select_related("statement").get(pk=row.pk))
        connection.close()

    threads = [Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Endorsement.objects.count() == 1
    assert people_in(row.statement) == 1
