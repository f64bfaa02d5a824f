"""Corrections: lines put right when they are read; the snapshot stays as it is.

A rule says which lines of one snapshot it is about and what stands in some of their columns
instead. Who wrote it and why stands beside every figure it touches.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tejido.budgets.domain.cell_sql import AMOUNT_TYPE
from tejido.budgets.domain.columns import COLUMNS, KEYS, MEASURES
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.domain.sql_text import literal

_AMOUNT = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,2})?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_NUMBERS = ("year", "line")
# What says which budget a line belongs to is not a cell that slipped.
_FIXED = (*KEYS, "line")
_LONGEST = 500

Values = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A correction.

    Arguments:
        number: of its row in the database, so that it can be named.
        where: canonical columns and what each holds in the lines that are meant (None: nothing);
            all must hold.
        change: canonical columns and what they hold instead (None: nothing).
    """

    number: int
    where: Values
    change: Values

    def condition(self) -> str:
        """Return which lines it is about, as SQL that is never NULL."""
        return " AND ".join(
            f"{column} IS NOT DISTINCT FROM {_literal(column, value)}"
            for column, value in self.where
        )


def read_rule(where: Mapping[str, object], change: Mapping[str, object], number: int = 0) -> Rule:
    """Read a correction from plain data.

    Errors:
        RuleFault: a column is unknown or may not be changed, a value does not fit it, or the
            rule says nothing.
    """
    rule = Rule(number, _values(where, "where", COLUMNS), _values(change, "change", COLUMNS))
    for column, _ in rule.change:
        if column in _FIXED:
            raise RuleFault("column-fixed", f"change.{column}", column)
    return rule


def corrected_sql(rules: Sequence[Rule]) -> str:
    """Return the canonical columns with corrections applied, each AS itself.

    A later rule goes before an earlier one where both change a column of a line. Conditions are
    about the line as it stands in the snapshot.
    """
    parts = []
    for column in COLUMNS:
        whens = [
            f"WHEN {rule.condition()} THEN {_literal(column, dict(rule.change)[column])}"
            for rule in reversed(rules)
            if column in dict(rule.change)
        ]
        parts.append(f"CASE {' '.join(whens)} ELSE {column} END AS {column}" if whens else column)
    return ", ".join(parts)


def _values(data: Mapping[str, object], place: str, known: Sequence[str]) -> Values:
    if not data:
        raise RuleFault("empty", place)
    for column in data:
        if column not in known:
            raise RuleFault("column-unknown", place, column)
    return tuple(
        (column, _value(column, data[column], f"{place}.{column}"))
        for column in known
        if column in data
    )


def _value(column: str, value: object, place: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise RuleFault("not-text", place, value)
    if column in MEASURES and not _AMOUNT.fullmatch(value):
        raise RuleFault("not-an-amount", place, value)
    if column in _NUMBERS and not _NUMBER.fullmatch(value):
        raise RuleFault("not-a-number", place, value)
    return value


def _literal(column: str, value: str | None) -> str:
    if column in MEASURES:
        amount = "NULL" if value is None else format(Decimal(value), "f")
        return f"CAST({amount} AS {AMOUNT_TYPE})"
    if column in _NUMBERS:
        return "NULL" if value is None else str(int(value))
    return "CAST(NULL AS VARCHAR)" if value is None else literal(value)
