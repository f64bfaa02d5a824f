"""Second factors of the tests' people."""

import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tejido.core.accounts.adapters import CONFIRMED_AT
from tejido.core.accounts.factors import has_factor, unused_recovery_codes
from tejido.core.models import FactorReset, User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30


def give_factor(user: User) -> User:
    """Give a person a code app with a known secret, and recovery codes."""
    if not has_factor(user):
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


def app_code(secret: str = SECRET) -> str:
    """Return what a code app shows now."""
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))
    return code


def wrong_code() -> str:
    """Return a code that no code app shows now, nor just before or after."""
    return f"{(int(app_code()) + 500_000) % 1_000_000:06}"


def recovery_code(user: User) -> str:
    """Return a recovery code of a person that was not used yet."""
    return unused_recovery_codes(user)[0]


def confirmed(client: Client) -> Client:
    """Let a client's person have shown a moment ago who they are."""
    session = client.session
    session[CONFIRMED_AT] = time.time()
    session.save()
    return client


def kinds(user: User) -> list[str]:
    """Return the kinds of a person's authenticators, sorted."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def a_reset(user: User | None = None, asked_by: User | None = None) -> FactorReset:
    """Return a reset that waits for a second secretary, of somebody with a second factor."""
    now = timezone.now()
    return FactorReset.objects.create(
        user=user or give_factor(User.objects.create_user("perdida@example.org", name="Nadia")),
        asked_by=asked_by,
        reason="perdido",
        asked_at=now,
        expires_at=now + timedelta(hours=48),
    )


def run_tasks() -> None:
    """Do what is queued, here and now: a worker would use a connection of its own."""
    for row in DBTaskResult.objects.ready():
        row.task.call(*row.args_kwargs["args"])
        row.delete()
