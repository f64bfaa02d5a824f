"""What a message about a signature says is so when its mail is written, or it is left out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.core.models import User
from tejido.directory.tests.factories import make_network, make_organization, merge
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.models import Message, MessageState, Reason
from tejido.notifications.queries.account import is_over, words_for
from tejido.statements.actions import confirm_by_link
from tejido.statements.actions.campaigns import close_campaign
from tejido.statements.actions.delegates import sign_statement
from tejido.statements.actions.invitations import remind_invited
from tejido.statements.actions.links import withdraw_by_link
from tejido.statements.campaign_access import link_token
from tejido.statements.campaign_telling import INVITATION, REMINDER, tell_invited
from tejido.statements.change_words import CARRIED, WORDED
from tejido.statements.models import Campaign, Change, Invitation
from tejido.statements.queries.confirming import CHANGED
from tejido.statements.queries.invitations import invitation_counts
from tejido.statements.tests import personal_links
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation
from tejido.statements.tests.change_factories import (
    change,
    invited,
    newest,
    signer_of,
    take_back,
)
from tejido.statements.tests.factories import a_frozen_statement, a_published_statement
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

# Ten in the morning in Mexico City: digests go.
MORNING = datetime(2100, 3, 4, 16, 0, tzinfo=UTC)


def told(kind: str) -> Message:
    """Return the only message of a kind."""
    return Message.objects.get(kind=kind)


def mails(now: datetime = MORNING) -> str:
    """Send what is due, and return the texts of the mails."""
    mail.outbox.clear()
    while send_due_mails(now):
        pass
    return "\n".join(str(message.body) for message in mail.outbox)


def dropped(message: Message) -> bool:
    """Say whether a message was left out because it was no longer so."""
    message.refresh_from_db()
    return (message.state, message.reason) == (MessageState.DROPPED, Reason.OVER)


def test_who_withdrew_is_not_told_that_the_signature_stays() -> None:
    statement = a_published_statement()
    gone, stays = a_contact(make_organization("Casa Uno")), a_contact(make_organization("Casa Dos"))
    sign(version_of(statement), gone.organization, stays.organization)
    change(statement, Change.WORDING)
    take_back(signer_of(statement, gone.organization))
    text = mails()
    assert "La firma de Casa Dos queda y se cuenta" in text
    assert "La firma de Casa Uno" not in text
    assert dropped(Message.objects.get(kind=WORDED, recipient_id=gone.pk))


def test_what_was_mailed_stays_in_the_account_as_it_was() -> None:
    statement, delegate, body = a_published_statement(), a_delegate(), make_organization()
    a_mandate(delegate, body)
    sign(version_of(statement), body)
    change(statement, Change.WORDING)
    mails()
    take_back(signer_of(statement, body))
    message = told(WORDED)
    words = words_for(message, "es")
    assert words is not None
    assert message.state == MessageState.SENT
    assert mails() == ""


def test_that_nothing_needs_to_be_done_is_not_said_once_something_does() -> None:
    statement, contact = a_published_statement(), a_contact()
    sign(version_of(statement), contact.organization)
    change(statement, Change.WORDING)
    assert not is_over(told(WORDED))
    change(statement)
    assert is_over(told(WORDED))
    assert not is_over(told(CHANGED))


def test_a_signature_of_a_merged_organization_stays() -> None:
    statement, contact, kept = a_published_statement(), a_contact(), make_organization()
    sign(version_of(statement), contact.organization, kept)
    change(statement, Change.WORDING)
    merge(kept, contact.organization)
    take_back(signer_of(statement, kept))
    assert is_over(told(WORDED))


@pytest.mark.parametrize("answer", ["confirmed", "withdrawn", "signed anew", "changed again"])
def test_who_has_nothing_left_to_confirm_is_not_asked(answer: str) -> None:
    statement, contact = a_published_statement(), a_contact()
    body = contact.organization
    sign(version_of(statement), body)
    a_campaign(statement, closes=999 * HOUR)
    change(statement)
    message = told(CHANGED)
    assert not is_over(message)
    if answer == "confirmed":
        confirm_by_link(invited=invited(statement, contact), number=2)
    elif answer == "withdrawn":
        take_back(signer_of(statement, body))
    elif answer == "signed anew":
        digest = newest(statement).digest
        sign_statement(actor=None, statement=statement, organization=body, digest=digest)
    else:
        change(statement)
    assert is_over(message)
    assert words_for(message, "es") is None


def test_a_network_is_asked_as_long_as_members_have_to_confirm() -> None:
    statement, network, delegate = a_published_statement(), make_network(), a_delegate()
    a_mandate(delegate, network)
    first, second = a_contact(), a_contact()
    sign(version_of(statement), first.organization, second.organization, network=network)
    change(statement)
    confirm_by_link(invited=invited(statement, first), number=2)
    assert not is_over(told(CARRIED))
    take_back(signer_of(statement, second.organization))
    assert is_over(told(CARRIED))


@pytest.fixture
def invitation(db: None) -> Invitation:
    """An invitation of a campaign that is open for two days, and its reminder that waits."""
    campaign = a_campaign(a_frozen_statement())
    found = an_invitation(campaign)
    tell_reminder(found)
    return found


def tell_reminder(invitation: Invitation) -> None:
    pair = (invitation.pk, invitation.contact_id or 0)
    now = timezone.now()
    tell_invited(invitation.campaign, [pair], kind=REMINDER, now=now)


def by_the_delegate(invitation: Invitation) -> None:
    """Sign by another way than the link."""
    statement = invitation.campaign.statement
    digest = newest(statement).digest
    body = invitation.organization
    sign_statement(actor=None, statement=statement, organization=body, digest=digest)


def by_link(invitation: Invitation) -> None:
    """Sign by the link that the reminder is about."""
    personal_links.sign(invitation)


def by_link_and_not_any_more(invitation: Invitation) -> None:
    """Sign by the link, and take that back: the link signs no more."""
    personal_links.sign(invitation)
    withdraw_by_link(number=invitation.pk, token=link_token(invitation))


@pytest.mark.parametrize("act", [by_the_delegate, by_link, by_link_and_not_any_more])
def test_who_signed_is_not_told_that_it_has_not(
    invitation: Invitation, act: Callable[[Invitation], None]
) -> None:
    reminder = told(REMINDER)
    assert not is_over(reminder)
    act(invitation)
    assert "no ha firmado" not in mails(timezone.now())
    assert dropped(reminder)


def test_a_reminder_left_out_is_no_mail_that_came_back(invitation: Invitation, alice: User) -> None:
    campaign = invitation.campaign
    by_the_delegate(invitation)
    mails(timezone.now())
    assert invitation_counts(campaign).unreached == 0
    take_back(signer_of(campaign.statement, invitation.organization))
    later = timezone.now() + 13 * HOUR
    assert remind_invited(actor=alice, campaign=campaign, now=later) == 1


def test_nobody_is_asked_to_sign_what_closed_early(invitation: Invitation, alice: User) -> None:
    pair = (invitation.pk, invitation.contact_id or 0)
    tell_invited(invitation.campaign, [pair], kind=INVITATION, now=timezone.now())
    assert not any(is_over(told(kind)) for kind in (INVITATION, REMINDER))
    close_campaign(actor=alice, campaign=invitation.campaign)
    assert all(is_over(told(kind)) for kind in (INVITATION, REMINDER))
    Campaign.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert not any(is_over(told(kind)) for kind in (INVITATION, REMINDER))
