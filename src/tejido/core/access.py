"""The result of asking whether somebody may do something."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import NotAllowed

if TYPE_CHECKING:
    from tejido.core.models import User


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, and why: the screen shows the reason.

    Arguments:
        reason: translated sentence that says why and what to do.
    """

    reason: str | Promise

    def __bool__(self) -> bool:
        return False


AccessResult = Allowed | Denied

SIGN_IN_FIRST = Denied(_("Sign in first."))


def require(result: AccessResult) -> None:
    """Go on only when the result allows it.

    Errors:
        NotAllowed: with the reason of the denial.
    """
    if isinstance(result, Denied):
        raise NotAllowed(result.reason)


def allow_roles(user: "User | AnonymousUser | None", *roles: str) -> AccessResult:
    """Allow a signed-in person of one of the roles.

    Arguments:
        user: who asks; None is the installation itself (a command, a task), which may.
        roles: the roles that may.
    """
    if user is None:
        return Allowed()
    if isinstance(user, AnonymousUser) or not user.is_active:
        return SIGN_IN_FIRST
    if user.role in roles:
        return Allowed()
    return Denied(_("Your role does not include this. Ask the secretariat."))
