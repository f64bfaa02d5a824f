"""Who gets what at the addresses of campaigns and personal links."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tejido.coalition.tests.factories import a_contact
from tejido.core.tests.permissions import Route, everyone, only
from tejido.statements.actions.inviting import invite_organizations
from tejido.statements.actions.links import sign_by_link
from tejido.statements.campaign_access import link_token, objection_token
from tejido.statements.domain.invitees import Invitee
from tejido.statements.kept_lists import ListRow, keep_list
from tejido.statements.models import Campaign, Invitation
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation, change_text, link_of
from tejido.statements.tests.factories import a_frozen_statement

SECRETARY = only("secretary")
DONE = only("secretary", status=302)


def _open_campaign() -> Campaign:
    return a_campaign(a_frozen_statement())


def _slug(*, closes: timedelta = 48 * HOUR) -> Callable[[], tuple[str]]:
    return lambda: (a_campaign(a_frozen_statement(), closes=closes).statement.slug,)


def _closed() -> tuple[str]:
    campaign = a_campaign(a_frozen_statement(), opens=-2 * HOUR, closes=-HOUR)
    return (campaign.statement.slug,)


def _invitation() -> Invitation:
    return an_invitation(_open_campaign())


def _numbered() -> tuple[str, int]:
    invitation = _invitation()
    return (invitation.campaign.statement.slug, invitation.pk)


def _run() -> tuple[str, int]:
    campaign = _open_campaign()
    contact = a_contact()
    rows = [(contact.organization_id, contact.pk)]
    run = invite_organizations(actor=None, campaign=campaign, rows=rows)
    return (campaign.statement.slug, run.pk)


def _list() -> tuple[str, str]:
    campaign = _open_campaign()
    row = ListRow(Invitee(1, "Casa Luna", "luna@example.org"), a_contact().organization_id)
    return (campaign.statement.slug, keep_list(campaign, [row]))


def _link() -> tuple[int, str]:
    invitation = _invitation()
    return (invitation.pk, link_token(invitation))


def _changed_link() -> tuple[int, str]:
    invitation = _invitation()
    sign_by_link(**link_of(invitation))
    change_text(invitation.campaign.statement)
    return (invitation.pk, link_token(invitation))


def _objection() -> tuple[int, int, str]:
    invitation = _invitation()
    other = a_contact(invitation.organization)
    return (invitation.pk, other.pk, objection_token(invitation, other))


def _times(closes: timedelta = 5 * HOUR) -> dict[str, object]:
    zone = "America/Guatemala"
    local = timezone.localtime(timezone.now(), ZoneInfo(zone))
    return {
        "time_zone": zone,
        "opens_at": (local + HOUR).strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (local + closes).strftime("%Y-%m-%dT%H:%M"),
        "listing_days": 3,
        "remind_hours": "",
    }


def _unopened() -> tuple[str]:
    return (a_campaign(a_frozen_statement(), opens=HOUR).statement.slug,)


def _frozen() -> tuple[str]:
    return (a_frozen_statement().slug,)


ROUTES = {
    "statements:campaign": Route(get=SECRETARY, args=_slug()),
    "statements:campaign_open": Route(get=SECRETARY, post=DONE, args=_frozen, data=_times),
    "statements:campaign_times": Route(get=SECRETARY, post=DONE, args=_unopened, data=_times),
    "statements:campaign_close": Route(get=SECRETARY, post=DONE, args=_slug()),
    "statements:campaign_reopen": Route(get=SECRETARY, post=DONE, args=_closed, data=_times),
    "statements:campaign_remind": Route(get=SECRETARY, post=DONE, args=_slug()),
    "statements:invitation_new": Route(
        get=SECRETARY, post=DONE, args=_slug(), data={"text": "Casa Luna, luna@example.org"}
    ),
    "statements:invitation_directory": Route(
        get=DONE, post=DONE, args=_slug(), data={"who": "nobody"}
    ),
    "statements:invitee_list": Route(get=SECRETARY, post=DONE, args=_list, data={"row-1": "out"}),
    "statements:invitee_list_use": Route(post=DONE, args=_list, data={"then": "invite"}),
    "statements:invitation_list": Route(get=SECRETARY, args=_slug()),
    "statements:invitation_run": Route(get=SECRETARY, args=_run),
    "statements:invitation": Route(get=SECRETARY, args=_numbered),
    "statements:invitation_link": Route(post=SECRETARY, args=_numbered),
    "statements:invitation_send": Route(post=DONE, args=_numbered),
    "statements:invitation_renew": Route(post=DONE, args=_numbered),
    "statements:invitation_revoke": Route(get=SECRETARY, post=DONE, args=_numbered),
    "statements:personal_link": Route(get=everyone(), post=everyone(302), args=_link),
    "statements:personal_link_withdraw": Route(get=everyone(), post=everyone(302), args=_link),
    "statements:personal_link_confirm": Route(
        get=everyone(), post=everyone(302), args=_changed_link, data={"then": "confirm", "seen": 2}
    ),
    "statements:signature_objection": Route(get=everyone(), post=everyone(302), args=_objection),
}
