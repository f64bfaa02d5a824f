"""Campaigns and invitations for tests."""

from datetime import datetime, timedelta
from typing import TypedDict

from django.utils import timezone

from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import freeze_version, start_correction
from tejido.statements.campaign_access import link_token
from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.models import Campaign, Change, Invitation, Statement

HOUR = timedelta(hours=1)


def a_campaign(
    statement: Statement,
    *,
    opens: timedelta = -HOUR,
    closes: timedelta = 48 * HOUR,
    embargo: timedelta | None = None,
    people: bool = True,
    listing_days: int = 3,
    now: datetime | None = None,
) -> Campaign:
    """Return the campaign of a statement, open unless said otherwise.

    Arguments:
        opens, closes, embargo: from now on; negative is past.
    """
    moment = now or timezone.now()
    return Campaign.objects.create(
        statement=statement,
        opens_at=moment + opens,
        closes_at=moment + closes,
        embargo_until=moment + embargo if embargo is not None else None,
        people_may_sign=people,
        listing_days=listing_days,
    )


def a_plan(
    *,
    opens: timedelta = -HOUR,
    closes: timedelta = 48 * HOUR,
    embargo: timedelta | None = None,
    zone: str = "America/Guatemala",
    remind_hours: int | None = 24,
) -> Plan:
    """Return the terms of a campaign, its times from now on."""
    now = timezone.now()
    times = Times(now + opens, now + closes, now + embargo if embargo is not None else None)
    return Plan(times, zone, remind_hours=remind_hours)


def an_invitation(
    campaign: Campaign,
    organization: Organization | None = None,
    *,
    contact: Contact | None = None,
    mailed: bool = True,
) -> Invitation:
    """Return an organization's invitation, with a contact made for it when none is given."""
    invited = organization or (contact.organization if contact else make_organization())
    return Invitation.objects.create(
        campaign=campaign,
        organization=invited,
        contact=contact or a_contact(invited),
        created_at=timezone.now(),
        told_at=timezone.now() if mailed else None,
    )


def change_text(statement: Statement, change: Change = Change.SUBSTANCE) -> None:
    """Freeze another version of a frozen statement."""
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Una exigencia.", title="Paso seguro y digno ya")
    freeze_version(actor=None, version=draft, revision=draft.draft_revision, change=change)


class LinkParts(TypedDict):
    """What stands in a personal link."""

    number: int
    token: str


def link_of(invitation: Invitation) -> LinkParts:
    """Return what stands in the personal link of an invitation."""
    return {"number": invitation.pk, "token": link_token(invitation)}
