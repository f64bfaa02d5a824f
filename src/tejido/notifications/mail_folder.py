"""A folder in the place of a mail server: each mail a file, read on a page of the demo."""

import os
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage as ReadMail
from email.policy import default as modern
from pathlib import Path
from secrets import token_hex
from unicodedata import normalize

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tejido.notifications.domain.messages import Recipient

# The folder holds the newest mails only: it is for trying things out.
MAILS_KEPT = 10_000
DAYS_KEPT = 30

_BACKEND = "tejido.notifications.mail_folder.FolderBackend"
_NAME = re.compile(r"[0-9]{20}\.[a-z_.]+\.[0-9]+\.[0-9a-f]{16}\.eml")
_OTHER = "other.0"


class FolderBackend(BaseEmailBackend):
    """Writes each mail whole into `EMAIL_FILE_PATH`, for its owner's eyes only (mode 600)."""

    _is_open = False

    def open(self) -> bool:
        """Make the folder and let go of the oldest mails, the first time."""
        if self._is_open:
            return False
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        _prune(mail_paths())
        self._is_open = True
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write mails; return how many.

        Errors:
            OSError: the folder cannot be written.
        """
        self.open()
        for message in email_messages:
            _write(message)
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail of the folder, as text.

    Arguments:
        name: of its file; names it in addresses.
        subject, to: its header lines, decoded.
        date: when it was written; None when it does not say.
        headers: all of them, as pairs.
        text, html: its two forms; "" when it has none.
    """

    name: str
    subject: str
    to: str
    date: datetime | None
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


def is_in_use() -> bool:
    """Whether mails of this installation go to the folder."""
    return bool(settings.EMAIL_BACKEND == _BACKEND)


def folder() -> Path:
    """Return the folder, which need not exist yet."""
    return Path(settings.EMAIL_FILE_PATH)


def mail_paths() -> list[Path]:
    """Return the files of the folder's mails, newest first."""
    return sorted(path for path in folder().glob("*.eml") if _NAME.fullmatch(path.name))[::-1]


def read_mail(name: str) -> StoredMail | None:
    """Return a mail of the folder by its file's name; None when there is none of that name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        mail = _parsed((folder() / name).read_bytes())
    except FileNotFoundError:
        return None
    return StoredMail(
        name=name,
        subject=str(mail["Subject"] or ""),
        to=str(mail["To"] or ""),
        date=_date(mail),
        headers=tuple((key, str(value)) for key, value in mail.items()),
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
    )


def forget_mails(recipient: Recipient, words: Iterable[str]) -> int:
    """Delete the mails to a recipient, and those in which any of some words stands.

    Arguments:
        recipient: whose mails are deleted, whatever they say.
        words: names and addresses, as they are written; empty ones are left out.

    Returns the number of mails deleted.
    """
    wanted = [_folded(word) for word in words if word.strip()]
    gone = 0
    for path in folder().glob("*.eml") if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if f".{_tag(recipient)}." in path.name or _holds_any(path, wanted):
                path.unlink()
                gone += 1
    return gone


def _write(message: EmailMessage) -> None:
    """Put a mail into the folder whole or not at all."""
    recipient = getattr(message, "recipient", None)
    tag = _tag(recipient) if recipient else _OTHER
    name = f"{time.time_ns():020d}.{tag}.{token_hex(8)}.eml"
    fresh = folder() / f".{name}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(message.message().as_bytes())
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, folder() / name)


def _tag(recipient: Recipient) -> str:
    return f"{recipient.kind}.{recipient.id}"


def _prune(paths: Sequence[Path]) -> None:
    oldest = time.time() - DAYS_KEPT * 86400
    for number, path in enumerate(paths):
        with suppress(FileNotFoundError):
            if number >= MAILS_KEPT or path.stat().st_mtime < oldest:
                path.unlink()


def _parsed(data: bytes) -> ReadMail:
    mail = message_from_bytes(data, policy=modern)
    if not isinstance(mail, ReadMail):
        raise TypeError("the policy makes modern mails")
    return mail


def _date(mail: ReadMail) -> datetime | None:
    found: datetime | None = getattr(mail["Date"], "datetime", None)
    return found


def _part(mail: ReadMail, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def _holds_any(path: Path, wanted: Sequence[str]) -> bool:
    if not wanted:
        return False
    mail = _parsed(path.read_bytes())
    said = [str(value) for value in mail.values()]
    said += [_part(mail, "plain"), _part(mail, "html")]
    text = _folded("\n".join(said))
    return any(word in text for word in wanted)


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold().strip()
