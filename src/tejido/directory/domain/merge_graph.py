"""Which organization each one counts as, from the merges that stand."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joining:
    """Two organizations counted as one.

    Arguments:
        kept: id of the one whose address stays.
        gone: id of the one that leads there.
    """

    kept: int
    gone: int


def canonical_ids(joinings: Iterable[Joining]) -> dict[int, int]:
    """Return, for every organization joined, the one its whole group counts as.

    Depends on nothing but the joinings that stand and their order: undoing one is computing anew
    without it, so they can be undone in any order. The keeper of the last joining of two groups
    keeps the whole.

    Arguments:
        joinings: those that stand, oldest first.

    >>> canonical_ids([Joining(kept=1, gone=2), Joining(kept=3, gone=2)])
    {1: 3, 2: 3, 3: 3}
    """
    parent: dict[int, int] = {}
    for joining in joinings:
        kept, gone = _root(parent, joining.kept), _root(parent, joining.gone)
        if kept != gone:
            parent[gone] = kept
    return {node: _root(parent, node) for node in list(parent)}


def _root(parent: dict[int, int], node: int) -> int:
    """Return the top of a node's tree, shortening the way to it (union-find, path halving)."""
    parent.setdefault(node, node)
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
