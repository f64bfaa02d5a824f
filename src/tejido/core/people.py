"""Erasing a person with an account."""

from django.db import transaction

from tejido.core.erasure import register_eraser
from tejido.core.models import SignInLink, User
from tejido.core.signals import account_erased

USER = "core.user"
TABLES = (User._meta.db_table, SignInLink._meta.db_table)


def erase_user(user_id: str) -> None:
    """Remove what says who a user is; the row stays, since the audit log points to it.

    Arguments:
        user_id: primary key as text; nothing happens when there is no such user.
    """
    with transaction.atomic():
        SignInLink.objects.filter(user_id=user_id).delete()
        User.objects.filter(pk=user_id).update(
            email=f"erased-{user_id}@invalid", name="", is_active=False
        )
        account_erased.send(sender=User, user_id=int(user_id))


register_eraser(USER, erase_user, TABLES)
