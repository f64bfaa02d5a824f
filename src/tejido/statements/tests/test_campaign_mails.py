"""The mails of a campaign as they go out: the link in them works, and what comes back shows."""

import re
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import change_contact
from tejido.coalition.tests.factories import a_contact
from tejido.core.models import User
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.models import Message
from tejido.statements.actions.invitations import renew_link, send_invitation
from tejido.statements.actions.inviting import invite_organizations, make_all
from tejido.statements.campaign_telling import ASKING, INVITATION, asking_words, tell_invited
from tejido.statements.models import Campaign, Endorsement, Invitation
from tejido.statements.queries.invitations import filtered, invitation_counts, invitations_of
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation
from tejido.statements.tests.factories import a_frozen_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    """An open campaign under embargo, with two organizations invited, one of them in English."""
    campaign = a_campaign(a_frozen_statement(), embargo=24 * HOUR)
    contacts = [
        a_contact(email="ana@example.org"),
        a_contact(email="bo@example.org", language="en"),
    ]
    rows = [(contact.organization_id, contact.pk) for contact in contacts]
    run = invite_organizations(actor=None, campaign=campaign, rows=list(rows))
    make_all(run.pk)
    Message.objects.exclude(kind=INVITATION).delete()
    return campaign


def send() -> dict[str, str]:
    """Send what is due; return the texts of the mails by address."""
    mail.outbox.clear()
    while send_due_mails(timezone.now()):
        pass
    return {parseaddr(message.to[0])[1]: str(message.body) for message in mail.outbox}


def test_the_link_in_the_mail_signs(client: Client, campaign: Campaign) -> None:
    mails = send()
    assert "no es público antes del" in mails["ana@example.org"]
    assert "is not public before" in mails["bo@example.org"]
    for address, language in (("ana@example.org", "es"), ("bo@example.org", "en")):
        found = re.search(rf"http://[^/]+(/{language}/\S+)", mails[address])
        assert found is not None
        assert client.get(found[1]).status_code == 200
        assert client.post(found[1], {"named": "yes"}).status_code == 302
    assert Endorsement.objects.count() == 2
    told = send()
    assert set(told) == {"ana@example.org", "bo@example.org"}
    assert any("ha firmado" in str(message.subject) for message in mail.outbox)


def test_what_comes_back_shows_and_is_mailed_again(
    alice: User, client: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        refused = SMTPRecipientsRefused({"x": (550, b"no such mailbox")})

        def fail(self: EmailBackend, messages: object) -> int:
            raise refused

        patched.setattr(EmailBackend, "send_messages", fail)
        assert send() == {}
    counts = invitation_counts(campaign)
    assert (counts.unreached, counts.queued) == (2, 0)
    row = filtered(invitations_of(campaign), "unreached", "").first()
    assert row is not None
    invitation = Invitation.objects.get(pk=row.pk)
    client.force_login(alice)
    address = reverse("statements:invitation", args=[campaign.statement.slug, invitation.pk])
    assert "rechazó" in client.get(address).content.decode()
    contact = invitation.contact
    assert contact is not None
    change_contact(
        actor=alice, contact=contact, name="Ana", email="otra@example.org", language="es"
    )
    send_invitation(actor=alice, invitation=invitation)
    assert "otra@example.org" in send()
    assert invitation_counts(campaign).unreached == 1


def test_nothing_is_mailed_after_closing(campaign: Campaign) -> None:
    Message.objects.update(expires_at=timezone.now() - HOUR)
    assert send() == {}
    assert set(Message.objects.values_list("state", flat=True)) == {"dropped"}


def test_a_renewed_link_is_not_mailed_to_whom_it_was_taken_from(
    campaign: Campaign, alice: User
) -> None:
    invitation = an_invitation(campaign)
    other = a_contact(invitation.organization)
    tell_invited(
        campaign, [(invitation.pk, invitation.contact_id or 0)], kind=INVITATION, now=timezone.now()
    )
    waiting = Message.objects.latest("pk")
    assert asking_words(ASKING[INVITATION], waiting.data, "es") is not None
    renew_link(actor=alice, invitation=invitation, contact=other)
    assert asking_words(ASKING[INVITATION], waiting.data, "es") is None
    newest = Message.objects.latest("pk")
    words = asking_words(ASKING[INVITATION], newest.data, "es")
    assert words is not None
    renew_link(actor=alice, invitation=invitation)
    assert asking_words(ASKING[INVITATION], newest.data, "es") is None
