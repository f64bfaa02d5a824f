"""The key that signs checkpoints: a file outside the database, readable by its owner alone.

Beside it lies a list of all public keys the log ever signed with, oldest first, so that an old
checkpoint still names its key and a revoked key is known as such.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import DomainError
from tejido.core.transparency import notes
from tejido.core.transparency.notes import NoteInvalid, SigningKey, VerifyingKey


class NoKey(DomainError):
    """The log has no key yet."""

    status = 409
    default_code = "no-log-key"
    default_message = _("The log has no signing key. Make one with: tejido keys new")


class KeyRevoked(DomainError):
    """The log's key was revoked, and no other made since."""

    status = 409
    default_code = "log-key-revoked"
    default_message = _("The log's key is revoked. Make another with: tejido keys new")


class KeyUnreadable(DomainError):
    """The key file does not hold a key."""

    status = 500
    default_code = "log-key-unreadable"
    default_message = _("The file of the log's key does not hold a key.")


class UnknownKey(DomainError):
    """No key of the log has this fingerprint."""

    status = 404
    default_code = "unknown-log-key"
    default_message = _("The log has no key with this fingerprint.")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key the log signs or signed with.

    Arguments:
        line: the public key on one line.
        made_on: ISO day.
        revoked_on: ISO day, or "" while it holds.
    """

    line: str
    made_on: str
    revoked_on: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the line, in hexadecimal."""
        return notes.verifying_key(self.line).fingerprint


def key_path() -> Path:
    """Return the file of the private key, which need not exist yet."""
    return Path(settings.LOG_KEY_FILE)


def list_path() -> Path:
    """Return the list of public keys beside it."""
    return key_path().with_name(f"{key_path().name}.public.json")


def current() -> SigningKey:
    """Return the key to sign with.

    Errors:
        NoKey, KeyRevoked, KeyUnreadable.
    """
    try:
        line = key_path().read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise NoKey from error
    try:
        key = notes.signing_key(line)
    except NoteInvalid as error:
        raise KeyUnreadable from error
    known = {public.line: public for public in public_keys()}.get(key.verifying.line)
    if known is not None and known.revoked_on:
        raise KeyRevoked
    return key


def public_keys() -> list[PublicKey]:
    """Return every key the log signs or signed with, oldest first."""
    try:
        rows = json.loads(list_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [PublicKey(**row) for row in rows]


def public_key() -> PublicKey | None:
    """Return the newest public key, revoked or not; None before the first."""
    found = public_keys()
    return found[-1] if found else None


def key_state() -> str:
    """Return a word that changes whenever a key is made or revoked: part of the names of files."""
    key = public_key()
    if key is None:
        return "unsigned"
    return f"{key.fingerprint[:16]}{'-revoked' * bool(key.revoked_on)}"


def is_revoked(fingerprint: str) -> bool:
    """Say whether a key of the log was revoked."""
    return any(key.fingerprint == fingerprint and key.revoked_on for key in public_keys())


def verifying_keys() -> list[VerifyingKey]:
    """Return the keys that checkpoints of the log may be signed with."""
    return [notes.verifying_key(key.line) for key in public_keys()]


def make_key() -> PublicKey:
    """Make a key and sign with it from now on; earlier public keys stay in the list.

    The log keeps its name, which is the host of the installation's address when the first key is
    made.

    Errors:
        OSError: the folder cannot be written.
    """
    with _locked():
        keys = public_keys()
        name = (
            notes.verifying_key(keys[0].line).name if keys else urlsplit(settings.BASE_URL).netloc
        )
        key = SigningKey(name, secrets.token_bytes(32))
        made = PublicKey(key.verifying.line, timezone.localdate().isoformat())
        # The public key first: whatever is signed, its key is in the list.
        _write_list([*keys, made])
        _write(key_path(), key.line + "\n")
    return made


def revoke_key(fingerprint: str) -> PublicKey:
    """Note that a key is no longer to be believed; nothing is signed with it any more.

    Arguments:
        fingerprint: as shown, spaces allowed.

    Errors:
        UnknownKey.
    """
    wanted = "".join(fingerprint.split()).lower()
    with _locked():
        keys = public_keys()
        found = next((key for key in keys if key.fingerprint == wanted), None)
        if found is None:
            raise UnknownKey
        today = timezone.localdate().isoformat()
        revoked = replace(found, revoked_on=found.revoked_on or today)
        _write_list([revoked if key == found else key for key in keys])
    return revoked


def take_over(listed: Path, private: Path) -> None:
    """Take over keys from a backup: all public ones, and the private one if it was put in.

    Without it a key this installation made already goes on signing.

    Arguments:
        listed: list of public keys.
        private: key file, which need not exist.
    """
    with _locked():
        brought = [PublicKey(**row) for row in json.loads(listed.read_text(encoding="utf-8"))]
        known = {key.line for key in brought}
        own = [key for key in public_keys() if key.line not in known]
        if private.exists():
            _write_list([*own, *brought])
            _write(key_path(), private.read_text(encoding="utf-8"))
        else:
            _write_list([*brought, *own])


def grouped(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, to be read aloud."""
    return " ".join(fingerprint[n : n + 4] for n in range(0, len(fingerprint), 4))


def _write_list(keys: list[PublicKey]) -> None:
    _write(list_path(), json.dumps([asdict(key) for key in keys], indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    """Put a file in place whole and on disk, for its owner alone."""
    fresh = path.with_name(f".{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@contextmanager
def _locked() -> Iterator[None]:
    key_path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(key_path().with_name(f"{key_path().name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
