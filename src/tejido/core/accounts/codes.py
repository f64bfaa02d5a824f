"""Codes sent by e-mail to sign in with: for one browser, for a quarter of an hour, five tries."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tejido.core.accounts.limits import CODE_MAIL, is_used_up, take_try
from tejido.core.models import SignInCode, User
from tejido.core.tokens import derive

LIFETIME = timedelta(minutes=15)
# As long as the tries count that may keep the person from asking for a code.
LINK_LIFETIME = timedelta(seconds=CODE_MAIL.window)
MOST_TRIES = 5
DIGITS = 8


def code_of(row: SignInCode) -> str:
    """Return the digits of an attempt, which are stored nowhere."""
    token = derive("sign-in-code", row.attempt)
    number = int.from_bytes(hashlib.sha256(token.encode()).digest(), "big")
    return str(number % 10**DIGITS).zfill(DIGITS)


def begin_attempt(email: str, *, now: datetime | None = None) -> tuple[SignInCode | None, float]:
    """Begin signing in by code; whether there is such an account changes neither work nor answer.

    Arguments:
        email: as typed.

    Whoever asks for somebody's codes again and again could keep that person from asking. So a mail
    after which the next one must wait holds a link besides, which lets in whoever has the mailbox,
    in any browser, for as long as its try counts: while nobody can ask, the last mail has one.

    Returns the attempt, or None and the seconds to wait. The worker sends the code
    (`core.tasks.send_sign_in_code`), so that no answer takes as long as a mail server does.
    """
    address = email.strip().lower()
    wait = take_try(CODE_MAIL, address)
    if wait:
        return None, wait
    user = User.objects.filter(email=address, is_active=True).first()
    with_link = is_used_up(CODE_MAIL, address)
    row = SignInCode.objects.create(
        user=user,
        attempt=secrets.token_urlsafe(32),
        with_link=with_link,
        expires_at=(now or timezone.now()) + LIFETIME,
    )
    return row, 0.0


def find_attempt(attempt: str, *, now: datetime | None = None) -> SignInCode | None:
    """Return an attempt whose code may still be entered."""
    return SignInCode.objects.filter(
        attempt=attempt,
        spent_at__isnull=True,
        tries__lt=MOST_TRIES,
        expires_at__gt=now or timezone.now(),
    ).first()


def enter_code(attempt: str, code: str, *, now: datetime | None = None) -> User | None:
    """Spend an attempt with its code and return its person; None when it does not hold.

    The updates decide, so of two requests at once neither gets a sixth try, and one gets in.
    """
    moment = now or timezone.now()
    row = find_attempt(attempt, now=moment)
    if row is None:
        return None
    open_row = SignInCode.objects.filter(pk=row.pk, spent_at__isnull=True)
    if not open_row.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        return None
    digits = "".join(filter(str.isdecimal, code))
    if not hmac.compare_digest(digits.encode(), code_of(row).encode()):
        return None
    with transaction.atomic():
        user = User.objects.filter(pk=row.user_id or 0, is_active=True).first()
        if user is None or not open_row.update(spent_at=moment):
            return None
        return user
