"""Recovery codes are shown once: for ten minutes after they are made, in that session alone."""

import time

from django.contrib.sessions.backends.base import SessionBase

_UNTIL = "recovery_codes_until"
SECONDS = 10 * 60


def show(session: SessionBase) -> None:
    """Let a session see the codes that were just made."""
    session[_UNTIL] = time.time() + SECONDS


def hide(session: SessionBase) -> None:
    """Let a session see them no more."""
    session.pop(_UNTIL, None)


def are_shown(session: SessionBase) -> bool:
    """Say whether a session may see them now."""
    until: float = session.get(_UNTIL, 0.0)
    return until > time.time()
