"""The record of a published statement as a file: record.json, format "tejido-record-1".

Written piece by piece as canonical JSON (RFC 8785), so that memory does not grow with the names.
A kept file is named as those of `pdf` are, so that one of an earlier revision is never served and
a name hidden since stays in none.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from tejido.core.errors import NotFound
from tejido.core.models import Checkpoint
from tejido.core.snapshot import snapshot
from tejido.core.transparency import checkpoints, keys, log
from tejido.core.transparency.notes import SigningKey
from tejido.statements import pdf
from tejido.statements.models import Statement, Version
from tejido.statements.queries import record, recordable
from tejido.statements.verify import canonical

FORMAT = "tejido-record-1"

# A record of so many entries is written while its reader waits, a larger one by the worker.
_AT_ONCE = 2_000


def path_of(statement: Statement) -> Path | None:
    """Return where the current record of a published statement is or will be; None unpublished."""
    version = statement.published_version
    if version is None:
        return None
    return pdf.folder() / f"{pdf.stem_of(statement, version)}-record.json"


def is_small(statement: Statement) -> bool:
    """Say whether the record is quickly written."""
    leaf = statement.last_leaf
    return leaf is not None and log.chain_length(leaf) <= _AT_ONCE


def keep(statement_id: int) -> None:
    """Write the current record into its place, unless it is there; idempotent.

    Errors:
        NotFound: nothing of the statement is published.
        recordable.NoRecord, keys.NoKey, keys.KeyRevoked, keys.KeyUnreadable.
    """
    statement = pdf.published(statement_id)
    path = path_of(statement) if statement else None
    if path is None:
        raise NotFound
    if path.exists():
        return
    fresh = path.with_suffix(f".{os.getpid()}.part")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            # What was read may be of a later revision than what was asked for.
            as_read = path_of(write(statement_id, file))
        if as_read is not None:
            fresh.replace(as_read)
    except FileNotFoundError:
        # Removed as old in the meantime: the revision has grown.
        return
    finally:
        fresh.unlink(missing_ok=True)
    # A name may have been hidden while the file was being made.
    current = pdf.published(statement_id)
    if current is not None:
        pdf.remove_old(current)


def write(statement_id: int, output: IO[bytes]) -> Statement:
    """Write the record of a published statement; return the statement as it was read.

    All of it is of one moment. The checkpoint it rests on is public from now on.

    Errors:
        NotFound: nothing of the statement is published.
        recordable.NoRecord, keys.NoKey, keys.KeyRevoked, keys.KeyUnreadable.
    """
    key = keys.current()
    with snapshot():
        statement = pdf.published(statement_id)
        version = record.recorded(statement) if statement else None
        if statement is None or statement.last_leaf is None or version is None:
            raise NotFound
        size, root = log.head()
        for piece in _pieces(key, size, root, statement.last_leaf, version):
            output.write(piece)
    checkpoints.keep_checkpoint(key, size, root)
    return statement


def _pieces(
    key: SigningKey, size: int, root: bytes, leaf: int, version: Version
) -> Iterator[bytes]:
    """Yield the record's JSON: its keys in order, as RFC 8785 asks."""
    recordable.require_public_routes(version)
    course = record.course(leaf)
    earlier = _earlier(key, size)
    lines = [key.verifying.line, *(line for _checkpoint, line in earlier)]
    sizes = [checkpoint.size for checkpoint, _line in earlier]
    proofs = log.consistency_proofs(sizes, size)
    steps = (
        {"checkpoint": checkpoint.note, "proof": proof}
        for (checkpoint, _line), proof in zip(earlier, proofs, strict=True)
    )
    about = {
        "slug": version.statement.slug,
        "number": version.number,
        "digest": version.digest,
        "content": recordable.content_of(version),
    }
    yield b'{"checkpoint":' + canonical(checkpoints.note_of(key, size, root))
    yield from _list("consistency", steps)
    yield b',"count":' + canonical(record.stated_count(version))
    yield b',"decision":null'
    yield from _list("entries", record.entries(leaf, course))
    yield b',"format":' + canonical(FORMAT)
    yield b',"inclusion":' + canonical(log.inclusion_proof(course.indices, size))
    yield b',"keys":' + canonical(list(dict.fromkeys(lines)))
    yield from _list("signatories", record.signatories(version))
    yield b',"statement":' + canonical(about) + b"}"


def _list(name: str, items: Iterable[object]) -> Iterator[bytes]:
    yield b"," + canonical(name) + b":["
    divider = b""
    for item in items:
        yield divider + canonical(item)
        divider = b","
    yield b"]"


def _earlier(key: SigningKey, size: int) -> list[tuple[Checkpoint, str]]:
    """Return the earlier checkpoints with the keys that signed them, as far as these are known."""
    known = {public.fingerprint: public.line for public in keys.public_keys()}
    known[key.verifying.fingerprint] = key.verifying.line
    return [
        (checkpoint, known[checkpoint.fingerprint])
        for checkpoint in checkpoints.earlier_checkpoints(size)
        if checkpoint.fingerprint in known
    ]
