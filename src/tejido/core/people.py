"""Erasing a person with an account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from tejido.core import signals
from tejido.core.actions.people import lock_people
from tejido.core.erasure import register_eraser
from tejido.core.models import AccountSession, FactorReset, SignInCode, SignInLink, User

USER = "core.user"
TABLES = tuple(
    model._meta.db_table
    for model in (
        User,
        SignInLink,
        SignInCode,
        AccountSession,
        FactorReset,
        EmailAddress,
        Authenticator,
    )
)


def erase_user(user_id: str) -> None:
    """Remove what says who a user is; the row stays, since the audit log points to it.

    Sessions hold what was typed, second factors are named by their person, and the reason of a
    reset may say anything.

    Arguments:
        user_id: primary key as text; nothing happens when there is no such user.
    """
    with transaction.atomic():
        person = User.objects.filter(pk=user_id).first()
        if person is not None:
            lock_people(None, person)
        signals.account_erasing.send(sender=User, user_id=int(user_id))
        for model in (SignInLink, SignInCode, AccountSession, EmailAddress, Authenticator):
            model._default_manager.filter(user_id=user_id).delete()
        FactorReset.objects.filter(user_id=user_id).update(reason="")
        erased = User.objects.filter(pk=user_id).update(
            email=f"erased-{user_id}@invalid",
            name="",
            password=UNUSABLE_PASSWORD_PREFIX,
            is_active=False,
        )
        if erased:
            signals.account_erased.send(sender=User, user_id=int(user_id))


register_eraser(USER, erase_user, TABLES)
