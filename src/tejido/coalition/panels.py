"""What pages of the apps below show of mandates: an organization's page, a person's account."""

from django.contrib.auth.models import AnonymousUser

from tejido.coalition.access import can_look_after_people
from tejido.coalition.queries import (
    has_account,
    organizations_looked_after,
    standing_mandates,
    standing_mandates_of,
)
from tejido.coalition.wording import lines_of
from tejido.core import panels as account_panels
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.queries.panels import Panel

TEMPLATE = "coalition/_panel.html"
ACCOUNT_TEMPLATE = "coalition/_account_panel.html"


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


def own_mandates_panel(user: User) -> account_panels.Panel | None:
    """Return for whom a person acts and which organizations they look after, if any."""
    standing = standing_mandates_of(user)
    looked_after = list(organizations_looked_after(user))
    if not standing and not looked_after and not user.is_secretary:
        return None
    context = {"standing": standing, "looked_after": looked_after}
    return account_panels.Panel(ACCOUNT_TEMPLATE, context)
