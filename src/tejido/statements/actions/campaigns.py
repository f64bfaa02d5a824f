"""Opening a statement for signatures, changing its times, closing and reopening."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.audit import Data
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.statements import campaign_access as access
from tejido.statements.actions.counting import lock_counting, renew
from tejido.statements.actions.due_listings import tell_late_again
from tejido.statements.domain.campaign import CampaignState, Plan, is_reminder_due
from tejido.statements.domain.zones import ZONES
from tejido.statements.models import Campaign, Statement
from tejido.statements.signing_access import times_of

MAX_LISTING_DAYS = 60
MAX_REMIND_HOURS = 24 * 14
_FIELDS = (
    "opens_at",
    "closes_at",
    "time_zone",
    "embargo_until",
    "people_may_sign",
    "listing_days",
    "remind_hours",
)


@transaction.atomic
def open_campaign(
    *, actor: User | None, statement: Statement, plan: Plan, now: datetime | None = None
) -> Campaign:
    """Open a statement for signatures from one time to another.

    It may be planned while the text is still a draft; nobody signs before it is frozen.

    Arguments:
        actor: a secretary; None for the installation itself.
        plan: its times and terms; it closes in the future.

    Errors:
        NotAllowed: the actor may not, or the statement is a record or has a campaign.
        InvalidInput: the plan does not hold.
    """
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    require(access.can_open_campaign(actor, locked))
    _check(plan, now or timezone.now())
    campaign = Campaign.objects.create(statement=locked, **_values(plan))
    audit.record(actor, "open_campaign", campaign, {"statement": locked.pk, **_told(campaign)})
    renew(Q(pk=locked.pk))
    return campaign


@transaction.atomic
def change_campaign(
    *, actor: User | None, campaign: Campaign, plan: Plan, now: datetime | None = None
) -> Campaign:
    """Change the times and terms of a campaign that is not closed; nothing changed does nothing.

    Closing may move later or earlier, to a time to come. An opening that has passed stays. Members
    listed before keep the days they were told; those whose days were not over by the earlier
    closing are told again when it moves later.

    Errors:
        NotAllowed: the actor may not, or it is closed.
        InvalidInput: the plan does not hold, or the opening has passed.
    """
    lock_counting()
    moment = now or timezone.now()
    fresh = _locked(campaign)
    require(access.can_change_campaign(actor, fresh, now=moment))
    _check(plan, moment)
    has_opened = access.state_of(fresh, now=moment) != CampaignState.WAITING
    if has_opened and plan.times.opens_at != fresh.opens_at:
        raise InvalidInput(_("Signing has begun: its beginning stays as it was."), code="begun")
    _store(actor, fresh, plan, moment)
    return fresh


@transaction.atomic
def close_campaign(
    *, actor: User | None, campaign: Campaign, now: datetime | None = None
) -> Campaign:
    """Close an open campaign at once; taking a signature back stays possible for ever.

    Errors:
        NotAllowed: the actor may not, or it is closed. Conflict: it has not opened.
    """
    # A signature that began before is in before it closes; none comes in after.
    lock_counting()
    moment = now or timezone.now()
    fresh = _locked(campaign)
    require(access.can_change_campaign(actor, fresh, now=moment))
    if access.state_of(fresh, now=moment) == CampaignState.WAITING:
        raise Conflict(_("Signing has not begun yet: change its times."), code="not-begun")
    fresh.closes_at = moment
    fresh.save(update_fields=["closes_at"])
    audit.record(actor, "close_campaign", fresh, {"closes_at": moment.isoformat()})
    renew(Q(pk=fresh.statement_id))
    return fresh


@transaction.atomic
def reopen_campaign(
    *, actor: User | None, campaign: Campaign, closes_at: datetime, now: datetime | None = None
) -> Campaign:
    """Let a closed campaign be signed again, until another time.

    Listed members whose days to object were not over when it closed are told again.

    Errors:
        NotAllowed: the actor may not, or it is not closed. InvalidInput: the time has passed.
    """
    # No act counts by the closing that was while it moves.
    lock_counting()
    moment = now or timezone.now()
    fresh = _locked(campaign)
    require(access.can_reopen_campaign(actor, fresh, now=moment))
    if closes_at <= moment:
        raise InvalidInput(_("Choose a closing time that has not passed."), code="closes-in-past")
    before = fresh.closes_at
    fresh.closes_at = closes_at
    _plan_reminder(fresh, moment)
    fresh.save(update_fields=["closes_at", "reminded_at"])
    data = {"closes_at": closes_at.isoformat(), "closed_at": before.isoformat()}
    told = tell_late_again(fresh, before, now=moment)
    audit.record(actor, "reopen_campaign", fresh, {**data, "told_again": told})
    renew(Q(pk=fresh.statement_id))
    return fresh


def _locked(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("statement")
    return rows.get(pk=campaign.pk)


def _check(plan: Plan, now: datetime) -> None:
    faults = {
        "closes-in-past": (
            plan.times.closes_at <= now,
            _("Choose a closing time that has not passed."),
        ),
        "closes-before-opening": (
            plan.times.closes_at <= plan.times.opens_at,
            _("It must close after it opens."),
        ),
        "unknown-zone": (
            plan.time_zone not in ZONES,
            _("Choose a time zone of the list."),
        ),
        "listing-days": (
            not 1 <= plan.listing_days <= MAX_LISTING_DAYS,
            _("A network's member has between 1 and 60 days to object."),
        ),
        "remind-hours": (
            plan.remind_hours is not None and not 1 <= plan.remind_hours <= MAX_REMIND_HOURS,
            _("The reminder goes between 1 hour and 14 days before closing."),
        ),
    }
    for code, (is_wrong, message) in faults.items():
        if is_wrong:
            raise InvalidInput(message, code=code)


def _values(plan: Plan) -> dict[str, object]:
    times = plan.times
    return {
        "opens_at": times.opens_at,
        "closes_at": times.closes_at,
        "embargo_until": times.embargo_until,
        "time_zone": plan.time_zone,
        "people_may_sign": plan.people_may_sign,
        "listing_days": plan.listing_days,
        "remind_hours": plan.remind_hours,
    }


def _store(actor: User | None, campaign: Campaign, plan: Plan, now: datetime) -> None:
    values = _values(plan)
    changed = [name for name in _FIELDS if getattr(campaign, name) != values[name]]
    if not changed:
        return
    before = campaign.closes_at
    for name in changed:
        setattr(campaign, name, values[name])
    _plan_reminder(campaign, now)
    campaign.save(update_fields=[*changed, "reminded_at"])
    terms = _told(campaign)
    data: Data = {"fields": changed, **{name: terms[name] for name in changed}}
    if campaign.closes_at > before:
        data = {**data, "told_again": tell_late_again(campaign, before, now=now)}
    audit.record(actor, "change_campaign", campaign, data)
    renew(Q(pk=campaign.statement_id))


def _plan_reminder(campaign: Campaign, now: datetime) -> None:
    """Let the reminder go once more when closing moved so far that it is not yet due."""
    if not is_reminder_due(times_of(campaign), campaign.remind_hours, now):
        campaign.reminded_at = None


def _told(campaign: Campaign) -> Data:
    """Return the terms of a campaign as the audit log holds them: none is personal."""
    found: dict[str, str | int | bool | None] = {}
    for name in _FIELDS:
        value = getattr(campaign, name)
        found[name] = value.isoformat() if isinstance(value, datetime) else value
    return found
