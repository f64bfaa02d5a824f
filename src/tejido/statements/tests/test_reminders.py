"""Reminders: who gets one, how often, and the automatic one before closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.core.errors import NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.core.signals import backup_restored
from tejido.notifications.actions import resend_messages
from tejido.notifications.models import Message, MessageState, Reason
from tejido.statements.actions.campaigns import reopen_campaign
from tejido.statements.actions.invitations import (
    MOST_REMINDERS,
    remind_due,
    remind_invited,
    revoke_link,
    send_invitation,
)
from tejido.statements.actions.links import withdraw_by_link
from tejido.statements.campaign_access import link_token
from tejido.statements.campaign_telling import ASKING, INVITATION, REMINDER, asking_words
from tejido.statements.models import Campaign, Invitation
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation
from tejido.statements.tests.factories import a_frozen_statement
from tejido.statements.tests.personal_links import sign

pytestmark = pytest.mark.django_db

YESTERDAY = timedelta(days=-1)


@pytest.fixture
def campaign() -> Campaign:
    """An open campaign."""
    return a_campaign(a_frozen_statement())


def earlier(invitation: Invitation) -> Invitation:
    """Let an invitation have been mailed yesterday."""
    invitation.told_at = timezone.now() + YESTERDAY
    invitation.save()
    return invitation


def reminded() -> set[int]:
    """Return the invitations that were reminded."""
    return {message.data["invitation"] for message in Message.objects.filter(kind=REMINDER)}


def test_only_who_was_invited_and_has_not_signed(alice: User, campaign: Campaign) -> None:
    waits = earlier(an_invitation(campaign))
    an_invitation(campaign)
    an_invitation(campaign, mailed=False)
    signed, took_back, revoked, bounced = (earlier(an_invitation(campaign)) for _ in range(4))
    sign(signed)
    sign(took_back)
    withdraw_by_link(number=took_back.pk, token=link_token(took_back))
    revoke_link(actor=alice, invitation=revoked)
    Message.objects.create(
        recipient_kind="coalition.contact",
        recipient_id=bounced.contact_id or 0,
        kind=INVITATION,
        data={"invitation": bounced.pk},
        created_at=timezone.now(),
        state="bounced",
    )
    assert remind_invited(actor=alice, campaign=campaign) == 1
    assert reminded() == {waits.pk}
    assert AuditEntry.objects.get(action="remind_invited").data == {"reminded": 1}


def test_not_twice_within_twelve_hours_nor_more_than_three_times(
    alice: User, campaign: Campaign
) -> None:
    invitation = earlier(an_invitation(campaign))
    now = timezone.now()
    sent = [
        remind_invited(actor=alice, campaign=campaign, now=now + step * 6 * HOUR)
        for step in range(8)
    ]
    assert sent == [1, 0, 1, 0, 1, 0, 0, 0]
    invitation.refresh_from_db()
    assert invitation.reminders == MOST_REMINDERS


def test_the_automatic_one_goes_once_at_its_time(campaign: Campaign) -> None:
    invitation = earlier(an_invitation(campaign))
    now = timezone.now()
    remind_due(now)
    assert reminded() == set()
    for hours in (25, 26):
        remind_due(now + hours * HOUR)
    assert reminded() == {invitation.pk}
    assert Message.objects.filter(kind=REMINDER).count() == 1
    entry = AuditEntry.objects.get(action="remind_invited")
    assert entry.actor is None


def test_what_a_restored_backup_may_have_sent_already_is_doubtful(
    alice: User, campaign: Campaign
) -> None:
    invitation = earlier(an_invitation(campaign))
    Message.objects.all().delete()
    Campaign.objects.update(closes_at=timezone.now() + 20 * HOUR)
    backup_restored.send(sender=None)
    message = Message.objects.get(kind=REMINDER)
    assert (message.state, message.reason) == (MessageState.DOUBTFUL, Reason.RESTORED)
    remind_due(timezone.now())
    assert Message.objects.filter(kind=REMINDER).count() == 1
    assert reminded() == {invitation.pk}
    resend_messages(actor=alice, messages=Message.objects.all())
    assert Message.objects.get(kind=REMINDER).state == MessageState.WAITING


def test_a_reminder_that_is_not_due_in_a_restored_backup_goes_at_its_time(
    campaign: Campaign,
) -> None:
    earlier(an_invitation(campaign))
    backup_restored.send(sender=None)
    assert not Message.objects.filter(kind=REMINDER).exists()
    remind_due(timezone.now() + 25 * HOUR)
    assert Message.objects.get(kind=REMINDER).state == MessageState.WAITING


def test_without_a_time_there_is_none_and_none_after_closing(campaign: Campaign) -> None:
    earlier(an_invitation(campaign))
    remind_due(timezone.now() + 49 * HOUR)
    Campaign.objects.update(remind_hours=None)
    remind_due(timezone.now() + 47 * HOUR)
    assert reminded() == set()


def test_reopened_it_is_planned_again(alice: User, campaign: Campaign) -> None:
    earlier(an_invitation(campaign))
    now = timezone.now()
    remind_due(now + 47 * HOUR)
    reopen_campaign(actor=alice, campaign=campaign, closes_at=now + 100 * HOUR, now=now + 49 * HOUR)
    remind_due(now + 60 * HOUR)
    assert Message.objects.filter(kind=REMINDER).count() == 1
    remind_due(now + 80 * HOUR)
    assert Message.objects.filter(kind=REMINDER).count() == 2


def test_nothing_to_remind_of(alice: User) -> None:
    waiting = a_campaign(a_frozen_statement(), opens=HOUR)
    with pytest.raises(NotAllowed):
        remind_invited(actor=alice, campaign=waiting)


def test_what_the_mail_says(alice: User, campaign: Campaign) -> None:
    invitation = an_invitation(campaign)
    words = asking_words(ASKING[INVITATION], {"invitation": invitation.pk}, "es")
    assert words is not None
    assert link_token(invitation) in words.link
    assert invitation.organization.name in words.subject
    assert "Paso seguro ya" in words.subject
    assert not any("No es público" in line for line in words.lines)
    campaign.embargo_until = timezone.now() + HOUR
    campaign.save()
    words = asking_words(ASKING[REMINDER], {"invitation": invitation.pk}, "es")
    assert words is not None
    assert "no es público antes del" in words.lines[0]
    revoke_link(actor=alice, invitation=invitation)
    assert asking_words(ASKING[INVITATION], {"invitation": invitation.pk}, "es") is None
    assert asking_words(ASKING[INVITATION], {"invitation": 10_000}, "es") is None


def test_mailed_again_with_the_same_link(alice: User, campaign: Campaign) -> None:
    invitation = earlier(an_invitation(campaign))
    before = link_token(invitation)
    again = send_invitation(actor=alice, invitation=invitation)
    assert link_token(again) == before
    assert Message.objects.get(kind=INVITATION).created_at == again.told_at
