"""Merkle trees over SHA-256 as RFC 6962 (section 2.1) defines them: hashes, roots and proofs.

Pure: nothing here knows where hashes are kept. A node of the tree is the range of leaves under it,
(begin, end); the tree of `size` leaves is (0, size). A range whose length is a power of two, and
which begins at a multiple of it, is a whole subtree: it never changes, whatever is appended, and
is named by its level and its position among those of that level.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

Range = tuple[int, int]
# Level (0: leaves) and position from the left.
Node = tuple[int, int]

EMPTY_ROOT = hashlib.sha256(b"").digest()


class ProofInvalid(ValueError):
    """A proof has too few or too many hashes, or names leaves that the tree cannot have."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 of a zero byte and its data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of a one byte and the hashes under it."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(length: int) -> int:
    """Return the largest power of two smaller than a length of 2 or more."""
    return 1 << ((length - 1).bit_length() - 1)


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes in their order."""
    peaks, _nodes = extend(0, (), leaves)
    return root_of_peaks(peaks)


def extend(
    size: int, peaks: Sequence[bytes], leaves: Iterable[bytes]
) -> tuple[list[bytes], dict[Node, bytes]]:
    """Append leaves to a tree of which only the peaks are known.

    Arguments:
        size: leaves before.
        peaks: roots of the whole subtrees of `cover((0, size))`, largest first.
        leaves: hashes to append.

    Returns the peaks after, and the hashes of the whole subtrees completed on the way, level 1
    and higher, by node.
    """
    stack = list(peaks)
    completed: dict[Node, bytes] = {}
    for index, leaf in enumerate(leaves, start=size):
        stack.append(leaf)
        # As many subtrees are complete as the count of leaves ends in zero bits.
        level, count = 0, index + 1
        while count % 2 == 0:
            right, left = stack.pop(), stack.pop()
            level, count = level + 1, count // 2
            stack.append(node_hash(left, right))
            completed[level, count - 1] = stack[-1]
    return stack, completed


def root_of_peaks(peaks: Sequence[bytes]) -> bytes:
    """Return the root of a tree from its peaks, largest first."""
    if not peaks:
        return EMPTY_ROOT
    found = peaks[-1]
    for left in reversed(peaks[:-1]):
        found = node_hash(left, found)
    return found


def cover(node: Range) -> list[Node]:
    """Return the whole subtrees that make up a node, from the left.

    >>> cover((0, 7))
    [(2, 0), (1, 2), (0, 6)]
    """
    begin, end = node
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def hash_of(node: Range, hashes: Mapping[Node, bytes]) -> bytes:
    """Return the hash of a node from those of the subtrees in its `cover`.

    Errors:
        KeyError: one of them is missing.
    """
    return root_of_peaks([hashes[part] for part in cover(node)])


def inclusion_path(index: int, size: int) -> list[Range]:
    """Return the nodes whose hashes prove a leaf, from the leaf up (RFC 6962, PATH).

    Errors:
        ProofInvalid: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ProofInvalid
    path: list[Range] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + split(end - begin)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    return path[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected: bytes
) -> bool:
    """Say whether a proof leads from a leaf's hash to the root `expected` of `size` leaves."""
    if not 0 <= index < size:
        return False
    path = inclusion_path(index, size)
    if len(path) != len(proof):
        return False
    found = leaf
    for (begin, _end), sibling in zip(path, proof, strict=True):
        found = node_hash(sibling, found) if begin < index else node_hash(found, sibling)
    return found == expected


def batch_path(indices: Sequence[int], size: int) -> list[Range]:
    """Return the nodes whose hashes prove many leaves at once: no more than are needed.

    They stand in the order in which a walk from the root, left before right, comes to them: the
    largest nodes that hold none of the leaves.

    Arguments:
        indices: of the leaves, growing, each once, at least one.

    Errors:
        ProofInvalid: no leaf, one that the tree has not, or out of order.
    """
    _refuse_disorder(indices, size)
    return list(_outside(indices, (0, size)))


def batch_root(leaves: Mapping[int, bytes], size: int, proof: Iterable[bytes]) -> bytes:
    """Return the root that leaves and a batch proof lead to.

    Arguments:
        leaves: hashes by index, in growing order of the index.
        size: leaves of the tree.
        proof: hashes of the nodes of `batch_path`.

    Errors:
        ProofInvalid: too few or too many hashes, no leaf, or one that the tree has not.
    """
    indices = list(leaves)
    _refuse_disorder(indices, size)
    rest = iter(proof)

    def walk(begin: int, end: int) -> bytes:
        if not _holds(indices, begin, end):
            return _next(rest)
        if end - begin == 1:
            return leaves[begin]
        middle = begin + split(end - begin)
        return node_hash(walk(begin, middle), walk(middle, end))

    found = walk(0, size)
    _refuse_more(rest)
    return found


def consistency_path(old: int, size: int) -> list[Range]:
    """Return the nodes whose hashes prove that a tree extends an earlier one (RFC 6962, PROOF).

    Errors:
        ProofInvalid: the earlier tree is empty or larger.
    """
    if not 0 < old <= size:
        raise ProofInvalid
    path: list[Range] = []
    begin, end, whole = 0, size, True
    while end != old:
        middle = begin + split(end - begin)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin, whole = middle, False
    return path[::-1] if whole else [(begin, end), *path[::-1]]


def verify_consistency(
    old: int, size: int, old_root: bytes, new_root: bytes, proof: Iterable[bytes]
) -> bool:
    """Say whether the tree of `size` leaves begins with the `old` leaves of the earlier root."""
    if not 0 < old <= size:
        return False
    rest = iter(proof)

    def walk(count: int, length: int, known: bool) -> tuple[bytes, bytes]:
        if count == length:
            found = old_root if known else _next(rest)
            return found, found
        middle = split(length)
        if count <= middle:
            before, after = walk(count, middle, known)
            return before, node_hash(after, _next(rest))
        before, after = walk(count - middle, length - middle, False)
        left = _next(rest)
        return node_hash(left, before), node_hash(left, after)

    try:
        found = walk(old, size, True)
        _refuse_more(rest)
    except ProofInvalid:
        return False
    return found == (old_root, new_root)


def _refuse_disorder(indices: Sequence[int], size: int) -> None:
    ordered = all(a < b for a, b in zip(indices, indices[1:], strict=False))
    if not indices or not ordered or indices[0] < 0 or indices[-1] >= size:
        raise ProofInvalid


def _holds(indices: Sequence[int], begin: int, end: int) -> bool:
    place = bisect_left(indices, begin)
    return place < len(indices) and indices[place] < end


def _outside(indices: Sequence[int], node: Range) -> Iterator[Range]:
    begin, end = node
    if not _holds(indices, begin, end):
        yield node
    elif end - begin > 1:
        middle = begin + split(end - begin)
        yield from _outside(indices, (begin, middle))
        yield from _outside(indices, (middle, end))


def _next(proof: Iterator[bytes]) -> bytes:
    try:
        return next(proof)
    except StopIteration as error:
        raise ProofInvalid from error


def _refuse_more(proof: Iterator[bytes]) -> None:
    if next(proof, None) is not None:
        raise ProofInvalid
