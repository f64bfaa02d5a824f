"""Making a backup of the installation, and restoring one into an empty installation."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core import archive, dump, erasure
from tejido.core.archive import Advance, Contents
from tejido.core.errors import DomainError
from tejido.core.signals import backup_restored
from tejido.core.transparency import keys


class BackupFailed(DomainError):
    """No backup was made; nothing is left under its name."""

    status = 500
    default_code = "backup-failed"
    default_message = _("No backup was made: the file cannot be written. Is the disk full?")


class RestoreRefused(DomainError):
    """Nothing was restored; the installation is as it was."""

    default_code = "restore-refused"
    default_message = _("Nothing was restored.")


class RestoreUnfinished(DomainError):
    """A restore was interrupted; what it brought may hold what was erased since."""

    status = 503
    default_code = "restore-unfinished"
    default_message = _("A restore was interrupted. Run tejido restore again with the same file.")


def make_backup(
    target: Path, recipients: Iterable[str], *, with_secrets: bool, advance: Advance
) -> None:
    """Write an encrypted backup; it appears under its name when it is whole and on disk.

    Arguments:
        target: file to create; one that exists is never written over.
        recipients: age public keys; each of their identities opens the backup.
        with_secrets: put the secret key and the log's signing key in as well.
        advance: told of bytes read.

    Errors:
        KeyInvalid, BackupFailed, DumpFailed.
    """
    holders = archive.parse_recipients(recipients)
    if target.exists():
        raise BackupFailed(_("No backup was made: the file exists already."))
    partial = target.with_name(f"{target.name}.partial")
    try:
        with _work_folder() as folder, _created(partial) as output:
            # The order matters: a file or an erasure newer than the database does no harm.
            lines = len(erasure.read_ledger(erasure.ledger_path()))
            migrations = _applied_migrations()
            dump.write_dump(folder / archive.DATABASE)

            def describe(digests: dict[str, str]) -> Contents:
                return Contents(
                    format=archive.FORMAT,
                    day=timezone.localdate().isoformat(),
                    vendor=connection.vendor,
                    migrations=migrations,
                    ledger_lines=lines,
                    sha256=digests,
                )

            members = _members(folder, with_secrets=with_secrets)
            archive.write_archive(output, holders, members, describe, advance)
            output.flush()
            os.fsync(output.fileno())
        os.rename(partial, target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BackupFailed from error
    except DomainError:
        partial.unlink(missing_ok=True)
        raise


def restore_backup(source: Path, identity: str, *, advance: Advance) -> int:
    """Restore a backup into an empty installation, and erase again what was erased since.

    What was about to be mailed is not mailed by itself: it may have been sent since.

    Arguments:
        source: the backup.
        identity: text of an age identity file.
        advance: told of bytes written.

    Returns how many erasures were replayed.

    Errors:
        KeyInvalid, BackupUnreadable, RestoreRefused: the installation is as it was.
        DumpFailed: the database refused; the installation stays closed until a restore ends.
    """
    identities = archive.parse_identities(identity)
    if not _marker().exists() and not _is_empty():
        raise RestoreRefused(
            _("Nothing was restored: this installation is not empty. Use a new TEJIDO_DATA.")
        )
    with _work_folder() as folder:
        try:
            with source.open("rb") as file:
                contents = archive.read_archive(file, identities, folder, advance)
            _refuse_misfit(contents)
            dump.verify_dump(folder / archive.DATABASE)
            _merge_ledger(folder / archive.LEDGER, contents.ledger_lines)
            _marker().touch(mode=0o600)
        except OSError as error:
            raise RestoreRefused(
                _("Nothing was restored: the file cannot be read, or the disk is full.")
            ) from error
        _put_in_place(folder)
    call_command("migrate", interactive=False, verbosity=0)
    replayed = erasure.finish_erasures()
    backup_restored.send(sender=None)
    _marker().unlink()
    return replayed


def refuse_unfinished_restore() -> None:
    """Called before anything is served: an interrupted restore has not replayed its erasures.

    Errors:
        RestoreUnfinished.
    """
    if _marker().exists():
        raise RestoreUnfinished


def _members(folder: Path, *, with_secrets: bool) -> Iterator[tuple[str, Path]]:
    """Yield names in the archive and files to read; the ledger last, when it is up to date."""
    yield archive.DATABASE, folder / archive.DATABASE
    root = Path(settings.FILES_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{archive.FILES}/{path.relative_to(root).as_posix()}", path
    # A file that is not there is left out.
    yield archive.LOG_KEYS, keys.list_path()
    if with_secrets:
        yield archive.SECRET, settings.SECRET_KEY_FILE
        yield archive.LOG_KEY, keys.key_path()
    if erasure.ledger_path().exists():
        yield archive.LEDGER, erasure.ledger_path()


def _is_empty() -> bool:
    root = Path(settings.FILES_ROOT)
    return dump.is_empty() and not (root.exists() and any(root.iterdir()))


def _refuse_misfit(contents: Contents) -> None:
    if contents.vendor != connection.vendor:
        raise RestoreRefused(
            _("Nothing was restored: the backup is of %(theirs)s, this installation uses %(ours)s.")
            % {"theirs": contents.vendor, "ours": connection.vendor}
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not set(contents.migrations) <= known:
        raise RestoreRefused(
            _("Nothing was restored: the backup was made by a newer version of Tejido.")
        )


def _merge_ledger(brought: Path, lines_in_copy: int) -> None:
    """Make one ledger of the backup's and the installation's own.

    Erasures carried out before the copy of the database began are in the copy. All others are
    unfinished again, whatever either ledger says.
    """
    theirs, ours = erasure.read_ledger(brought), erasure.read_ledger(erasure.ledger_path())
    in_copy = theirs[:lines_in_copy]
    settled = {line.token for line in in_copy if line.done}
    asked = {line.token: line for line in (*theirs, *ours) if not line.done}
    waiting = [line for token, line in asked.items() if token not in settled]
    kept = [line for line in in_copy if line.token in settled]
    erasure.replace_ledger([*kept, *waiting])


def _put_in_place(folder: Path) -> None:
    if not dump.is_empty():
        dump.empty_database()
    try:
        dump.load_dump(folder / archive.DATABASE)
    except DomainError:
        if dump.is_empty():
            _marker().unlink()
        raise
    root = Path(settings.FILES_ROOT)
    shutil.rmtree(root, ignore_errors=True)
    if (folder / archive.FILES).exists():
        os.replace(folder / archive.FILES, root)
    if (folder / archive.SECRET).exists():
        settings.SECRET_KEY_FILE.write_bytes((folder / archive.SECRET).read_bytes())
    if (folder / archive.LOG_KEYS).exists():
        keys.take_over(folder / archive.LOG_KEYS, folder / archive.LOG_KEY)


def _applied_migrations() -> list[str]:
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def _marker() -> Path:
    return Path(settings.DATA) / "restore-unfinished"


@contextmanager
def _created(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file for its owner alone; what an interrupted backup left there is replaced."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        yield file


@contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder beside the data, on the same disk, for one backup or restore at a time."""
    data = Path(settings.DATA)
    with (data / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in data.glob(".backup-*"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=data) as name:
            yield Path(name)
