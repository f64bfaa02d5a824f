"""People with an account as recipients."""

from collections.abc import Iterable

from tejido.core.models import User
from tejido.notifications.domain.messages import Address
from tejido.notifications.registry import register_recipients

USER = "core.user"


def addresses_of_users(ids: Iterable[int]) -> dict[int, Address]:
    """Return where people with an account are reached: those whose account is active."""
    return {
        user.pk: Address(user.email, user.language, user.name)
        for user in User.objects.filter(pk__in=ids, is_active=True)
    }


register_recipients(USER, addresses_of_users, of_user=lambda user_id: [user_id])
