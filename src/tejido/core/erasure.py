"""Erasing what is personal, so that it stays erased after a restore.

Each erasure is first written to a ledger outside the database (ids and a day, never a value), then
carried out. A restored backup may be older than an erasure; the ledger says what to erase again.
"""

import errno
import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import DomainError

Eraser = Callable[[str], None]

_erasers: dict[str, Eraser] = {}
_tables: dict[str, tuple[str, ...]] = {}


class LedgerUnwritable(DomainError):
    """The ledger cannot be written; so nothing was erased."""

    status = 503
    default_code = "ledger-unwritable"
    default_message = _(
        "Nothing was erased: the erasure ledger cannot be written. Is the disk full?"
    )


@dataclass(frozen=True, slots=True)
class Erasure:
    """One line of the ledger.

    Arguments:
        token: random; names the erasure in the ledgers of an installation and of its backups.
        kind: what is erased, "app.model".
        id: primary key, as text.
        day: ISO date of the decision.
        done: whether this line says that the erasure was carried out.
    """

    token: str
    kind: str
    id: str
    day: str
    done: bool = False


def register_eraser(kind: str, eraser: Eraser, tables: Iterable[str] = ()) -> None:
    """Say how a kind of object is erased.

    Arguments:
        kind: "app.model", stable for ever: ledgers hold it.
        eraser: takes the primary key as text; does nothing when the object is gone or erased.
        tables: those the values stood in, written anew on PostgreSQL once they are erased.
    """
    _erasers[kind] = eraser
    _tables[kind] = tuple(tables)


def ledger_path() -> Path:
    """Return the installation's ledger, which need not exist yet."""
    return Path(settings.DATA) / "erasures.jsonl"


def read_ledger(path: Path) -> list[Erasure]:
    """Return a ledger's lines in their order; a line torn by a power cut is left out.

    Its erasure was not carried out either: a line is on disk before the database is touched.
    """
    if not path.exists():
        return []
    whole, _newline, _torn = path.read_bytes().rpartition(b"\n")
    return [Erasure(**json.loads(line)) for line in whole.splitlines() if line]


def erase(kind: str, object_id: str | int) -> None:
    """Write the erasure down, then carry it out; idempotent.

    Arguments:
        kind: as registered.
        object_id: primary key of the object.

    Errors:
        LedgerUnwritable: nothing was erased.
        KeyError: no eraser is registered for the kind.
    """
    eraser = _erasers[kind]
    today = timezone.localdate().isoformat()
    erasure = Erasure(token=uuid4().hex, kind=kind, id=str(object_id), day=today)
    append([erasure])
    _carry_out(erasure, eraser)


def unfinished(ledger: Iterable[Erasure]) -> list[Erasure]:
    """Return the erasures of a ledger that no later line says were carried out."""
    waiting: dict[str, Erasure] = {}
    for line in ledger:
        if line.done:
            waiting.pop(line.token, None)
        else:
            waiting[line.token] = line
    return list(waiting.values())


def finish_erasures() -> int:
    """Carry out the erasures an interruption or a restore left undone; return how many.

    An erasure whose kind nothing erases any more stays unfinished and raises KeyError.
    """
    waiting = unfinished(read_ledger(ledger_path()))
    for erasure in waiting:
        _carry_out(erasure, _erasers[erasure.kind])
    return len(waiting)


def append(lines: Iterable[Erasure]) -> None:
    """Add lines to the ledger, whole and on disk, or not at all.

    Errors:
        LedgerUnwritable: the disk is full, or the folder cannot be written.
    """
    data = _encoded(lines)
    try:
        with _locked_ledger() as file:
            start = _end_of_whole_lines(file)
            try:
                file.truncate(start)
                file.seek(start)
                if file.write(data) < len(data):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(start)
                raise
    except OSError as error:
        raise LedgerUnwritable from error


def replace_ledger(lines: Iterable[Erasure]) -> None:
    """Put a merged ledger in the place of the installation's own, whole or not at all.

    Errors:
        OSError: the disk is full; the ledger is as it was.
    """
    path = ledger_path()
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(_encoded(lines))
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _encoded(lines: Iterable[Erasure]) -> bytes:
    return b"".join(json.dumps(asdict(line)).encode() + b"\n" for line in lines)


def _carry_out(erasure: Erasure, eraser: Eraser) -> None:
    done = Erasure(erasure.token, erasure.kind, erasure.id, erasure.day, done=True)
    with transaction.atomic():
        eraser(erasure.id)
        # An outer transaction may yet be rolled back; then the erasure stays unfinished.
        transaction.on_commit(lambda: _note_done(done))


def _note_done(done: Erasure) -> None:
    """Write down that an erasure is carried out, once the database's files hold no copy either.

    Until then it is unfinished, and the worker (`finish_erasures`) tries again.
    """
    if _is_gone_from_files(_tables[done.kind]):
        append([done])


def _is_gone_from_files(tables: Iterable[str]) -> bool:
    """Let go of the pages that hold erased rows; False while somebody reads them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # `secure_delete` emptied the rows; the write-ahead log still holds them as they were.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy: int = cursor.fetchone()[0]
            return not busy
        try:
            # A table that others wait for is not worth waiting for.
            cursor.execute("SET lock_timeout = '3s'")
            for table in tables:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True


@contextmanager
def _locked_ledger() -> Iterator[FileIO]:
    descriptor = os.open(ledger_path(), os.O_RDWR | os.O_CREAT, 0o600)
    # Unbuffered: closing after a failed write must not try to write again.
    with FileIO(descriptor, "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _end_of_whole_lines(file: FileIO) -> int:
    file.seek(0)
    return file.read().rfind(b"\n") + 1
