"""The last step of every figure: one row for each year, group and measure, in a total order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tejido.budgets.asking.sql_summed import quoted
from tejido.budgets.domain.sql_text import literal

RATIO: Final = "ratio"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row.

    Arguments:
        measure: the stage of the money.
        indicator: what is computed of it.
        value: SQL of a decimal.
        unit: what it is counted in.
        given: SQL of how many lines have the amount it rests on.
    """

    measure: str
    indicator: str
    value: str
    unit: str
    given: str


def money_sql(value: str) -> str:
    """Return an amount with two decimals."""
    return f"CAST({value} AS DECIMAL(38, 2))"


def ratio_sql(part: str, whole: str) -> str:
    """Return a ratio with six decimals; NULL when the whole is nothing.

    It is rounded as a decimal: engines round a binary number that stands half-way each their way.
    """
    ratio = f"CAST(CAST({part} AS DOUBLE) / CAST({whole} AS DOUBLE) AS DECIMAL(38, 12))"
    return f"CASE WHEN {whole} <> 0 THEN CAST(ROUND({ratio}, 6) AS DECIMAL(38, 6)) END"


def tall_sql(groups: Sequence[str], source: str, cells: Sequence[Cell], first: int = 1) -> str:
    """Return the step that puts each value of a wide relation in a row of its own.

    Arguments:
        groups: columns of the answer beside the year.
        source: the wide relation.
        cells: what stands in it, in the order of the answer's rows.
        first: the place of the first cell among the rows of a year and group.
    """
    keys = ", ".join(["year", *map(quoted, groups)])
    return "\n  UNION ALL\n  ".join(
        f"SELECT {keys}, {literal(cell.measure)} AS measure, "
        f"{literal(cell.indicator)} AS indicator,\n    CAST({cell.value} AS VARCHAR) AS value, "
        f"{literal(cell.unit)} AS unit, line_count AS line_count, {cell.given} AS given, "
        f"{place} AS place FROM {source}"
        for place, cell in enumerate(cells, start=first)
    )


def ordered_sql(groups: Sequence[str], document: str) -> str:
    """Return the statement's SELECT: the columns of `records.COLUMNS` in a total order."""
    names = ", ".join(["year", *map(quoted, groups)])
    order = ", ".join(f"{one} ASC NULLS LAST" for one in ["year", *map(quoted, groups), "place"])
    return (
        f"SELECT {names}, measure, indicator, value, unit, {literal(document)} AS document,\n"
        f"  CAST(line_count AS BIGINT) AS lines, CAST(given AS BIGINT) AS given\n"
        f"FROM tall\nORDER BY {order}"
    )
