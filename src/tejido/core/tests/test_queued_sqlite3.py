"""Writers on SQLite take turns: held for one transaction, and never in the way of SQLite's own."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tejido.core.queued_sqlite3.base import DatabaseWrapper

PATIENCE = 0.2


@pytest.fixture
def writer(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    """A connection to a database of its own."""
    options = {**settings.SQLITE_OPTIONS, "timeout": PATIENCE}
    named = {"NAME": tmp_path / "own.sqlite3", "OPTIONS": options}
    own = DatabaseWrapper({**connection.settings_dict, **named}, "own")
    with django_db_blocker.unblock(), closing(own):
        yield own


def is_free(writer: DatabaseWrapper) -> bool:
    with Path(f"{writer.settings_dict['NAME']}-queue").open("wb") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def begin(writer: DatabaseWrapper) -> None:
    writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


@pytest.mark.parametrize(
    "end", [DatabaseWrapper.commit, DatabaseWrapper.rollback, DatabaseWrapper.close]
)
def test_a_turn_is_held_for_one_transaction(
    writer: DatabaseWrapper, end: Callable[[DatabaseWrapper], None]
) -> None:
    begin(writer)
    assert not is_free(writer)
    end(writer)
    assert is_free(writer)


def test_reading_alone_takes_no_turn(writer: DatabaseWrapper) -> None:
    begin(writer)
    writer.commit()
    writer.set_autocommit(True)
    with writer.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert is_free(writer)


def test_who_cannot_have_the_turn_in_time_goes_on_without(writer: DatabaseWrapper) -> None:
    with Path(f"{writer.settings_dict['NAME']}-queue").open("wb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        begin(writer)
        with writer.cursor() as cursor:
            cursor.execute("CREATE TABLE kept (id INTEGER)")
        writer.commit()
    assert is_free(writer)


def test_the_file_of_the_queue_is_for_the_installation_alone(writer: DatabaseWrapper) -> None:
    begin(writer)
    queue = Path(f"{writer.settings_dict['NAME']}-queue")
    assert queue.stat().st_mode & 0o077 == 0
    assert queue.stat().st_size == 0
    writer.rollback()


def test_a_connection_left_behind_leaves_no_turn_behind(writer: DatabaseWrapper) -> None:
    begin(writer)
    with pytest.warns(ResourceWarning):
        writer._turn = None
    assert is_free(writer)
    writer.rollback()
