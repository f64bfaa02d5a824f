"""What is said of listings and of signatures given for others is so when the mail is written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tejido.coalition.tests.factories import a_contact
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization, merge
from tejido.notifications.models import Message
from tejido.notifications.queries.account import is_over, words_for
from tejido.statements.actions.campaigns import close_campaign, reopen_campaign
from tejido.statements.actions.delegates import sign_statement, withdraw_signatures
from tejido.statements.actions.listing_messages import SIGNED
from tejido.statements.actions.listings import answer_by_link, take_back_listing
from tejido.statements.actions.people import DECIDED
from tejido.statements.actions.people_desk import accept_people, refuse_people
from tejido.statements.actions.people_keeping import withdraw_person
from tejido.statements.listing_access import ListedContact
from tejido.statements.models import Answer, Listing, Signatory
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.tests import people_factories
from tejido.statements.tests.campaigns import change_text
from tejido.statements.tests.listing_factories import (
    DAY,
    OpenStatement,
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    listed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened() -> OpenStatement:
    """A statement under which a network lists a member; the message waits."""
    found, (network, members) = an_open_statement(), a_network_with(1)
    listed(found, network, members)
    return found


def answer(listing: Listing, said: str) -> None:
    contact = listing.organization.contacts.get()
    answer_by_link(listed=ListedContact(listing, contact), answer=said)


def say_no(_opened: OpenStatement, listing: Listing) -> None:
    answer(listing, Answer.DECLINED)


def never(_opened: OpenStatement, listing: Listing) -> None:
    answer(listing, Answer.OPTED_OUT)


def change(opened: OpenStatement, _listing: Listing) -> None:
    change_text(opened.statement)


def close(opened: OpenStatement, _listing: Listing) -> None:
    close_campaign(actor=None, campaign=opened.campaign)


@pytest.mark.parametrize("act", [say_no, never, change, close])
def test_nobody_is_asked_about_a_listing_that_is_over(
    opened: OpenStatement, act: Callable[[OpenStatement, Listing], None]
) -> None:
    message = Message.objects.get(kind=LISTED)
    assert not is_over(message)
    act(opened, Listing.objects.get())
    assert is_over(message)
    assert words_for(message, "es") is None


def test_a_yes_of_another_contact_is_told_and_may_be_undone(opened: OpenStatement) -> None:
    answer(Listing.objects.get(), Answer.AGREED)
    message = Message.objects.get(kind=LISTED)
    words = words_for(message, "es")
    assert words is not None
    assert "Se cuenta, como incluida por" in words.lines[0]
    assert words.link


def test_it_is_asked_again_once_signing_goes_on(opened: OpenStatement) -> None:
    close(opened, Listing.objects.get())
    reopen_campaign(actor=None, campaign=opened.campaign, closes_at=timezone.now() + 9 * DAY)
    assert not is_over(Message.objects.get(kind=LISTED))


def test_too_late_for_silence_is_not_too_late_to_agree(opened: OpenStatement) -> None:
    opened.campaign.closes_at = timezone.now() + timedelta(hours=5)
    opened.campaign.save()
    Listing.objects.update(told_at=timezone.now())
    assert not is_over(Message.objects.get(kind=LISTED))


def test_what_was_taken_back_is_gone(opened: OpenStatement) -> None:
    take_back_listing(actor=None, listing=Listing.objects.get())
    message = Message.objects.get(kind=LISTED)
    assert words_for(message, "es") is None
    assert not is_over(message)


def signed_for(body: Organization) -> tuple[OpenStatement, User]:
    """Have a delegate sign for an organization; return the statement and who signed."""
    found, (delegate, _body) = an_open_statement(), a_signing_delegate(body)
    sign_statement(
        actor=delegate, statement=found.statement, organization=body, digest=found.digest
    )
    return found, delegate


def test_a_contact_is_not_told_of_a_signature_that_was_taken_back() -> None:
    contact = a_contact()
    found, delegate = signed_for(contact.organization)
    message = Message.objects.get(kind=SIGNED)
    assert not is_over(message)
    withdraw_signatures(
        actor=delegate, statement=found.statement, organization=contact.organization
    )
    assert is_over(message)


def test_a_merge_leaves_the_signature_where_it_is() -> None:
    contact = a_contact()
    signed_for(contact.organization)
    merge(make_organization(), contact.organization)
    assert not is_over(Message.objects.get(kind=SIGNED))


def test_who_took_its_signature_back_is_not_told_that_it_counts(
    alice: User, settings: Settings
) -> None:
    settings.FLOOD_LIMIT = 0
    statement = people_factories.an_open_statement()
    rows = [people_factories.a_person(statement, f"P {n}", f"p{n}@example.org") for n in range(2)]
    accept_people(actor=alice, statement=statement, people_ids=[rows[0].pk])
    refuse_people(actor=alice, statement=statement, people_ids=[rows[1].pk])
    accepted, refused = Message.objects.filter(kind=DECIDED).order_by("pk")
    assert not is_over(accepted)
    withdraw_person(signatory=Signatory.objects.get(pk=rows[0].pk))
    assert is_over(accepted)
    assert not is_over(refused)
