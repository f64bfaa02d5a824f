"""Sessions: a label the person chose, a day, and nothing that tells a device or a place."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from tejido.core.models.accounts import User


class AccountSession(AbstractBaseSession):
    """What a browser's cookie leads to.

    `session_key` holds a hash of the cookie's value (`core.accounts.sessions`), so that whoever
    reads the table can enter no session. `expire_date` is kept as the end of a day.
    """

    session_key = models.CharField(primary_key=True, max_length=64)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    label = models.CharField(max_length=60, blank=True)
    last_day = models.DateField()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the engine that reads these rows."""
        from tejido.core.accounts.sessions import SessionStore

        return SessionStore

    def __str__(self) -> str:
        return "session"
