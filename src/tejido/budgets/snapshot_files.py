"""Files of the imports, each named by its SHA-256: originals as they came, and Parquet snapshots.

They lie among the installation's files, so a backup holds them. A file comes to its name when it
is whole and on disk, before the database knows of it; what no row names is left by an import
that died, and is removed when the next one begins.
"""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models import Snapshot, SnapshotState
from tejido.budgets.work_folders import sweep_work_folders, work_folder
from tejido.core.errors import Conflict, DomainError

# What a write says when the disk, or a person's share of it, takes no more.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NoRoom(DomainError):
    """The disk takes no more."""

    status = 507
    default_code = "no-room"
    default_message = _(
        "There is no room left on the disk of this installation, so nothing was kept. Tell whoever"
        " runs it."
    )


def original_path(digest: str) -> Path:
    """Return where the original of a SHA-256 is or will be."""
    return _folder("originals") / digest


def parquet_path(digest: str) -> Path:
    """Return where the Parquet file of a SHA-256 is or will be."""
    return _folder("snapshots") / f"{digest}.parquet"


@contextmanager
def importing() -> Iterator[Path]:
    """Give a folder for one import, alone on this machine; nothing in it outlives the import.

    What a killed import left is removed first.

    Errors:
        NoRoom: the disk is full.
    """
    with _alone("budget-import"):
        sweep_work_folders()
        forget_unnamed()
        with work_folder("snapshot") as work:
            try:
                with needing_room():
                    yield work
            finally:
                forget_unnamed()


@contextmanager
def needing_room() -> Iterator[None]:
    """Say to a person that the disk is full.

    Errors:
        NoRoom.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise NoRoom from error


@contextmanager
def placing() -> Iterator[None]:
    """Put a file in place and name it in the database, while nobody looks for unnamed ones."""
    with _alone("budget-files"):
        yield


def copy_in(chunks: Iterable[bytes], to: Path) -> tuple[str, int]:
    """Write bytes to a new file, whole and on disk; return its SHA-256 and its size."""
    digest, size = hashlib.sha256(), 0
    with open(to, "xb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def copy_whole(path: Path, to: Path) -> str:
    """Copy a file, whole and on disk; return the copy's SHA-256."""
    shutil.copyfile(path, to)
    return digest_of(to)


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Refuse what was made of a file that changed meanwhile, whatever came of it.

    Errors:
        Conflict.
    """
    before = _state_of(path)
    try:
        yield
    finally:
        if _state_of(path) != before:
            message = _("The file changed while it was read, so nothing was imported. Try again.")
            raise Conflict(message, code="file-changed")


def digest_of(path: Path) -> str:
    """Return a file's SHA-256 and have it on disk."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return found


def put_in_place(work: Path, target: Path) -> None:
    """Move a whole file to its name; one that is there has the same bytes."""
    os.replace(work, target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_unnamed() -> None:
    """Remove every file no row names."""
    with placing():
        _forget_unnamed()


def _forget_unnamed() -> None:
    rows = Snapshot.objects.exclude(state=SnapshotState.REFUSED)
    named = set(rows.values_list("original_digest", "digest"))
    originals, parquets = {one for one, _ in named}, {two for _, two in named}
    for path in _folder("originals").iterdir():
        if path.name not in originals:
            path.unlink(missing_ok=True)
    for path in _folder("snapshots").iterdir():
        if path.stem not in parquets:
            path.unlink(missing_ok=True)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with open(Path(settings.DATA) / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _state_of(path: Path) -> tuple[int, int, int] | None:
    """Return what is another when a file was written to, replaced or removed."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _folder(name: str) -> Path:
    found = Path(settings.FILES_ROOT) / "budgets" / name
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found
