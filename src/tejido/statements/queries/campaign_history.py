"""What was done to a campaign, by whom and when, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tejido.core.models import AuditEntry
from tejido.statements.models import Campaign
from tejido.statements.zone_names import moment_said, zone_name

_SAID = {
    "open_campaign": gettext_lazy("set up"),
    "change_campaign": gettext_lazy("changed"),
    "close_campaign": gettext_lazy("closed at once"),
    "reopen_campaign": gettext_lazy("reopened"),
    "invite_organizations": gettext_lazy("invitations begun"),
    "remind_invited": gettext_lazy("reminders sent"),
}
_TIMES = {
    "opens_at": gettext_lazy("opens: %(value)s"),
    "closes_at": gettext_lazy("closes: %(value)s"),
    "embargo_until": gettext_lazy("not public before: %(value)s"),
}
_VALUES = {
    "time_zone": gettext_lazy("time zone: %(value)s"),
    "people_may_sign": gettext_lazy("people may sign: %(value)s"),
    "listing_days": gettext_lazy("days to object: %(value)s"),
    "remind_hours": gettext_lazy("hours before closing for the reminder: %(value)s"),
}
MOST = 50


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act.

    Arguments:
        who: name of the person; "" for the installation itself.
        said: what was done, with what it was set to.
    """

    at: datetime
    who: str
    said: str


def campaign_history(campaign: Campaign) -> list[HistoryLine]:
    """Return the newest acts on a campaign, newest first, from the audit log."""
    entries = AuditEntry.objects.filter(
        target_type="statements.campaign", target_id=str(campaign.pk), action__in=_SAID
    )
    return [
        HistoryLine(
            entry.at,
            (entry.actor.name or entry.actor.email) if entry.actor else "",
            "; ".join((str(_SAID[entry.action]), *_details(entry, campaign))),
        )
        for entry in entries.select_related("actor")[:MOST]
    ]


def _details(entry: AuditEntry, campaign: Campaign) -> Iterable[str]:
    for name, words in _TIMES.items():
        if name in entry.data:
            yield str(words) % {"value": _moment(entry.data[name], campaign.time_zone)}
    for name, words in _VALUES.items():
        if name in entry.data:
            yield str(words) % {"value": _value(entry.data[name])}
    if entry.data.get("told_again"):
        yield _told_again(entry.data["told_again"])
    if "rows" in entry.data:
        yield _organizations(entry.data["rows"])
    if "reminded" in entry.data:
        yield _organizations(entry.data["reminded"])


def _told_again(number: int) -> str:
    words = ngettext(
        "%(number)s listed member told again", "%(number)s listed members told again", number
    )
    return words % {"number": number}


def _organizations(number: int) -> str:
    words = ngettext("%(number)s organization", "%(number)s organizations", number)
    return words % {"number": number}


def _moment(value: str | None, zone: str) -> str:
    return moment_said(datetime.fromisoformat(value), zone) if value else _("none")


def _value(value: object) -> str:
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return zone_name(value) if isinstance(value, str) else str(value)
