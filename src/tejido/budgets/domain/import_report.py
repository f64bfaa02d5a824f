"""What an import reports: plain data kept with the snapshot, read by pages and commands.

docs/budgets.md describes every field. Lists name at most MOST_NAMED things and say how many
there are; nothing is repaired.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MOST_NAMED = 200
# Above this share of records refused, the mapping does not fit the file.
MOST_REFUSED = Decimal("0.10")


def too_many_refused(kept: int, refused: int) -> bool:
    """Whether so few records can be read that the mapping cannot be meant for the file."""
    return not kept or refused > MOST_REFUSED * (kept + refused)


def money(value: Decimal | None) -> str | None:
    """Return an amount as text with two decimals, None as it is."""
    return None if value is None else f"{value:.2f}"


def coverage_data(
    rows: Iterable[Sequence[Any]], measures: Sequence[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what years and documents hold, and the amounts that are missing.

    Arguments:
        rows: year, document, number of lines, then for each measure its sum and how many lines
            have it.
        measures: in that order.

    Returns the coverage ({"year", "document", "rows", "totals"}) and the nulls ({"year",
    "document", "measure", "rows"}); a measure no line of a year has is not in the latter.
    """
    coverage, nulls = [], []
    for year, document, count, *amounts in rows:
        sums = dict(zip(measures, amounts[::2], strict=True))
        known = dict(zip(measures, amounts[1::2], strict=True))
        place = {"year": year, "document": document}
        totals = {str(name): money(sums[name]) for name in measures}
        coverage.append({**place, "rows": count, "totals": totals})
        nulls += [
            {**place, "measure": str(name), "rows": count - known[name]}
            for name in measures
            if 0 < known[name] < count
        ]
    return coverage, nulls


@dataclass(frozen=True, slots=True)
class Named:
    """A code with one label it has, and the years it has it in.

    Arguments:
        key: the codes that make it one: ("05", "E", "002").
    """

    key: tuple[str, ...]
    label: str
    first: int
    last: int


def changed_labels(new: Iterable[Named], old: Iterable[Named] = ()) -> list[dict[str, Any]]:
    """Return the codes that have more than one label, those of earlier snapshots included.

    Arguments:
        new: of the file.
        old: of the earlier snapshots; a code the file does not have is left out.
    """
    found: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
    for one in new:
        _add(found.setdefault(one.key, {}), one)
    for one in old:
        if one.key in found:
            _add(found[one.key], one)
    return [
        {
            "code": "-".join(key),
            "labels": [
                {"label": label, "first": first, "last": last}
                for label, (first, last) in sorted(labels.items(), key=lambda kv: (kv[1], kv[0]))
            ],
        }
        for key, labels in sorted(found.items())
        if len(labels) > 1
    ]


def shortened(items: Sequence[Any]) -> dict[str, Any]:
    """Return how many there are, and the first MOST_NAMED of them."""
    return {"count": len(items), "first": list(items[:MOST_NAMED])}


def _add(labels: dict[str, tuple[int, int]], one: Named) -> None:
    first, last = labels.get(one.label, (one.first, one.last))
    labels[one.label] = (min(first, one.first), max(last, one.last))
