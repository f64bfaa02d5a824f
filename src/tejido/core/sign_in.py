"""One-time sign-in links: made by a command or by the secretariat, spent once by a POST."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from tejido.core import audit
from tejido.core.models import SignInLink, User

LIFETIME = timedelta(hours=48)


class SignInLinkBackend(BaseBackend):
    """Loads the person of a session; a session begins with a spent link and no other way."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, or None when the account is gone or inactive."""
        return User.objects.filter(pk=user_id, is_active=True).first()

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        """Refuse: no credential signs in but a link (`spend_link`)."""
        return


def _hash(token: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()


def create_link(user: User, *, now: datetime | None = None) -> str:
    """Return the address of a new link for `user`, valid for two days, spent once."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user, token_hash=_hash(token), expires_at=(now or timezone.now()) + LIFETIME
    )
    return f"{settings.BASE_URL}{reverse('core:sign_in', args=[token])}"


def find_link(token: str, *, now: datetime | None = None) -> SignInLink | None:
    """Return the open link of a token: not spent, not expired, its person active."""
    return (
        SignInLink.objects.select_related("user")
        .filter(
            token_hash=_hash(token),
            spent_at__isnull=True,
            expires_at__gt=now or timezone.now(),
            user__is_active=True,
        )
        .first()
    )


def spend_link(token: str, *, now: datetime | None = None) -> User | None:
    """Spend a link and return its person; None when it is not open (any more).

    The update itself decides who spends it, so of two requests at once one gets in.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        link = find_link(token, now=moment)
        if link is None:
            return None
        spent = SignInLink.objects.filter(pk=link.pk, spent_at__isnull=True).update(spent_at=moment)
        if not spent:
            return None
        audit.record(link.user, "sign_in", link.user)
        return link.user
