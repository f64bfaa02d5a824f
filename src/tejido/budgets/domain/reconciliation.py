"""Two sources of one budget compared ministry by ministry, every exception named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tejido.budgets.domain.columns import MEASURES
from tejido.budgets.domain.import_report import money
from tejido.budgets.domain.label_words import folded

# Amounts are published to the peso or to the hundredth: sums that differ by less are the same.
TOLERANCE = Decimal("1.00")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BranchSum:
    """What a source has for a ministry in a year.

    Arguments:
        year, document: of the lines.
        code: of the ministry (ramo), "" when the source has none.
        label: its name.
        amounts: sums by measure; None where no line has the amount.
    """

    year: int
    document: str
    code: str
    label: str
    amounts: Mapping[str, Decimal | None]


def reconcile(
    ours: Iterable[BranchSum], theirs: Iterable[BranchSum], tolerance: Decimal = TOLERANCE
) -> list[dict[str, Any]]:
    """Compare two sources for every year and measure both have.

    Arguments:
        ours: the snapshot.
        theirs: its control.
        tolerance: the largest difference that is none.

    Ministries are matched by code where both sources have codes, else by name without accents,
    case and signs. Each comparison is plain data: "year", "measure", the "documents" of both,
    "agree" and "compared" (numbers), "exceptions" (each "branch", "ours", "theirs",
    "difference"), "only_ours" and "only_theirs" (each "branch" and "amount").
    """
    mine, others = list(ours), list(theirs)
    coded = all(one.code for one in mine) and all(one.code for one in others)
    found = []
    for year, document in sorted({(one.year, one.document) for one in mine}):
        for control in sorted({one.document for one in others if one.year == year}):
            left = [one for one in mine if (one.year, one.document) == (year, document)]
            right = [one for one in others if (one.year, one.document) == (year, control)]
            for measure in MEASURES:
                here, there = _sums(left, measure, coded), _sums(right, measure, coded)
                if here and there:
                    found.append(
                        {
                            "year": year,
                            "measure": str(measure),
                            "documents": [document, control],
                            **_compared(here, there, tolerance),
                        }
                    )
    return found


def totals_checked(
    totals: Iterable[tuple[int, tuple[str, ...], Mapping[str, Decimal | None]]],
    sums: Mapping[tuple[str, ...], Mapping[str, Decimal | None]],
    tolerance: Decimal = TOLERANCE,
) -> dict[str, Any]:
    """Compare a file's own totals with the lines they are the sum of.

    Arguments:
        totals: line, what it is the total of, and its amounts.
        sums: of the lines, by the same.

    Returns "checked" and "agree" (numbers of amounts), and "exceptions" (each "line", "of",
    "measure", "total", "sum", "difference").
    """
    checked, exceptions = 0, []
    for line, place, amounts in totals:
        for measure, total in amounts.items():
            if total is None:
                continue
            checked += 1
            added = sums.get(place, {}).get(measure)
            difference = total - (added or _ZERO)
            if added is None or abs(difference) > tolerance:
                exceptions.append(
                    {
                        "line": line,
                        "of": list(place),
                        "measure": measure,
                        "total": money(total),
                        "sum": money(added),
                        "difference": money(difference),
                    }
                )
    return {"checked": checked, "agree": checked - len(exceptions), "exceptions": exceptions}


def _sums(rows: Iterable[BranchSum], measure: str, coded: bool) -> dict[str, tuple[str, Decimal]]:
    """Return name and amount by what ministries are matched by; those without amount left out.

    Several codes of one name are one ministry here, all of them in its name.
    """
    amounts: dict[str, Decimal] = {}
    codes: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for one in rows:
        amount = one.amounts.get(measure)
        if amount is not None:
            key = one.code if coded else folded(one.label)
            amounts[key] = amounts.get(key, _ZERO) + amount
            codes.setdefault(key, set()).add(one.code)
            labels[key] = max(labels.get(key, ""), one.label)
    return {
        key: (f"{', '.join(sorted(codes[key]))} {labels[key]}".strip(), amount)
        for key, amount in amounts.items()
    }


def _compared(
    here: Mapping[str, tuple[str, Decimal]],
    there: Mapping[str, tuple[str, Decimal]],
    tolerance: Decimal,
) -> dict[str, Any]:
    both = sorted(here.keys() & there.keys())
    exceptions = []
    for key in both:
        name, amount = here[key]
        control = there[key][1]
        if abs(amount - control) > tolerance:
            exceptions.append(
                {
                    "branch": name,
                    "ours": money(amount),
                    "theirs": money(control),
                    "difference": money(amount - control),
                }
            )
    return {
        "compared": len(both),
        "agree": len(both) - len(exceptions),
        "exceptions": exceptions,
        "only_ours": _alone(here, there),
        "only_theirs": _alone(there, here),
    }


def _alone(
    one: Mapping[str, tuple[str, Decimal]], other: Mapping[str, tuple[str, Decimal]]
) -> list[dict[str, str | None]]:
    return [
        {"branch": one[key][0], "amount": money(one[key][1])}
        for key in sorted(one.keys() - other.keys())
    ]
