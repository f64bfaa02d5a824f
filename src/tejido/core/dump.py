"""The whole database as one file, and back; one way for each of the two databases."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, connections
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import DomainError

_SQLITE_COMPANIONS = ("", "-wal", "-shm", "-journal")


class DumpFailed(DomainError):
    """The database could not be written out or read in."""

    status = 500
    default_code = "dump-failed"
    default_message = _("The database could not be copied. Is the disk full?")


def write_dump(target: Path) -> None:
    """Write a consistent copy of the database, as of one moment, while others use it.

    Arguments:
        target: file to create; SQLite's own format, or pg_dump's custom format.

    Errors:
        DumpFailed: the disk is full, or pg_dump is missing or refuses.
    """
    if connection.vendor == "postgresql":
        _postgres_tool("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
        return
    try:
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise DumpFailed from error


def verify_dump(source: Path) -> None:
    """Look at a dump before anything is changed.

    Errors:
        DumpFailed: it is not a whole dump of this sort of database.
    """
    if connection.vendor == "postgresql":
        _run(["pg_restore", "--list", str(source)], {})
        return
    try:
        with closing(sqlite3.connect(source)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.Error:
        sound = False
    if not sound:
        raise DumpFailed(_("The database in the backup is damaged."))


def load_dump(source: Path) -> None:
    """Make a dump the database, which must be empty; SQLite's file is moved into place.

    Errors:
        DumpFailed: the disk is full, or pg_restore is missing or refuses.
    """
    if connection.vendor == "postgresql":
        _postgres_tool("pg_restore", "--no-owner", "--no-acl", "--single-transaction", str(source))
        return
    empty_database()
    os.replace(source, connection.settings_dict["NAME"])


def is_empty() -> bool:
    """Whether the database holds no table at all."""
    return not connection.introspection.table_names()


def empty_database() -> None:
    """Remove everything in the database. Only a restore that began on an empty one calls this."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return
    connections.close_all()
    for suffix in _SQLITE_COMPANIONS:
        Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)


def _postgres_tool(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the installation's database."""
    psql, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    database = psql.pop()
    _run([tool, *psql[1:], f"--dbname={database}", *arguments], environment or {})


def _run(command: list[str], environment: dict[str, str]) -> None:
    names = {"program": command[0]}
    try:
        subprocess.run(  # noqa: S603
            command, env={**os.environ, **environment}, check=True, capture_output=True
        )
    except FileNotFoundError as error:
        raise DumpFailed(_("%(program)s is missing: install postgresql-client.") % names) from error
    except subprocess.CalledProcessError as error:
        # What it prints may hold a row, so it is not repeated.
        raise DumpFailed(
            _("%(program)s failed. Is the disk full, or the server of another version?") % names
        ) from error
