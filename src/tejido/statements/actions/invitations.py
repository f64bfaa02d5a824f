"""One invitation at a time: shown, mailed again, renewed, revoked; and reminders to all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition.models import Contact
from tejido.coalition.queries import reachable_at
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.notifications.actions.settling import doubt_restored
from tejido.statements import campaign_access as access
from tejido.statements.access import can_write_statements
from tejido.statements.actions.counting import lock_counting
from tejido.statements.campaign_telling import INVITATION, REMINDER, tell_invited
from tejido.statements.domain.campaign import is_reminder_due
from tejido.statements.invitation_rows import mark_reminded
from tejido.statements.models import Campaign, Invitation
from tejido.statements.queries.invitations import to_remind
from tejido.statements.queries.links import link_view
from tejido.statements.signing_access import times_of

MOST_REMINDERS = 3
BETWEEN_REMINDERS = timedelta(hours=12)


@transaction.atomic
def show_link(
    *, actor: User | None, invitation: Invitation, now: datetime | None = None
) -> Invitation:
    """Let the secretariat see a personal link, to pass it on itself; the audit log says so.

    Errors:
        NotAllowed: the actor may not, or the link has ended.
    """
    require(can_write_statements(actor))
    fresh = _locked(invitation)
    require(access.can_use_link(fresh))
    fresh.shown_at = now or timezone.now()
    fresh.save(update_fields=["shown_at"])
    audit.record(actor, "show_link", fresh, {"link": fresh.link_number})
    return fresh


@transaction.atomic
def send_invitation(
    *, actor: User | None, invitation: Invitation, now: datetime | None = None
) -> Invitation:
    """Mail an invitation again, to its contact, with the same link.

    Errors:
        NotAllowed: the actor may not, signing is closed, or the link has ended.
        Conflict: it has no contact.
    """
    require(access.can_invite(actor, invitation.campaign, now=now))
    fresh = _locked(invitation)
    require(access.can_use_link(fresh))
    _mail(fresh, now or timezone.now())
    audit.record(actor, "send_invitation", fresh, {"contact": fresh.contact_id})
    return fresh


@transaction.atomic
def renew_link(
    *,
    actor: User | None,
    invitation: Invitation,
    contact: Contact | None = None,
    now: datetime | None = None,
) -> Invitation:
    """Give an invitation a new link, and end the old one; with a contact it is mailed to them.

    A link that has signed and was taken back may sign once more after this; one whose signature
    stands goes on showing it.

    Arguments:
        contact: of the same organization; None for a link to pass on by hand.

    Errors:
        NotAllowed: the actor may not, or signing is closed.
        InvalidInput: not their contact, or one that nothing is mailed to now.
    """
    require(access.can_invite(actor, invitation.campaign, now=now))
    fresh = _locked(invitation)
    whole = fresh.organization.merged_into or fresh.organization
    if contact is not None and all(row.pk != contact.pk for row in reachable_at(whole)):
        raise InvalidInput(_("This is no contact of the organization."), code="other-contact")
    fresh.link_number += 1
    fresh.revoked_at = fresh.told_at = fresh.shown_at = None
    fresh.contact = contact
    if fresh.signed_at is not None and not link_view(fresh, now=now).own:
        fresh.signed_at = None
    fresh.save()
    audit.record(
        actor,
        "renew_link",
        fresh,
        {"link": fresh.link_number, "contact": contact.pk if contact else None},
    )
    if contact is not None:
        _mail(fresh, now or timezone.now())
    return fresh


@transaction.atomic
def revoke_link(
    *, actor: User | None, invitation: Invitation, now: datetime | None = None
) -> Invitation:
    """End a personal link; what it signed stands. Revoked already, nothing happens.

    Errors:
        NotAllowed.
    """
    require(can_write_statements(actor))
    # Whoever is signing by it signs before it ends, or not at all.
    lock_counting()
    fresh = _locked(invitation)
    if fresh.revoked_at is None:
        fresh.revoked_at = now or timezone.now()
        fresh.save(update_fields=["revoked_at"])
        audit.record(actor, "revoke_link", fresh, {"link": fresh.link_number})
    return fresh


@transaction.atomic
def remind_invited(*, actor: User | None, campaign: Campaign, now: datetime | None = None) -> int:
    """Remind everybody invited who has not signed; return how many. A constant number of queries.

    Nobody is reminded more than three times, nor twice within twelve hours, nor who was invited
    within twelve hours, nor whose mail bounced.

    Errors:
        NotAllowed: the actor may not, or signing is not open.
    """
    moment = now or timezone.now()
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("statement")
    fresh = locked.get(pk=campaign.pk)
    require(access.can_remind(actor, fresh, now=moment))
    count = _remind(fresh, moment)
    audit.record(actor, "remind_invited", fresh, {"reminded": count})
    return count


def remind_due(now: datetime) -> bool:
    """Send the reminders whose time has come, each campaign's once; part of the worker's round.

    Returns False: there is never more to do at once.
    """
    for campaign in _due(now):
        _remind_automatically(campaign, now)
    return False


@transaction.atomic
def doubt_due_reminders(*, now: datetime) -> int:
    """Make the reminders that are due in a restored backup, and doubt them; return how many.

    They may have been sent since the backup was made, which does not know it. None goes by itself:
    the secretariat sends them, as every other doubtful mail.
    """
    due = _due(now)
    for campaign in due:
        _remind_automatically(campaign, now)
    return doubt_restored(now=now) if due else 0


def _due(now: datetime) -> list[int]:
    """Return the campaigns whose reminder has come, and was not sent as far as is known here."""
    rows = Campaign.objects.filter(
        reminded_at__isnull=True, remind_hours__isnull=False, closes_at__gt=now, opens_at__lte=now
    )
    return [
        campaign.pk
        for campaign in rows.order_by("pk")
        if is_reminder_due(times_of(campaign), campaign.remind_hours, now)
    ]


@transaction.atomic
def _remind_automatically(pk: int, now: datetime) -> None:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("statement")
    campaign = rows.filter(pk=pk, reminded_at__isnull=True).first()
    if campaign is None or not access.can_remind(None, campaign, now=now):
        return
    campaign.reminded_at = now
    campaign.save(update_fields=["reminded_at"])
    audit.record(None, "remind_invited", campaign, {"reminded": _remind(campaign, now)})


def who_is_reminded(campaign: Campaign, *, now: datetime | None = None) -> list[tuple[int, int]]:
    """Return the invitations that a reminder would go to now, each with its contact."""
    before = (now or timezone.now()) - BETWEEN_REMINDERS
    return to_remind(campaign, most=MOST_REMINDERS, before=before)


def _remind(campaign: Campaign, now: datetime) -> int:
    pairs = who_is_reminded(campaign, now=now)
    mark_reminded(campaign.pk, [pk for pk, _contact in pairs], now=now)
    return tell_invited(campaign, pairs, kind=REMINDER, now=now)


def _mail(invitation: Invitation, now: datetime) -> None:
    if invitation.contact_id is None:
        raise Conflict(
            _("This invitation has no contact to be mailed to: pass its link on."),
            code="no-contact",
        )
    invitation.told_at = now
    invitation.save(update_fields=["told_at"])
    pair = (invitation.pk, invitation.contact_id)
    tell_invited(invitation.campaign, [pair], kind=INVITATION, now=now)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "campaign__statement", "organization__merged_into", "contact__user"
    )
    return rows.get(pk=invitation.pk)
