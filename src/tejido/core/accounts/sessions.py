"""Sessions in the database, of which the database holds no key.

The cookie carries a random key; the row is found by its hash. Whoever reads the table, a backup
or a freed page can enter no session. Named as Django wants it: SESSION_ENGINE leads here.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import (
    VALID_KEY_CHARS,
    CreateError,
    SessionBase,
    UpdateError,
)
from django.db import IntegrityError, router, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from tejido.core.models import AccountSession, User

# For the messages to whoever is not signed in, and a sign-in from its first factor to its last.
ANONYMOUS = timedelta(hours=1)


def hash_of(key: str) -> str:
    """Return what a session's key is stored as; 190 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Keeps a session in `AccountSession`, under the hash of its key."""

    row: AccountSession | None = None

    def load(self) -> dict[str, Any]:
        """Return what the session holds; a key that leads nowhere becomes a new session."""
        found = AccountSession.objects.filter(
            session_key=hash_of(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
            return {}
        self.row = found
        data: dict[str, Any] = self.decode(found.session_data)
        return data

    def exists(self, session_key: str) -> bool:
        """Say whether a key is taken."""
        return AccountSession.objects.filter(session_key=hash_of(session_key)).exists()

    def create(self) -> None:
        """Begin an empty session under a fresh key."""
        while True:
            self._session_key = get_random_string(32, VALID_KEY_CHARS)
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the session; label and day belong to its person and are left as they are.

        Errors:
            CreateError: the key is taken.
            UpdateError: the session was ended meanwhile: it does not come back.
        """
        if self.session_key is None:
            self.create()
            return
        data: dict[str, Any] = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "user_id": data.get(SESSION_KEY),
            "session_data": self.encode(data),
            "expire_date": _end_of_day(self._until(data)),
        }
        key = hash_of(self.session_key)
        if not must_create:
            if not AccountSession.objects.filter(session_key=key).update(**values):
                raise UpdateError
            return
        try:
            with transaction.atomic(using=router.db_for_write(AccountSession)):
                AccountSession.objects.create(
                    session_key=key, last_day=timezone.localdate(), **values
                )
        except IntegrityError as error:
            raise CreateError from error

    def _until(self, data: dict[str, Any]) -> datetime:
        """Return when the session ends; one of nobody is of a sign-in that began, and ends soon.

        Anybody can begin one, so that they must not fill the disk.
        """
        until: datetime = self.get_expiry_date()
        return until if SESSION_KEY in data else min(until, timezone.now() + ANONYMOUS)

    def delete(self, session_key: str | None = None) -> None:
        """End a session; nothing happens when there is none."""
        key = session_key or self.session_key
        if key is not None:
            AccountSession.objects.filter(session_key=hash_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions nobody can use any more."""
        AccountSession.objects.filter(expire_date__lt=timezone.now()).delete()


def _end_of_day(moment: datetime) -> datetime:
    """Return the midnight (UTC) after a moment: when a page was last read is nobody's business."""
    day = moment.astimezone(UTC).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def note_day(session: SessionBase, user: User) -> None:
    """Write down the day a session and its person were last here, at most once a day."""
    today = timezone.localdate()
    row = getattr(session, "row", None)
    if row is not None and row.last_day != today:
        AccountSession.objects.filter(pk=row.pk).update(last_day=today)
    if user.last_seen_on != today:
        User.objects.filter(pk=user.pk).update(last_seen_on=today)


def end_sessions(user: User, *, but: SessionBase | None = None) -> int:
    """End the sessions of a person; return how many.

    Arguments:
        but: the session that goes on: the person's own.
    """
    rows = AccountSession.objects.filter(user=user)
    if but is not None and but.session_key:
        rows = rows.exclude(session_key=hash_of(but.session_key))
    ended, _by_model = rows.delete()
    return ended


def own_key(session: SessionBase) -> str:
    """Return the stored key of the session being used: which of the list is this one."""
    return hash_of(session.session_key or "")
