"""Uploaded tables, kept under their digest between the dry run and the import.

They may hold what no disk should keep: readable by the installation alone, gone when applied or
discarded, and after a day at the latest when neither happens.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tejido.core.access import require
from tejido.core.errors import DomainError, NotFound
from tejido.directory.access import Reader, can_edit_organizations
from tejido.directory.domain.tables import TableFault
from tejido.directory.table_files import MAX_BYTES
from tejido.directory.wording import table_error

KEPT_SECONDS = 24 * 3600
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NoRoom(DomainError):
    """The disk takes no more."""

    status = 507
    default_code = "no-room"
    default_message = _(
        "There is no room left on the disk of this installation, so nothing was kept. Tell the"
        " secretariat."
    )


def get_kept_file_for(user: Reader | None, digest: str) -> Path:
    """Return the file kept under a digest.

    Errors:
        NotAllowed: only the secretariat imports. NotFound: it was applied or discarded.
    """
    require(can_edit_organizations(user))
    path = _folder() / digest
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        raise NotFound(
            _("This file is not kept any more: it was applied or discarded. Upload it again."),
            code="file-gone",
        )
    return path


def keep_file(chunks: Iterable[bytes]) -> str:
    """Keep an upload and return its SHA-256, in hexadecimal digits.

    Arguments:
        chunks: its bytes.

    Errors:
        InvalidInput: it is larger than MAX_BYTES. NoRoom: the disk is full.
    """
    folder = _folder()
    _forget_old(folder)
    path: Path | None = None
    try:
        # Created with mode 600, renamed when it is whole.
        descriptor, name = tempfile.mkstemp(dir=folder)
        path = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            digest = _copy(chunks, file)
        path.replace(folder / digest)
    except OSError as error:
        _remove(path)
        raise NoRoom from error
    except DomainError:
        _remove(path)
        raise
    return digest


def _remove(path: Path | None) -> None:
    if path is not None:
        path.unlink(missing_ok=True)


def forget_file(path: Path) -> None:
    """Remove a kept file."""
    path.unlink(missing_ok=True)


def _copy(chunks: Iterable[bytes], file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BYTES:
            raise table_error(TableFault("file-too-large", most=MAX_BYTES // 1024 // 1024))
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest()


def _folder() -> Path:
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _forget_old(folder: Path) -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
