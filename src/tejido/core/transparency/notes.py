"""Signed notes and checkpoints of C2SP (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).

Pure. A note is text and signatures under it, each on a line "— name signature". A key is written
on one line, as Go's golang.org/x/mod/sumdb/note writes it: name, four bytes of a hash, and the
key, Ed25519, divided by "+".
"""

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_MOST_SIGNATURES = 100
_KEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")
_SIZE = re.compile(r"0|[1-9][0-9]*")
_HASH_BYTES = 32


class NoteInvalid(ValueError):
    """What was given is not a key, a note or a checkpoint, or its signature does not hold."""


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """A public key: its name and 32 bytes."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes a signature names its key by."""
        return _key_id(self.name, self.public)

    @property
    def line(self) -> str:
        """The key on one line, as it is handed on."""
        return _key_line(self.name, self.public, self.public)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the line, in hexadecimal: what people compare."""
        return hashlib.sha256(self.line.encode()).hexdigest()

    def is_signature(self, signature: bytes, text: str) -> bool:
        """Say whether 64 bytes are this key's signature of a text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key: its name and the 32 bytes it is made from."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @property
    def verifying(self) -> VerifyingKey:
        """Its public key."""
        return VerifyingKey(self.name, self._private.public_key().public_bytes_raw())

    @property
    def line(self) -> str:
        """The key on one line, as it is kept."""
        return _PRIVATE + _key_line(self.name, self.verifying.public, self.seed)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, text: str) -> str:
        """Return the note: the text, which ends with a line feed, and this key's signature."""
        _refuse_malformed(text)
        signature = self.verifying.key_id + self._private.sign(text.encode())
        return f"{text}\n— {self.name} {b64encode(signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class CheckpointText:
    """What a checkpoint says.

    Arguments:
        origin: the log's name.
        size: how many leaves.
        root: their root, 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def verifying_key(line: str) -> VerifyingKey:
    """Read a public key from its line.

    Errors:
        NoteInvalid: it is none.
    """
    name, key_id, public = _key_parts(line)
    if key_id != _key_id(name, public):
        raise NoteInvalid
    return VerifyingKey(name, public)


def signing_key(line: str) -> SigningKey:
    """Read a private key from its line.

    Errors:
        NoteInvalid: it is none.
    """
    if not line.startswith(_PRIVATE):
        raise NoteInvalid
    name, key_id, seed = _key_parts(line.removeprefix(_PRIVATE))
    key = SigningKey(name, seed)
    if key_id != key.verifying.key_id:
        raise NoteInvalid
    return key


def opened(note: str, keys: Iterable[VerifyingKey]) -> tuple[str, list[VerifyingKey]]:
    """Return a note's text, and the keys among those given that signed it.

    Signatures of other keys are left alone, as the specification asks.

    Errors:
        NoteInvalid: malformed, none of the keys signed it, or a signature of one does not hold.
    """
    text, divider, lines = note.rpartition("\n\n")
    text += "\n"
    if not divider or not lines.endswith("\n"):
        raise NoteInvalid
    _refuse_malformed(text)
    signatures = [_signature(line) for line in lines[:-1].split("\n")]
    if len(signatures) > _MOST_SIGNATURES:
        raise NoteInvalid
    known = {(key.name, key.key_id): key for key in keys}
    found: list[VerifyingKey] = []
    for name, data in signatures:
        key = known.get((name, data[:4]))
        if key is None or key in found:
            continue
        if not key.is_signature(data[4:], text):
            raise NoteInvalid
        found.append(key)
    if not found:
        raise NoteInvalid
    return text, found


def checkpoint(text: str) -> CheckpointText:
    """Read the text of a checkpoint; further lines are allowed and left alone.

    Errors:
        NoteInvalid: it is none.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not _SIZE.fullmatch(lines[1]):
        raise NoteInvalid
    root = _decoded(lines[2])
    if len(root) != _HASH_BYTES:
        raise NoteInvalid
    return CheckpointText(lines[0], int(lines[1]), root)


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _key_line(name: str, public: bytes, secret: bytes) -> str:
    data = b64encode(_ED25519 + secret).decode()
    return f"{name}+{_key_id(name, public).hex()}+{data}"


def _key_parts(line: str) -> tuple[str, bytes, bytes]:
    match = _KEY.fullmatch(line)
    if match is None:
        raise NoteInvalid
    name, key_id, data = match[1], match[2], _decoded(match[3])
    if data[:1] != _ED25519 or len(data) != 1 + _HASH_BYTES:
        raise NoteInvalid
    return name, bytes.fromhex(key_id), data[1:]


def _signature(line: str) -> tuple[str, bytes]:
    match = _SIGNATURE.fullmatch(line)
    data = _decoded(match[2]) if match else b""
    if match is None or len(data) < 5:
        raise NoteInvalid
    return match[1], data


def _decoded(text: str) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except binascii.Error as error:
        raise NoteInvalid from error
    # The last character may hold bits that mean nothing; one value has one spelling.
    if b64encode(data).decode() != text:
        raise NoteInvalid
    return data


def _refuse_malformed(text: str) -> None:
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise NoteInvalid
