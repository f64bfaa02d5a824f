"""A mapping as SQL over the relation `raw` that `reading.raw_sql` gives: clean text, or NULL."""

from collections.abc import Sequence
from dataclasses import dataclass

from tejido.budgets.domain import cell_sql as sql
from tejido.budgets.domain.columns import MEASURES, TEXT_COLUMNS, Document
from tejido.budgets.domain.mapping import (
    MAPPED,
    ColumnRule,
    Condition,
    Mapping,
    SkipRule,
    heading_of,
)
from tejido.budgets.domain.sql_text import identifier, literal

HEADER_INSIDE = "header"
EMPTY_RECORD = "empty"
# Figures a label or code never holds: groups of three with commas, or hundredths.
_LIKE_AN_AMOUNT = "-?[(]?[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?[)]?|-?[0-9]+[.][0-9]{1,2}"


@dataclass(frozen=True, slots=True)
class RowFault:
    """Something wrong with a record, as an SQL condition that is never NULL.

    Arguments:
        name: which fault; `budgets.row_fault_messages` says it.
        column: canonical column it is about, "" for the record as a whole.
        condition: true where it is so.
        refuses: the record is not kept; else it is kept as it stands, and reported.
    """

    name: str
    column: str
    condition: str
    refuses: bool


def select_list(mapping: Mapping, header: Sequence[str]) -> str:
    """Return the expressions, each AS its canonical column, of every one but `line`.

    A column the mapping or the file does not have is NULL of its type.
    """
    return ",\n".join(
        f"{_column(mapping, column, header)} AS {identifier(column)}" for column in MAPPED
    )


def faults_list(mapping: Mapping, header: Sequence[str]) -> tuple[RowFault, ...]:
    """Return what may be wrong with a record that is a line (`skip_case` is NULL)."""
    faults = [
        RowFault(
            f"{column}-unreadable", column, f"{_column(mapping, column, header)} IS NULL", True
        )
        for column in ("year", "document", "currency")
    ]
    amounts = _amount_headings(mapping, header)
    for measure, heading in amounts:
        text, value = identifier(heading), sql.amount(heading, mapping.amounts)
        unreadable = f"({text} IS NOT NULL AND {value} IS NULL)"
        faults.append(RowFault("amount-unreadable", measure, unreadable, True))
        finer = f"({value} IS NOT NULL AND {sql.finer(heading, mapping.amounts)})"
        faults.append(RowFault("amount-rounded", measure, finer, False))
    others = [
        other
        for column, rule in mapping.columns.items()
        if column not in MEASURES and (other := heading_of(rule.names, header)) is not None
    ]
    if amounts and others:
        faults.append(RowFault("shifted", "", _shifted(amounts, others), False))
    return tuple(faults)


def skip_case(mapping: Mapping, header: Sequence[str]) -> str:
    """Return the expression that names the skip rule a record falls under; NULL for a line.

    Beside the mapping's own, a record that repeats the headings is HEADER_INSIDE and one without
    anything is EMPTY_RECORD, whatever the mapping says.
    """
    used = _headings(mapping, header)
    nothing = " AND ".join(f"{identifier(name)} IS NULL" for name in used)
    repeated = " AND ".join(f"lower({identifier(name)}) = {literal(name.lower())}" for name in used)
    whens = [
        f"WHEN {nothing} THEN {literal(EMPTY_RECORD)}",
        f"WHEN {repeated} THEN {literal(HEADER_INSIDE)}",
    ]
    for rule in mapping.skip:
        condition = _skip_condition(rule, header)
        if condition:
            whens.append(f"WHEN {condition} THEN {literal(rule.name)}")
    return f"CASE {' '.join(whens)} END"


def copied(mapping: Mapping, header: Sequence[str]) -> dict[str, str]:
    """Return the headings whose cells become a column's text as they stand, each with the column.

    No rule makes anything else of them, and no condition asks for them.
    """
    found, otherwise = {}, set()
    for column, rule in mapping.columns.items():
        heading = heading_of(rule.names, header)
        if heading is not None and column in TEXT_COLUMNS and rule == ColumnRule(rule.names):
            found[heading] = column
        else:
            otherwise.add(heading)
    for skip in mapping.skip:
        otherwise.update(heading_of(condition.names, header) for condition in skip.where)
    return {heading: column for heading, column in found.items() if heading not in otherwise}


def _column(mapping: Mapping, column: str, header: Sequence[str]) -> str:
    rule = mapping.columns.get(column, ColumnRule())
    heading = heading_of(rule.names, header)
    if column in MEASURES:
        return (
            sql.amount(heading, mapping.amounts) if heading else f"CAST(NULL AS {sql.AMOUNT_TYPE})"
        )
    if rule.const is not None:
        text = literal(rule.const)
    else:
        text = _text(rule, heading) if heading else "CAST(NULL AS VARCHAR)"
    return _typed(column, text)


def _text(rule: ColumnRule, heading: str) -> str:
    text = identifier(heading)
    if rule.part:
        text = sql.part(text, rule.part)
    if rule.values:
        text = sql.table(text, rule.values)
    return sql.code(text, rule.pad)


def _typed(column: str, text: str) -> str:
    if column == "year":
        return (
            f"CASE WHEN regexp_full_match({text}, '(?:19|20)[0-9][0-9]')"
            f" THEN CAST({text} AS INTEGER) END"
        )
    if column == "document":
        return f"CASE WHEN {sql.any_of(text, Document)} THEN {text} END"
    if column == "currency":
        return f"CASE WHEN regexp_full_match({text}, '[A-Z][A-Z][A-Z]') THEN {text} END"
    return text


def _amount_headings(mapping: Mapping, header: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (measure, heading)
        for measure in mapping.measures
        if (heading := heading_of(mapping.columns[measure].names, header)) is not None
    ]


def _headings(mapping: Mapping, header: Sequence[str]) -> list[str]:
    """Return every heading of the file that the mapping reads, each once."""
    found = (heading_of(rule.names, header) for rule in mapping.columns.values())
    return list(dict.fromkeys(name for name in found if name is not None))


def _shifted(amounts: Sequence[tuple[str, str]], others: Sequence[str]) -> str:
    """No amount where one belongs, and one in a column of codes or labels."""
    none = " AND ".join(f"{identifier(heading)} IS NULL" for _, heading in amounts)
    pattern = literal(_LIKE_AN_AMOUNT)
    strays = " OR ".join(
        f"coalesce(regexp_full_match({identifier(name)}, {pattern}), false)"
        for name in dict.fromkeys(others)
    )
    return f"CASE WHEN {none} THEN ({strays}) ELSE false END"


def _skip_condition(rule: SkipRule, header: Sequence[str]) -> str:
    """Return the rule's condition; "" when the file lacks one of its columns."""
    parts = []
    for condition in rule.where:
        heading = heading_of(condition.names, header)
        if heading is None:
            return ""
        parts.append(_condition(condition, identifier(heading)))
    return " AND ".join(parts)


def _condition(condition: Condition, text: str) -> str:
    parts = []
    if condition.values:
        parts.append(f"coalesce({sql.any_of(text, condition.values)}, false)")
    if condition.pattern:
        pattern = literal(condition.pattern)
        parts.append(f"coalesce(regexp_full_match({text}, {pattern}), false)")
    if condition.empty is not None:
        parts.append(f"{text} IS {'' if condition.empty else 'NOT '}NULL")
    return f"({' AND '.join(parts)})"
