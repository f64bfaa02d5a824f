"""Being sure, before an account is changed, that it is still its person who is here.

A session left open on a borrowed device must not be enough to add a passkey. Whoever signed in,
or confirmed, a few minutes ago is not asked again.
"""

import time

from django.contrib.sessions.backends.base import SessionBase

from tejido.core.accounts.adapters import CONFIRMED_AT
from tejido.core.accounts.factors import check_code, has_factor
from tejido.core.accounts.limits import PASSWORD, take_try
from tejido.core.models import User

FRESH_SECONDS = 10 * 60


def is_fresh(session: SessionBase, *, now: float | None = None) -> bool:
    """Say whether the person of a session showed who they are a short while ago."""
    confirmed_at: float = session.get(CONFIRMED_AT, 0.0)
    return (now or time.time()) - confirmed_at < FRESH_SECONDS


def note_confirmed(session: SessionBase) -> None:
    """Write down that the person of a session has just shown who they are."""
    session[CONFIRMED_AT] = time.time()


def way_to_confirm(user: User) -> str:
    """Return what a person is asked for: "factor", "password", or "anew" (sign in again)."""
    if has_factor(user):
        return "factor"
    return "password" if user.has_usable_password() else "anew"


def check_confirmation(user: User, typed: str) -> tuple[bool, float]:
    """Say whether a typed code or password shows the person, and the seconds to wait if not."""
    if way_to_confirm(user) == "factor":
        factor, wait = check_code(user, typed)
        return factor is not None, wait
    wait = take_try(PASSWORD, user.email)
    if wait:
        return False, wait
    return user.check_password(typed), 0.0
