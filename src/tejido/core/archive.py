"""The file a backup is: a tar archive with a table of contents, encrypted with age.

    database        SQLite's file or pg_dump's custom format
    files/...       what was uploaded
    erasures.jsonl  the erasure ledger
    log_keys.json   public keys of the transparency log
    secret_key      only when asked for
    log_key         the log's signing key, only when asked for
    contents.json   format, database, migrations, and SHA-256 of each of the above

The server holds the public key only. Anybody may encrypt to a public key, so what is read back is
not trusted: names are checked, and nothing but plain files is taken out.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import DomainError

FORMAT = 1
DATABASE, FILES, LEDGER, SECRET, LOG_KEY, LOG_KEYS, CONTENTS = (
    "database",
    "files",
    "erasures.jsonl",
    "secret_key",
    "log_key",
    "log_keys.json",
    "contents.json",
)
_ALONE = {DATABASE, LEDGER, SECRET, LOG_KEY, LOG_KEYS, CONTENTS}
_CHUNK = 1 << 20

Advance = Callable[[int], object]


class BackupUnreadable(DomainError):
    """The file is not a whole backup this key opens."""

    default_code = "backup-unreadable"
    default_message = _("The backup cannot be read: another key, a damaged or an unfinished file.")


class KeyInvalid(DomainError):
    """What was given is not a key of age."""

    default_code = "key-invalid"
    default_message = _("This is not a key of age.")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself.

    Arguments:
        format: version of this layout.
        day: ISO date of the backup.
        vendor: "sqlite" or "postgresql".
        migrations: applied ones, "app.name".
        ledger_lines: lines of the ledger when the copy of the database began; erasures carried
            out by then are in the copy.
        sha256: digest of each file in the archive, by its name.
    """

    format: int
    day: str
    vendor: str
    migrations: list[str]
    ledger_lines: int
    sha256: dict[str, str]


def parse_recipients(keys: Iterable[str]) -> list[pyrage.x25519.Recipient]:
    """Return age public keys ("age1...").

    Errors:
        KeyInvalid: one of them is not.
    """
    try:
        return [pyrage.x25519.Recipient.from_str(key.strip()) for key in keys]
    except pyrage.RecipientError as error:
        raise KeyInvalid(
            _("The recipient must be a public key of age: it begins with age1.")
        ) from error


def parse_identities(text: str) -> list[pyrage.x25519.Identity]:
    """Return the secret keys in the text of an age identity file (# begins a comment).

    Errors:
        KeyInvalid: there is none, or a line is not one.
    """
    lines = [line.strip() for line in text.splitlines()]
    try:
        keys = [
            pyrage.x25519.Identity.from_str(line)
            for line in lines
            if line and not line.startswith("#")
        ]
    except pyrage.IdentityError as error:
        raise KeyInvalid(_("The identity file does not hold a secret key of age.")) from error
    if not keys:
        raise KeyInvalid(_("The identity file does not hold a secret key of age."))
    return keys


def write_archive(
    output: IO[bytes],
    recipients: list[pyrage.x25519.Recipient],
    members: Iterable[tuple[str, Path]],
    describe: Callable[[dict[str, str]], Contents],
    advance: Advance,
) -> None:
    """Encrypt the members, one after the other, without a clear copy of the archive on disk.

    Arguments:
        members: names in the archive and the files to read.
        describe: makes the table of contents from the digests, when all members are written.
        advance: told of bytes read.

    Errors:
        OSError: the disk is full, or a file cannot be read.
    """

    def feed(descriptor: int) -> None:
        with (
            open(descriptor, "wb") as pipe,
            tarfile.open(fileobj=pipe, mode="w|", format=tarfile.PAX_FORMAT) as archive,
        ):
            digests: dict[str, str] = {}
            for name, path in members:
                # A file erased since it was listed is left out.
                with suppress(FileNotFoundError), path.open("rb") as file:
                    digests[name] = _add(archive, name, file, advance)
            table = json.dumps(asdict(describe(digests))).encode()
            entry = tarfile.TarInfo(CONTENTS)
            entry.size = len(table)
            archive.addfile(entry, io.BytesIO(table))

    try:
        _through_pipe(feed, lambda pipe: pyrage.encrypt_io(pipe, output, recipients))
    except pyrage.EncryptError as error:
        # The keys were read before: what fails now is the writing.
        raise OSError(str(error)) from error


def read_archive(
    source: IO[bytes],
    identities: list[pyrage.x25519.Identity],
    folder: Path,
    advance: Advance,
) -> Contents:
    """Decrypt an archive into an empty folder and check every digest.

    Errors:
        BackupUnreadable: wrong key, truncated, changed, or not an archive of this format.
    """

    digests: dict[str, str] = {}

    def unpack(pipe: IO[bytes]) -> None:
        with tarfile.open(fileobj=pipe, mode="r|") as archive:
            for entry in archive:
                digests[entry.name] = _extract(archive, entry, folder, advance)
        # age authenticates the end of the file only when it is reached.
        while pipe.read(_CHUNK):
            pass

    try:
        _through_pipe(lambda descriptor: _decrypt(source, identities, descriptor), unpack)
        contents = Contents(**json.loads((folder / CONTENTS).read_bytes()))
    except (tarfile.TarError, EOFError, ValueError, TypeError, FileNotFoundError) as error:
        raise BackupUnreadable from error
    digests.pop(CONTENTS)
    if contents.format != FORMAT or contents.sha256 != digests or DATABASE not in digests:
        raise BackupUnreadable
    return contents


def _decrypt(source: IO[bytes], identities: list[pyrage.x25519.Identity], descriptor: int) -> None:
    with open(descriptor, "wb") as pipe:
        try:
            pyrage.decrypt_io(source, pipe, identities)
        except pyrage.DecryptError as error:
            raise BackupUnreadable from error
        except OSError as error:
            # A part that does not authenticate is an error without a number.
            if error.errno is None:
                raise BackupUnreadable from error
            raise


def _through_pipe(feed: Callable[[int], None], consume: Callable[[IO[bytes]], Any]) -> None:
    """Run both ends of a pipe; the end that failed first is the one whose error is raised."""
    reader, writer = os.pipe()
    with ThreadPoolExecutor(max_workers=1) as pool:
        feeding = pool.submit(feed, writer)
        with open(reader, "rb") as pipe:
            try:
                consume(pipe)
            except (tarfile.TarError, EOFError):
                # The reader saw a short archive; why it is short, the feeder knows.
                pipe.close()
                feeding.result()
                raise
    feeding.result()


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], advance: Advance) -> str:
    entry = tarfile.TarInfo(name)
    # The size is fixed before reading: a file that grows meanwhile is taken as it was.
    entry.size = os.fstat(file.fileno()).st_size
    reader = _Digesting(file, advance)
    archive.addfile(entry, reader)
    return reader.digest.hexdigest()


def _extract(
    archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path, advance: Advance
) -> str:
    parts = PurePosixPath(entry.name).parts
    known = entry.name in _ALONE or (len(parts) > 1 and parts[0] == FILES)
    if not known or ".." in parts or not entry.isreg():
        raise BackupUnreadable
    content = archive.extractfile(entry)
    if content is None:
        raise BackupUnreadable
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    reader = _Digesting(content, advance)
    with target.open("xb") as file:
        while chunk := reader.read(_CHUNK):
            file.write(chunk)
    target.chmod(0o600)
    return reader.digest.hexdigest()


class _Digesting:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes], advance: Advance) -> None:
        self.file, self.advance, self.digest = file, advance, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        chunk = self.file.read(size)
        self.digest.update(chunk)
        self.advance(len(chunk))
        return chunk
