"""Who may act for an organization: whoever holds an active mandate for it, and nobody else."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.domain.mandates import Act, MandateState, Scope, covers
from tejido.coalition.models import Mandate
from tejido.coalition.queries import has_account, mandate_for
from tejido.core.access import SIGN_IN_FIRST, AccessResult, Allowed, Denied
from tejido.core.models import User
from tejido.directory.models import Organization

Reader = User | AnonymousUser | None

_NO_MANDATE = Denied(
    _("You have no mandate for this organization. Ask its contact or the secretariat.")
)
_WHY_NOT = {
    MandateState.EXPIRED: Denied(
        _("Your mandate has ended. Ask the organization's contact or the secretariat to renew it.")
    ),
    MandateState.REVOKED: Denied(
        _("Your mandate was revoked. Ask the organization's contact or the secretariat.")
    ),
    MandateState.SUSPENDED: Denied(_("Your mandate is not in force for now. Ask the secretariat.")),
    MandateState.FUTURE: Denied(_("Your mandate has not begun yet.")),
    MandateState.ACTIVE: Denied(
        _("Your mandate does not include this. Ask the organization's contact or the secretariat.")
    ),
}


def can_sign_for(
    user: Reader, organization: Organization, *, day: date | None = None
) -> AccessResult:
    """Whether they may sign for an organization on a day (today): an active mandate to sign.

    No role replaces the mandate. None is the installation itself, which may.
    """
    return _can_act(user, organization, Act.SIGN, day)


def can_speak_for(
    user: Reader, organization: Organization, *, day: date | None = None
) -> AccessResult:
    """Whether they may speak for an organization on a day: as `can_sign_for`."""
    return _can_act(user, organization, Act.SPEAK, day)


def _can_act(user: Reader, organization: Organization, act: Act, day: date | None) -> AccessResult:
    if user is None:
        return Allowed()
    if not has_account(user):
        return SIGN_IN_FIRST
    today = day or timezone.localdate()
    if mandate_for(user, organization, scope=act, day=today):
        return Allowed()
    return _why_not(list(Mandate.objects.of(organization).filter(user=user)), act, today)


def _why_not(held: list[Mandate], act: Act, day: date) -> Denied:
    """Return the reason nearest to being let: the state of the newest mandate that would do."""
    for mandate in held:
        if covers(Scope(mandate.scope), Scope(act)):
            return _WHY_NOT[mandate.state_on(day)]
    return _WHY_NOT[MandateState.ACTIVE] if held else _NO_MANDATE
