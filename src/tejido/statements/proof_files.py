"""Proofs of signatures as files: random names, readable by the installation alone.

They lie among the installation's files, so a backup holds them, and are served to the secretariat
only. A name says nothing of whose signature it proves.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import InvalidInput

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was kept.

    Arguments:
        name: random, 32 hexadecimal digits.
        size: in bytes.
        sha256: of what it holds, 64 hexadecimal digits.
    """

    name: str
    size: int
    sha256: str


def keep(chunks: Iterable[bytes]) -> KeptFile:
    """Write a file under a new random name, whole and on disk.

    Errors:
        InvalidInput: it is empty, or larger than 10 MB; nothing is kept.
    """
    name = secrets.token_hex(16)
    path = path_of(name)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                break
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not 0 < size <= MOST_BYTES:
        path.unlink()
        raise InvalidInput(_("A proof is a file of up to 10 MB that is not empty."), code="proof")
    return KeptFile(name, size, digest.hexdigest())


def path_of(name: str) -> Path:
    """Return where the file of a name is or will be."""
    return _folder() / name


def files() -> list[Path]:
    """Return every file there is."""
    return list(_folder().iterdir())


def _folder() -> Path:
    found = Path(settings.FILES_ROOT) / "proofs"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def delete(name: str) -> None:
    """Delete the file of a name; nothing happens when it is gone."""
    path_of(name).unlink(missing_ok=True)
