"""Figures of lenses as tables of a page, in the reader's language."""

from dataclasses import dataclass
from decimal import Decimal

from tejido.budgets.lens_figures import Comparison, Group


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class, or a pair of classes.

    Arguments:
        one, other: how the classes are called.
        differ: whether they are not the same class.
        lines: how many lines.
        amount: their sum, or None.
        share: per cent of the sum of all, or None where that says nothing.
    """

    one: str
    other: str
    differ: bool
    lines: int
    amount: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A programme of an institution, as people find it in the ministry's tables."""

    code: str
    institution: str
    programme_code: str
    programme: str
    years: str
    one: str
    other: str
    rules: str
    lines: int
    amount: Decimal | None


def class_rows(found: Comparison, names: dict[str, str], others: dict[str, str]) -> list[ClassRow]:
    """Return the pairs of classes, those that differ first.

    Arguments:
        found: the figures.
        names: how the classes of the first lens are called; `others` those of the second.
    """
    amounts = [Decimal(pair.amount) for pair in found.pairs if pair.amount is not None]
    # A share of what has negative amounts in it would say nothing.
    whole = sum(amounts) if amounts and min(amounts) >= 0 else Decimal()
    rows = [
        ClassRow(
            names.get(pair.one, pair.one),
            others.get(pair.other, pair.other),
            pair.one != pair.other,
            pair.lines,
            amount := None if pair.amount is None else Decimal(pair.amount),
            100 * amount / whole if whole and amount is not None else None,
        )
        for pair in found.pairs
    ]
    return sorted(rows, key=lambda row: (not row.differ, row.one, row.other))


def group_rows(found: Comparison, names: dict[str, str], others: dict[str, str]) -> list[GroupRow]:
    """Return the groups in question; arguments as for `class_rows`."""
    return [
        GroupRow(
            "-".join(filter(None, (one.branch, one.unit))),
            one.unit_label or one.branch_label,
            one.modality + one.programme,
            one.programme_label,
            _years(one),
            names.get(one.one, one.one),
            others.get(one.other, one.other),
            " → ".join(filter(None, (one.one_rule, one.other_rule))),
            one.lines,
            None if one.amount is None else Decimal(one.amount),
        )
        for one in found.groups
    ]


def _years(group: Group) -> str:
    if group.first_year == group.last_year:
        return str(group.first_year)
    return f"{group.first_year}–{group.last_year}"  # noqa: RUF001
