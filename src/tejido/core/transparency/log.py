"""The transparency log in the database: appending, reading, proving. Checkpoints: `checkpoints`.

An entry is written in the transaction of the act it tells of, so that a crash leaves neither an
act without its entry nor a gap. What an entry holds is public for ever: ids, digests, days. Names
stand in it as a commitment, SHA-256 of a salt and of the names as RFC 8785 JSON; the salt and the
names lie in `LogOpening` and are deleted with whoever they name.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import rfc8785
from django.db import connection, transaction

from tejido.core.models import LogEntry, LogHead, LogOpening
from tejido.core.transparency import merkle
from tejido.core.transparency.log_sql import INSERTS, LEAVES, MOVE_TIP, NODES, TIP

Plain = str | int | None

# Hashes asked for in one query.
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class _Tip:
    """Where the log stands: its size, its peaks, and the chain of the leaf that is followed."""

    size: int
    peaks: list[str]
    chain: int | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """What an entry is to say.

    Arguments:
        kind: of the act: "signature", "withdrawal".
        fields: public for ever; never a name, an address or anything else of a person.
        names: public fields that may have to be erased; only a commitment to them is logged.
    """

    kind: str
    fields: Mapping[str, Plain]
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The names an entry commits to: SHA-256 of the salt's 32 bytes and of the names as JSON."""

    salt: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is read.

    Arguments:
        index: its place.
        value: what it says.
        leaf_hash: its hash in the tree, hexadecimal.
        opening: the names it commits to, where asked for and not erased.
    """

    index: int
    value: Mapping[str, Plain]
    leaf_hash: str
    opening: Opening | None = None


def append(leaves: Sequence[Leaf], *, previous: int | None) -> list[int]:
    """Append leaves in the caller's transaction; at most six queries, however many they are.

    The log's row is locked until the transaction ends: take it last.

    Arguments:
        leaves: in order; each follows the one before.
        previous: index of the leaf the first one follows (the newest of its statement), or None.

    Returns the indices, growing by one.

    Errors:
        TransactionManagementError: there is no transaction.
        ValueError: `previous` is not in the log, or a field bears a name the log uses itself.
    """
    if not leaves:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The log is written with the act it tells of.")
    tip = _locked_tip(previous)
    indices = list(range(tip.size, tip.size + len(leaves)))
    chain = indices[0] if tip.chain is None else tip.chain
    openings = {i: _opening(leaf) for i, leaf in zip(indices, leaves, strict=True) if leaf.names}
    followed = [previous, *indices]
    values = [
        rfc8785.dumps(_value(leaf, before, openings.get(i)))
        for i, leaf, before in zip(indices, leaves, followed, strict=False)
    ]
    hashes = [merkle.leaf_hash(value) for value in values]
    peaks, nodes = merkle.extend(tip.size, [bytes.fromhex(p) for p in tip.peaks], hashes)
    _insert(
        "entries",
        (
            [i, chain, hashed.hex(), value.decode()]
            for i, hashed, value in zip(indices, hashes, values, strict=True)
        ),
    )
    _insert("nodes", ([level, position, h.hex()] for (level, position), h in nodes.items()))
    _insert("openings", ([i, o.salt, json.dumps(dict(o.names))] for i, o in openings.items()))
    with connection.cursor() as cursor:
        kept = json.dumps([peak.hex() for peak in peaks])
        cursor.execute(MOVE_TIP[connection.vendor], [tip.size + len(leaves), kept])
    return indices


def size() -> int:
    """Return how many leaves the log holds."""
    return head()[0]


def head() -> tuple[int, bytes]:
    """Return how many leaves the log holds, and their root."""
    row = LogHead.objects.filter(pk=1).first()
    if row is None:
        return 0, merkle.EMPTY_ROOT
    return row.size, merkle.root_of_peaks([bytes.fromhex(peak) for peak in row.peaks])


def root_at(count: int) -> bytes:
    """Return the root over the first `count` leaves."""
    hashes = _hashes([(0, count)])
    return merkle.hash_of((0, count), hashes)


def entries(indices: Iterable[int]) -> list[Entry]:
    """Return entries by index, in growing order."""
    return [_entry(row) for row in LogEntry.objects.filter(index__in=list(indices))]


def chain(leaf: int, *, with_openings: bool = False) -> Iterator[Entry]:
    """Yield the entries of the chain a leaf belongs to, in order, without holding them all.

    Arguments:
        leaf: index of any leaf of the chain.
        with_openings: with the names they commit to, where they are not erased.
    """
    rows = LogEntry.objects.filter(chain=_chain(leaf))
    if not with_openings:
        yield from map(_entry, rows.iterator())
        return
    for row in rows.select_related("opening").iterator():
        opening = getattr(row, "opening", None)
        found = Opening(opening.salt, opening.fields) if opening else None
        yield Entry(row.index, row.value, row.leaf_hash, found)


def chain_length(leaf: int) -> int:
    """Return how many entries the chain of a leaf has."""
    return LogEntry.objects.filter(chain=_chain(leaf)).count()


def openings(indices: Iterable[int]) -> dict[int, Opening]:
    """Return the openings that are not erased, by index of their entry."""
    rows = LogOpening.objects.filter(pk__in=list(indices))
    return {row.pk: Opening(row.salt, row.fields) for row in rows}


def told(indices: Iterable[int]) -> dict[int, tuple[str, Mapping[str, str] | None]]:
    """Return what entries that name somebody say: the sort and the names.

    None where nobody may be named; names that were erased are empty.
    """
    rows = LogEntry.objects.filter(index__in=list(indices)).select_related("opening")
    return {row.index: (row.value["sort"], _names(row)) for row in rows}


def _names(row: LogEntry) -> Mapping[str, str] | None:
    if row.value["names"] is None:
        return None
    names: Mapping[str, str] = row.opening.fields if hasattr(row, "opening") else {}
    return names


def erase_openings(indices: Iterable[int]) -> None:
    """Delete the names some entries commit to, and their salts; the log stays valid."""
    LogOpening.objects.filter(pk__in=list(indices)).delete()


def inclusion_proof(indices: Sequence[int], count: int) -> list[str]:
    """Return the batch proof (hexadecimal) that leaves are among the first `count`.

    Errors:
        merkle.ProofInvalid: no leaf, one that is not there, or out of order.
    """
    [proof] = _proofs([merkle.batch_path(indices, count)])
    return proof


def consistency_proofs(olds: Iterable[int], count: int) -> list[list[str]]:
    """Return the proofs (hexadecimal) that the first `count` leaves begin with the first `old`.

    A constant number of queries for a few thousand.

    Errors:
        merkle.ProofInvalid: one of `olds` is 0 or larger than `count`.
    """
    return _proofs([merkle.consistency_path(old, count) for old in olds])


def _proofs(paths: Sequence[Sequence[merkle.Range]]) -> list[list[str]]:
    hashes = _hashes(node for path in paths for node in path)
    return [[merkle.hash_of(node, hashes).hex() for node in path] for path in paths]


def _hashes(path: Iterable[merkle.Range]) -> dict[merkle.Node, bytes]:
    wanted = sorted({part for node in path for part in merkle.cover(node)})
    found: dict[merkle.Node, bytes] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            for query, of_leaves in ((LEAVES, True), (NODES, False)):
                part = [node for node in batch if (node[0] == 0) == of_leaves]
                if part:
                    cursor.execute(query[connection.vendor], [json.dumps(part)])
                    found.update({(row[0], row[1]): bytes.fromhex(row[2]) for row in cursor})
    return found


def _entry(row: LogEntry) -> Entry:
    return Entry(row.index, row.value, row.leaf_hash)


def _locked_tip(previous: int | None) -> _Tip:
    """Lock the log's row until the transaction ends; return where the log stands."""
    with connection.cursor() as cursor:
        cursor.execute(TIP[connection.vendor], [previous])
        row = cursor.fetchone()
    if row is None:
        LogHead.objects.get_or_create(pk=1)
        return _locked_tip(previous)
    size, peaks, chain = row
    if previous is not None and chain is None:
        raise ValueError(f"The log has no leaf {previous}.")
    return _Tip(size, json.loads(peaks), chain)


