"""The parts of an import's report that are read from the snapshot, and its comparisons."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tejido.budgets.domain.columns import COLUMNS, DIMENSIONS, MEASURES
from tejido.budgets.domain.import_report import (
    Named,
    changed_labels,
    coverage_data,
    money,
    shortened,
)
from tejido.budgets.domain.mapping import Mapping as FileMapping
from tejido.budgets.domain.reconciliation import TOLERANCE, BranchSum, reconcile, totals_checked
from tejido.budgets.domain.report_sql import (
    alike_sql,
    branches_sql,
    coverage_sql,
    key_of,
    labels_sql,
    repeated_sql,
    repeating_sql,
    sums_sql,
)
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.warehouse import Warehouse, lines_sql

Labels = dict[str, list[Named]]
Totals = Iterable[tuple[str, int, Sequence[str | None]]]
_WHOLE = ("year", "document")
# Named in a refusal; a column that holds more is no column of currencies.
_MOST_CURRENCIES = 10


def relation(paths: Sequence[Path]) -> str:
    """Return the lines of some Parquet files, as they stand, for a FROM clause."""
    return f"read_parquet([{', '.join(literal(str(path)) for path in paths)}])"


def counted(engine: Warehouse, lines: str) -> dict[str, Any]:
    """Return coverage, missing amounts and repeated lines."""
    engine.run(f"CREATE TEMP TABLE alike AS {alike_sql(f'({repeating_sql(lines)})')}")
    coverage, nulls = coverage_data(engine.rows(coverage_sql(lines)), MEASURES)
    return {
        "coverage": coverage,
        "nulls": nulls,
        "repeated": {
            "lines": _repeated(engine, "alike", amounts=True),
            "keys": _repeated(engine, "alike", amounts=False),
        },
    }


def currencies_but(engine: Warehouse, lines: str, ours: str) -> list[str]:
    """Return the currencies of lines other than the dataset's, in order, the first few."""
    rows = engine.rows(
        f"FROM {lines} SELECT DISTINCT currency WHERE currency <> {literal(ours)}"
        f" ORDER BY 1 LIMIT {_MOST_CURRENCIES}"
    )
    return [code for (code,) in rows]


def labels_of(engine: Warehouse, lines: str) -> Labels:
    """Return by dimension the codes and labels of lines, with their years."""
    found: Labels = {}
    for name in DIMENSIONS:
        width = len(key_of(name))
        found[name] = [
            Named(tuple(row[:width]), row[width], row[width + 1], row[width + 2])
            for row in engine.rows(labels_sql(lines, name))
        ]
    return found


def labels_data(new: Labels, old: Mapping[str, Sequence[Named]]) -> dict[str, Any]:
    """Return by dimension the codes that have more than one label, those without left out."""
    changed = {name: changed_labels(found, old.get(name, ())) for name, found in new.items()}
    return {name: shortened(found) for name, found in changed.items() if found}


def own_totals(
    engine: Warehouse, lines: str, mapping: FileMapping, totals: Totals
) -> dict[str, Any]:
    """Return how a file's own totals agree with its lines, by the rule that found each."""
    found: dict[str, Any] = {}
    rows = list(totals)
    for rule in mapping.skip:
        of_rule = [
            (line, dict(zip(COLUMNS, values, strict=True)))
            for name, line, values in rows
            if name == rule.name
        ]
        if not of_rule or not rule.by:
            continue
        by = tuple(dict.fromkeys((*_WHOLE, *rule.by)))
        checked = totals_checked(
            [
                (line, tuple(values[name] or "" for name in by), _amounts(values, mapping))
                for line, values in of_rule
            ],
            _sums(engine, lines, by),
        )
        found[rule.name] = {**checked, "exceptions": shortened(checked["exceptions"])}
    return found


def branch_sums(
    engine: Warehouse, paths: Sequence[Path], corrections: Any = None
) -> list[BranchSum]:
    """Return the sums by year, document and ministry, corrections applied."""
    rows = engine.rows(branches_sql(f"({lines_sql(paths, corrections)})"))
    return [
        BranchSum(year, document, code, label, dict(zip(MEASURES, amounts, strict=True)))
        for year, document, code, label, *amounts in rows
    ]


def control_data(ours: Iterable[BranchSum], theirs: Iterable[BranchSum]) -> dict[str, Any]:
    """Return the comparison of two sources, and the tolerance it was made with."""
    return {"tolerance": money(TOLERANCE), "comparisons": reconcile(ours, theirs)}


def _sums(
    engine: Warehouse, lines: str, by: Sequence[str]
) -> dict[tuple[str, ...], dict[str, Decimal | None]]:
    width = len(by)
    return {
        tuple(row[:width]): dict(zip(map(str, MEASURES), row[width:], strict=True))
        for row in engine.rows(sums_sql(lines, by))
    }


def _amounts(values: Mapping[str, str | None], mapping: FileMapping) -> dict[str, Decimal | None]:
    return {
        name: None if (text := values[name]) is None else Decimal(text)
        for name in map(str, mapping.measures)
    }


def _repeated(engine: Warehouse, alike: str, *, amounts: bool) -> list[dict[str, Any]]:
    return [
        {"year": year, "document": document, "groups": groups, "rows": rows}
        for year, document, groups, rows in engine.rows(repeated_sql(alike, amounts=amounts))
    ]
