"""The database backend of an installation on SQLite; Django looks for it in this module.

SQLite lets a writer that finds the database locked sleep, up to a tenth of a second at a time, and
gives the lock to whoever asks first when it is free: with several processes some wait far longer
than the lock is held. Here a transaction first takes its turn, an advisory lock on a file of its
own, and asks for SQLite's lock when nobody else does. What keeps two writers apart is still
SQLite's; a turn that cannot be had in time is done without.
"""

import fcntl
import os
import time
from io import FileIO
from typing import Any

from django.db.backends.sqlite3 import base

_PAUSE = 0.0005
"""Seconds between two looks: well below what a transaction takes."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for their turn."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._turn: FileIO | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._give_turn()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._give_turn()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._give_turn()

    def _take_turn(self) -> None:
        """Wait for the turn, as long as for a lock of SQLite's and no longer."""
        if self.is_in_memory_db():
            return
        # A file of its own: closing another handle of the database's would drop SQLite's locks.
        path = f"{self.settings_dict['NAME']}-queue"
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # A file object: a connection that a thread leaves behind unclosed takes its turn with it.
        turn = os.fdopen(number, "wb", buffering=0)
        patience = time.monotonic() + self.settings_dict["OPTIONS"].get("timeout", 5)
        while not _locked(turn) and time.monotonic() < patience:
            time.sleep(_PAUSE)
        self._turn = turn

    def _give_turn(self) -> None:
        if self._turn is not None:
            # Nothing else is open on it: closing unlocks.
            self._turn.close()
            self._turn = None


def _locked(turn: FileIO) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
