"""Who is told of a changed text, who is reminded, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.directory.tests.factories import make_network, make_organization
from tejido.notifications.models import Message
from tejido.statements.actions import ask_again, confirm_by_link, withdraw_by_link
from tejido.statements.change_telling import tell_changed, words_of
from tejido.statements.change_words import CARRIED, CONFIRMED, TEMPLATES, WITHDRAWN, WORDED
from tejido.statements.confirming_access import Invited
from tejido.statements.models import Change
from tejido.statements.queries.confirming import (
    CHANGED,
    told_of,
    unconfirmed_count,
    waiting_lines,
    waiting_parties,
)
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.change_factories import change, invited, newest, signed, signer_of
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.people_factories import a_person
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_who_signed_is_told_once_each_and_the_other_contacts_of_an_answer() -> None:
    statement, delegate = a_published_statement(), a_delegate()
    body, network, silent = make_organization(), make_network(), make_organization()
    a_mandate(delegate, body)
    a_contact(body, user=delegate)
    first, second = a_contact(body), a_contact(body)
    sign(version_of(statement), body, silent)
    sign(version_of(statement), body, network=network)
    version = change(statement)
    told = Message.objects.filter(kind=CHANGED)
    assert sorted(told.values_list("recipient_kind", "recipient_id")) == sorted(
        [("core.user", delegate.pk), *(("coalition.contact", row.pk) for row in (first, second))]
    )
    lines = {line.name: line for line in waiting_lines(version, waiting_parties(version))}
    assert lines[body.name].told.people == 3
    assert lines[silent.name].told.people == 0
    confirm_by_link(invited=invited(statement, first), number=2)
    answered = Message.objects.filter(kind=CONFIRMED).values_list("recipient_kind", "recipient_id")
    assert set(answered) == {("core.user", delegate.pk), ("coalition.contact", second.pk)}
    withdraw_by_link(invited=invited(statement, second))
    assert Message.objects.filter(kind=WITHDRAWN).count() == 2


def test_a_network_s_delegate_learns_that_its_members_must_confirm() -> None:
    statement, network, delegate = a_published_statement(), make_network(), a_delegate()
    a_mandate(delegate, network)
    sign(version_of(statement), make_organization(), network=network)
    version = change(statement)
    message = Message.objects.get(kind=CARRIED)
    assert (message.recipient_kind, message.recipient_id) == ("core.user", delegate.pk)
    words = words_of(TEMPLATES[CARRIED], message.data, "es")
    assert words is not None
    assert network.key in words.link
    ask_again(actor=None, version=version, signer=signer_of(statement, network))
    assert Message.objects.filter(kind=CARRIED).count() == 1


def test_people_are_told_and_confirm_by_the_link_to_their_address() -> None:
    statement = a_published_statement()
    a_campaign(statement)
    person = a_person(statement)
    version = change(statement)
    message = Message.objects.get(kind=CHANGED)
    assert (message.recipient_kind, message.recipient_id) == ("statements.signatory", person.pk)
    assert unconfirmed_count(version) == 1
    assert person.signer is not None
    assert confirm_by_link(invited=Invited(person.signer), number=2) == 1
    assert unconfirmed_count(version) == 0


def test_a_change_of_wording_asks_nobody_and_tells() -> None:
    statement, _user = signed()
    change(statement, Change.WORDING)
    assert not Message.objects.filter(kind=CHANGED).exists()
    assert Message.objects.get(kind=WORDED).data["version"] == newest(statement).pk


def test_a_reminder_goes_to_those_who_have_not_answered() -> None:
    statement = a_published_statement()
    first, second = a_contact(make_organization("Uno")), a_contact(make_organization("Dos"))
    sign(version_of(statement), first.organization, second.organization)
    version = change(statement)
    confirm_by_link(invited=invited(statement, first), number=2)
    assert ask_again(actor=None, version=version) == 1
    assert ask_again(actor=None, version=version, signer=invited(statement, first).signer) == 0
    signer = signer_of(statement, second.organization)
    told = told_of(version, [signer.pk])[signer.pk]
    assert told.people == 1
    assert told.first is not None
    assert told.last is not None
    assert told.first < told.last


def test_telling_thousands_costs_a_constant_number_of_queries() -> None:
    numbers = []
    for slug, size in (("poca", 5), ("mucha", 60)):
        statement = a_published_statement(slug)
        contacts = [a_contact(make_organization(f"Casa {slug} {n}")) for n in range(size)]
        sign(version_of(statement), *(contact.organization for contact in contacts))
        version = change(statement)
        assert Message.objects.filter(kind=CHANGED, data__statement=slug).count() == size
        with CaptureQueriesContext(connection) as queries:
            assert tell_changed(version) == size
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] < 10
