"""What the page of an organization in the directory shows of its mandates."""

from django.contrib.auth.models import AnonymousUser

from tejido.coalition.access import can_look_after_people
from tejido.coalition.queries import has_account, standing_mandates
from tejido.coalition.wording import lines_of
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.queries.panels import Panel

TEMPLATE = "coalition/_panel.html"


def mandates_panel(organization: Organization, user: User | AnonymousUser) -> Panel | None:
    """Return who may act, for those who look after it; a delegate sees their own mandates."""
    if not has_account(user):
        return None
    looks_after = bool(can_look_after_people(user, organization))
    held = standing_mandates(organization)
    shown = held if looks_after else [m for m in held if m.user_id == user.pk]
    if not shown and not looks_after:
        return None
    context = {
        "organization": organization,
        "lines": lines_of(shown, user),
        "looks_after": looks_after,
    }
    return Panel(TEMPLATE, context)
