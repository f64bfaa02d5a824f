"""Second factors: which a person has, and whether they must have one."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db.models import QuerySet

from tejido.core.accounts.limits import CODE_APP, RECOVERY, forget_tries, take_try
from tejido.core.models import Role, User

Kind = Authenticator.Type
RECOVERY_DIGITS = 8


def factors_of(user: User) -> "QuerySet[Authenticator]":
    """Return a person's code app and passkeys; recovery codes are no factor of their own."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=user.pk)
    return found.exclude(type=Kind.RECOVERY_CODES).order_by("pk")


def has_factor(user: User) -> bool:
    """Say whether a person has a second factor."""
    return factors_of(user).exists()


def needs_factor(role: str) -> bool:
    """Say whether whoever has a role must have a second factor (TEJIDO_SECOND_FACTOR)."""
    return role == Role.SECRETARY and settings.SECOND_FACTOR == "secretariat"


def must_enrol(user: User) -> bool:
    """Say whether a person must set up a second factor before anything else."""
    return needs_factor(user.role) and not has_factor(user)


def unused_recovery_codes(user: User) -> list[str]:
    """Return the recovery codes that were not used yet; none when none were made.

    After a restore without the secret key nothing can be read of them, nor of a code app: both
    are as good as lost.
    """
    row = Authenticator.objects.filter(user_id=user.pk, type=Kind.RECOVERY_CODES).first()
    try:
        return RecoveryCodes(row).get_unused_codes() if row else []
    except InvalidToken:
        return []


def check_code(user: User, code: str) -> tuple[Authenticator | None, float]:
    """Return the factor that a typed code shows, or None and the seconds to wait.

    Codes of the app and recovery codes have different lengths and limits of their own: guessing
    at one does not close the other.
    """
    digits = "".join(filter(str.isdecimal, code))
    is_recovery = len(digits) == RECOVERY_DIGITS
    limit = RECOVERY if is_recovery else CODE_APP
    wait = take_try(limit, str(user.pk))
    if wait:
        return None, wait
    kind = Kind.RECOVERY_CODES if is_recovery else Kind.TOTP
    row = Authenticator.objects.filter(user_id=user.pk, type=kind).first()
    if row is None:
        return None, 0.0
    wrapped = RecoveryCodes(row) if is_recovery else TOTP(row)
    try:
        holds = wrapped.validate_code(digits)
    except InvalidToken:
        holds = False
    if not holds:
        return None, 0.0
    forget_tries(limit, str(user.pk))
    return row, 0.0
