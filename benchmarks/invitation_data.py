"""Organizations to invite, campaigns to invite them to, and both ways of doing so, for measuring.

The tables exist.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from benchmarks.statement_data import created, frozen
from tejido.coalition.models import Contact
from tejido.directory.models import OrganizationKind
from tejido.notifications.models import Message
from tejido.statements.actions.campaigns import open_campaign
from tejido.statements.actions.inviting import invite_organizations, make_all
from tejido.statements.campaign_telling import CONTACT, INVITATION
from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.models import Campaign, Invitation

Rows = Sequence[tuple[int, int]]
"""Ids of an organization and of its contact."""


@transaction.atomic
def make_invitees(number: int) -> Rows:
    """Make organizations with a contact each."""
    names = [f"Casa Invitada {place}" for place in range(number)]
    contacts = Contact.objects.bulk_create(
        (
            Contact(organization=body, name="Persona de ejemplo", email=f"c{body.pk}@example.org")
            for body in created(names, OrganizationKind.CIVIL_SOCIETY)
        ),
        batch_size=1000,
    )
    return [(contact.organization_id, contact.pk) for contact in contacts]


def make_campaigns(slug: str, pairs: int) -> Iterator[tuple[Campaign, Campaign]]:
    """Yield pairs of open campaigns nobody is invited to."""
    for place in range(pairs):
        yield _campaign(f"{slug}-{place}"), _campaign(f"{slug}-{place}-bare")


def _campaign(slug: str) -> Campaign:
    now = timezone.now()
    times = Times(now - timedelta(hours=1), now + timedelta(days=2))
    plan = Plan(times, "America/Guatemala")
    return open_campaign(actor=None, statement=frozen(slug).statement, plan=plan)


def invite(campaign: Campaign, rows: Rows) -> None:
    """Invite as a secretary does, and do the worker's part."""
    run = invite_organizations(actor=None, campaign=campaign, rows=rows)
    make_all(run.pk)
    run.refresh_from_db()
    if run.made != len(rows):
        raise RuntimeError(f"{run.made} of {len(rows)} were invited.")


@transaction.atomic
def insert_bare(campaign: Campaign, rows: Rows) -> None:
    """Insert the same invitations and mails with the least Django does."""
    now = timezone.now()
    made = Invitation.objects.bulk_create(
        Invitation(
            campaign=campaign, organization_id=body, contact_id=contact, created_at=now, told_at=now
        )
        for body, contact in rows
    )
    Message.objects.bulk_create(
        Message(
            recipient_kind=CONTACT,
            recipient_id=contact,
            kind=INVITATION,
            data={"invitation": row.pk},
            at_once=True,
            created_at=now,
            expires_at=campaign.closes_at,
        )
        for row, (_body, contact) in zip(made, rows, strict=True)
    )