def _chain(leaf: int) -> int:
    found = LogEntry.objects.filter(index=leaf).values_list("chain", flat=True).first()
    if found is None:
        raise ValueError(f"The log has no leaf {leaf}.")
    return found


def _opening(leaf: Leaf) -> Opening:
    return Opening(secrets.token_hex(32), leaf.names or {})


def _value(leaf: Leaf, previous: int | None, opening: Opening | None) -> dict[str, Plain]:
    taken = {"kind", "previous", "salt", *(["names"] if opening else [])} & leaf.fields.keys()
    if taken:
        raise ValueError(f"The log itself writes {sorted(taken)}.")
    value: dict[str, Plain] = {
        "kind": leaf.kind,
        **leaf.fields,
        "previous": previous,
        "salt": secrets.token_hex(32),
    }
    if opening:
        value["names"] = commitment(opening)
    return value


def commitment(opening: Opening) -> str:
    """Return what stands in an entry for the names of an opening, in hexadecimal."""
    salt = bytes.fromhex(opening.salt)
    return hashlib.sha256(salt + rfc8785.dumps(dict(opening.names))).hexdigest()


def _insert(what: str, rows: Iterable[Sequence[Plain]]) -> None:
    data = list(rows)
    if data:
        with connection.cursor() as cursor:
            cursor.execute(INSERTS[connection.vendor][what], [json.dumps(data)])
