"""The peer: every name against every other with rapidfuzz `cdist`, joined above a likeness.

Runs in an environment of its own (it needs numpy). Reads one JSON object with ``rows`` (id, name)
and ``thresholds`` (0 to 100) on standard input; writes seconds, peak megabytes, and the cluster of
each id for each threshold, so that the caller may take its best.
"""

import json
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy
from rapidfuzz import fuzz, process


def clusters(likeness: Any, threshold: float) -> list[int]:
    """The cluster of each row: rows linked at or above a threshold, directly or through others."""
    parent = list(range(len(likeness)))

    def find(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, other in zip(*numpy.nonzero(likeness >= threshold), strict=True):
        first, second = find(int(one)), find(int(other))
        parent[max(first, second)] = min(first, second)
    return [find(row) for row in range(len(parent))]


def resolve(rows: Sequence[Mapping[str, Any]], thresholds: Sequence[float]) -> dict[str, Any]:
    """Compare everything with everything and join."""
    began = time.perf_counter()
    names = [str(row["name"]) for row in rows]
    likeness = process.cdist(
        names, names, scorer=fuzz.token_sort_ratio, dtype=numpy.uint8, workers=2
    )
    found: dict[str, list[list[int]]] = {}
    seconds = 0.0
    for number, threshold in enumerate(thresholds):
        labels = clusters(likeness, threshold)
        if number == 0:
            seconds = time.perf_counter() - began
        found[str(threshold)] = [
            [int(row["id"]), label] for row, label in zip(rows, labels, strict=True)
        ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak, "clusters": found}


def main() -> None:
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    json.dump(resolve(question["rows"], question["thresholds"]), sys.stdout)


if __name__ == "__main__":
    main()
