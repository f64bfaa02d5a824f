"""People with an account as recipients."""

from collections.abc import Iterable

from tejido.core.models import User
from tejido.notifications.actions.forgetting import forget
from tejido.notifications.domain.messages import Address
from tejido.notifications.registry import register_recipients

USER = "core.user"


def addresses_of_users(ids: Iterable[int]) -> dict[int, Address]:
    """Return where people with an account are reached: those whose account is active."""
    return {
        user.pk: Address(user.email, user.language, user.name)
        for user in User.objects.filter(pk__in=ids, is_active=True)
    }


def register() -> None:
    """Let people with an account be told things."""
    register_recipients(USER, addresses_of_users, of_user=lambda user_id: [user_id])


def forget_user(sender: object, user_id: int, **_more: object) -> None:
    """Let go of what was said to a person who is being erased."""
    said = User.objects.filter(pk=user_id).values_list("email", "name")
    forget(USER, user_id, words=[word for words in said for word in words])
