"""First factors: one-time links (made by a command or the secretariat) and passwords.

Codes sent by e-mail are in `core.accounts.codes`, passkeys are allauth's.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.accounts.limits import PASSWORD, take_try
from tejido.core.errors import NotFound
from tejido.core.models import AuditEntry, SignInLink, User

LIFETIME = timedelta(hours=48)


class AccountBackend(BaseBackend):
    """Loads the person of a session; a session begins in `core.accounts.pipeline` alone."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, or None when the account is gone or inactive."""
        return User.objects.filter(pk=user_id, is_active=True).first()

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        """Refuse: Django's own way in is not used."""
        return


def _hash(token: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()


def create_link(user: User, *, now: datetime | None = None, lifetime: timedelta = LIFETIME) -> str:
    """Return the address of a new link for `user`, valid for two days unless said, spent once."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user, token_hash=_hash(token), expires_at=(now or timezone.now()) + lifetime
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
        audit.record(link.user, "spend_sign_in_link", link.user)
        return link.user


def account_of(email: str) -> User:
    """Return the account of an address, for a command: no page tells whether there is one.

    Errors:
        NotFound: there is none.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFound(_("There is no account with this address."))
    return user


def void_links(user: User) -> None:
    """Make the links and codes of a person that are still open lead nowhere."""
    user.sign_in_links.filter(spent_at__isnull=True).delete()
    user.sign_in_codes.filter(spent_at__isnull=True).delete()


def void_links_made_by(user: User, *, now: datetime | None = None) -> None:
    """Make the open links that a person made for others lead nowhere: who holds them, nobody knows.

    Links are not told apart by who made them, so that of those people all open ones are void.
    """
    made = AuditEntry.objects.filter(
        actor=user, action="create_sign_in_link", at__gt=(now or timezone.now()) - LIFETIME
    )
    people = [int(pk) for pk in made.values_list("target_id", flat=True)]
    SignInLink.objects.filter(user__in=people, spent_at__isnull=True).delete()


def check_sign_in_password(email: str, password: str) -> tuple[User | None, float]:
    """Return whom an address and a password show, or None and the seconds to wait.

    The work is the same whether there is such an account, it has a password, it is active, or
    none of it: one hash is made (Django makes one for an unusable password too).
    """
    address = email.strip().lower()
    wait = take_try(PASSWORD, address)
    if wait:
        return None, wait
    user = User.objects.filter(email=address, is_active=True).first()
    holds = check_password(password, user.password if user else UNUSABLE_PASSWORD_PREFIX)
    return (user if holds else None), 0.0
