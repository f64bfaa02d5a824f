"""The SQL of each figure: one SELECT that a person can run by hand over the Parquet files."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from tejido.budgets.asking.sql_lines import Lines
from tejido.budgets.asking.sql_opacity import SIGNS
from tejido.budgets.asking.sql_summed import (
    Step,
    classed_steps,
    factors_step,
    grouped_step,
    quoted,
    summed_steps,
    valued_step,
    with_sql,
)
from tejido.budgets.asking.sql_tall import (
    RATIO,
    Cell,
    money_sql,
    ordered_sql,
    ratio_sql,
    tall_sql,
)
from tejido.budgets.domain.columns import Measure
from tejido.budgets.domain.plan import Plan
from tejido.budgets.domain.question import Figure

DEFAULT_TOP: Final = 5


def figure_sql(plan: Plan, lines: str, *, kept: bool = False) -> str:
    """Return the statement that answers a plan.

    Arguments:
        plan: what is asked, resolved.
        lines: SQL of the lines it reads (`sql_lines.lines_sql`).
        kept: the lines are already added up, as `sql_lines.groups_sql` does.

    The statement keeps to SQL that DuckDB runs as it is and sqlglot turns into Spark's.
    """
    read = Lines(lines, kept)
    if plan.question.sign is not None:
        return SIGNS[plan.question.sign](plan, read)
    return _FIGURES[plan.question.figure](plan, read)


def _amounts(plan: Plan, lines: Lines) -> str:
    cells = [_amount(plan, one) for one in plan.measures]
    return _answered(plan, _valued(plan, lines), "valued", cells)


def _share(plan: Plan, lines: Lines) -> str:
    """Of the money of each year: real terms and people cancel out within a year."""
    sums = ", ".join(f"SUM({one}) AS {one}_total" for one in plan.measures)
    # The step "grouped" holds every line, unless the question looks at some alone.
    every = f"(\n  {lines.sql}\n  ) AS every_line" if plan.lines_where else "grouped"
    totals = f"SELECT year, {sums}\n  FROM {every}\n  GROUP BY year"
    columns = ", ".join(f"totals.{one}_total" for one in plan.measures)
    shared = (
        f"SELECT summed.*, {columns}\n  FROM summed INNER JOIN totals ON totals.year = summed.year"
    )
    steps = [*_summed(plan, lines), ("totals", totals), ("shared", shared)]
    cells = [
        Cell(one, "share_of_total", ratio_sql(one, f"{one}_total"), RATIO, f"{one}_given")
        for one in plan.measures
    ]
    return _answered(plan, steps, "shared", cells)


def _deviation(plan: Plan, lines: Lines) -> str:
    cells = [_amount(plan, one) for one in plan.measures]
    for earlier, later in combinations(plan.measures, 2):
        given = f"CASE WHEN {earlier}_given = 0 THEN 0 ELSE {later}_given END"
        gap = f"({later} - {earlier})"
        cells += [
            Cell(later, f"difference_from_{earlier}", money_sql(gap), plan.money, given),
            Cell(later, f"rate_from_{earlier}", ratio_sql(gap, earlier), RATIO, given),
        ]
    return _answered(plan, _valued(plan, lines), "valued", cells)


def _reallocation(plan: Plan, lines: Lines) -> str:
    first, last = plan.measures[0], plan.measures[-1]
    totals = ", ".join(
        f"SUM({one}) OVER (PARTITION BY year) AS {one}_total" for one in (first, last)
    )
    steps = [*_valued(plan, lines), ("shared", f"SELECT *, {totals} FROM valued")]
    cells = [
        Cell(one, "share", ratio_sql(one, f"{one}_total"), RATIO, f"{one}_given")
        for one in (first, last)
    ]
    ratios = [f"CAST({one} AS DOUBLE) / CAST({one}_total AS DOUBLE)" for one in (last, first)]
    shift = f"{ratios[0]} - {ratios[1]}"
    sound = f"CASE WHEN {first}_total <> 0 AND {last}_total <> 0 THEN"
    shifted = f"{sound} {_six(f'CAST({shift} AS DECIMAL(38, 12))')} END"
    money = f"CAST(({shift}) * CAST({last}_total AS DOUBLE) AS DECIMAL(38, 4))"
    moved = f"{sound} CAST(ROUND({money}, 2) AS DECIMAL(38, 2)) END"
    cells += [
        Cell(last, f"share_less_share_{first}", shifted, RATIO, f"{last}_given"),
        Cell(last, f"moved_since_{first}", moved, plan.money, f"{last}_given"),
    ]
    return _answered(plan, steps, "shared", cells)


def _concentration(plan: Plan, lines: Lines) -> str:
    """Within year and all groups but the last, how much the largest of the last one hold."""
    *outer, inner = plan.groups
    keys = ", ".join(["year", *map(quoted, outer)])
    top = plan.question.top or DEFAULT_TOP
    steps = [*_summed(plan, lines)]
    parts = []
    for number, one in enumerate(plan.measures):
        ranked = (
            f"SELECT {keys}, line_count, {one}_given,\n"
            f"    ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY {one} DESC NULLS LAST, "
            f"{quoted(inner)} ASC NULLS LAST) AS place,\n"
            f"    CAST(ROUND(CAST(CAST({one} AS DOUBLE) / CAST(\n"
            f"      SUM({one}) OVER (PARTITION BY {keys}) AS DOUBLE) AS DECIMAL(38, 15)), 12)\n"
            f"      AS DECIMAL(18, 12)) AS share\n"
            f"  FROM summed WHERE {one} > 0"
        )
        held = (
            f"SELECT {keys}, SUM(line_count) AS line_count, SUM({one}_given) AS given,\n"
            f"    COUNT(*) AS group_count, SUM(share * share) AS herfindahl,\n"
            f"    SUM(CASE WHEN place <= {top} THEN share END) AS top_share\n"
            f"  FROM ranked_{one} GROUP BY {keys}"
        )
        steps += [(f"ranked_{one}", ranked), (f"held_{one}", held)]
        cells = [
            Cell(one, "herfindahl", _six("herfindahl"), RATIO, "given"),
            Cell(one, f"share_of_top_{top}", _six("top_share"), RATIO, "given"),
            Cell(one, "groups", "group_count", "groups", "given"),
        ]
        parts.append(tall_sql(outer, f"held_{one}", cells, first=1 + 10 * number))
    steps.append(("tall", "\n  UNION ALL\n  ".join(parts)))
    return with_sql(steps, ordered_sql(outer, plan.question.document))


def _six(value: str) -> str:
    return f"CAST(ROUND({value}, 6) AS DECIMAL(18, 6))"


def _amount(plan: Plan, measure: Measure) -> Cell:
    return Cell(measure, "amount", money_sql(measure), plan.money, f"{measure}_given")


def _answered(plan: Plan, steps: Sequence[Step], source: str, cells: Sequence[Cell]) -> str:
    largest = _largest(plan, source)
    if largest is not None:
        steps = [*steps, *largest]
        source = "largest"
    tall = ("tall", tall_sql(plan.groups, source, cells))
    return with_sql([*steps, tall], ordered_sql(plan.groups, plan.question.document))


def _largest(plan: Plan, source: str) -> list[Step] | None:
    if plan.question.top is None or not plan.groups:
        return None
    keys = [quoted(group) for group in plan.groups]
    order = ", ".join(["size DESC NULLS LAST", *(f"{key} ASC NULLS LAST" for key in keys)])
    named = ", ".join(keys)
    kept = (
        f"SELECT {named}, SUM(COALESCE({plan.measures[0]}, 0)) AS size FROM summed\n"
        f"  GROUP BY {named}\n  ORDER BY {order} LIMIT {plan.question.top}"
    )
    joined = " AND ".join(f"kept.{key} = {source}.{key}" for key in keys)
    return [
        ("kept", kept),
        ("largest", f"SELECT {source}.* FROM {source} INNER JOIN kept ON {joined}"),
    ]


def _summed(plan: Plan, lines: Lines) -> list[Step]:
    return [
        grouped_step(plan, lines, plan.measures),
        *classed_steps(plan),
        *summed_steps(plan, plan.measures),
    ]


def _valued(plan: Plan, lines: Lines) -> list[Step]:
    return [*_summed(plan, lines), *factors_step(plan), valued_step(plan, plan.measures)]


_FIGURES: Final[dict[Figure, Callable[[Plan, Lines], str]]] = {
    Figure.AMOUNTS: _amounts,
    Figure.CODES: _amounts,
    Figure.SHARE: _share,
    Figure.DEVIATION: _deviation,
    Figure.REALLOCATION: _reallocation,
    Figure.CONCENTRATION: _concentration,
}
