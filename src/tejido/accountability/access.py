"""Who may write demands."""

from django.contrib.auth.models import AnonymousUser

from tejido.core.access import AccessResult, allow_roles
from tejido.core.models import Role, User


def can_write_demands(user: User | AnonymousUser | None) -> AccessResult:
    """Whether the person writes demands: the secretariat does."""
    return allow_roles(user, Role.SECRETARY)
