"""Tokens against programs that fill in forms: issued with a form, good once, for a while.

They say when the form was made and what it is for, and are signed with the secret key; nothing is
stored until one is used. Nobody is ever locked out: too early means send again, too late means a
new form that is still filled in.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import timezone

from tejido.core.models import SpentToken
from tejido.core.tokens import derive, matches

EARLIEST = timedelta(seconds=3)
LATEST = timedelta(hours=2)
PRUNED_EVERY = timedelta(minutes=30)
_PURPOSE = "core.form"
_CONTENT = "core.form-content"


class TokenState(StrEnum):
    """What a token that came with a form is worth."""

    GOOD = "good"
    EARLY = "early"
    LATE = "late"
    SPENT = "spent"
    REPEATED = "repeated"
    FOREIGN = "foreign"


def issue(purpose: str, *parts: str | int, now: datetime | None = None) -> str:
    """Return a new token for a form.

    Arguments:
        purpose: fixed word of the form ("statements.person").
        parts: what the form is about (ids, slugs); the token is good for nothing else.
        now: when the form is made; the clock's when left out.
    """
    made = int((now or timezone.now()).timestamp())
    nonce = secrets.token_urlsafe(16)
    return f"{made}.{nonce}.{derive(_PURPOSE, purpose, *parts, made, nonce)}"


def look_at(token: str, purpose: str, *parts: str | int, now: datetime | None = None) -> TokenState:
    """Say what a token is worth, without using it up.

    Arguments: those of `issue`; from 3 seconds to 2 hours after it was made it is good.
    """
    made = _made_at(token, purpose, *parts)
    if made is None:
        return TokenState.FOREIGN
    age = (now or timezone.now()) - made
    if age < EARLIEST:
        return TokenState.EARLY
    if age > LATEST:
        return TokenState.LATE
    spent = SpentToken.objects.filter(pk=_hash(token)).exists()
    return TokenState.SPENT if spent else TokenState.GOOD


def spend(
    token: str,
    purpose: str,
    *parts: str | int,
    content: Sequence[str] = (),
    now: datetime | None = None,
) -> TokenState:
    """Use a token up, in the transaction of what the form asks for; GOOD once.

    Then it is REPEATED for the form that used it, sent twice, and SPENT for every other. When two
    requests bring one token at once, one of them gets it.

    Arguments: those of `issue`, and
        content: what the form says. Its keyed hash alone is stored, as long as the token is good.
    """
    state = look_at(token, purpose, *parts, now=now)
    made = _made_at(token, purpose, *parts)
    said = derive(_CONTENT, token, *content)
    if state == TokenState.SPENT:
        return _used(token, said)
    if state != TokenState.GOOD or made is None:
        return state
    try:
        with transaction.atomic():
            SpentToken.objects.create(hash=_hash(token), content=said, expires_at=made + LATEST)
    except IntegrityError:
        return _used(token, said)
    return state


def prune(now: datetime) -> None:
    """Forget the used tokens that are too old to be good anyway."""
    SpentToken.objects.filter(expires_at__lt=now).delete()


def _made_at(token: str, purpose: str, *parts: str | int) -> datetime | None:
    made, _dot, rest = token.partition(".")
    nonce, _dot, signature = rest.partition(".")
    # Longer numbers are no moment that any clock shows.
    if not (made.isascii() and made.isdecimal() and len(made) <= 11):
        return None
    if not matches(signature, _PURPOSE, purpose, *parts, made, nonce):
        return None
    return datetime.fromtimestamp(int(made), UTC)


def _used(token: str, said: str) -> TokenState:
    is_same = SpentToken.objects.filter(pk=_hash(token), content=said).exists()
    return TokenState.REPEATED if is_same else TokenState.SPENT


def _hash(token: str) -> str:
    digest = hashlib.sha256(token.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
