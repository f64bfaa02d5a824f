"""The steps every figure shares: lines added up by what the question needs, then classed.

Lines are first added up by the few columns that classes, entities and groups are made of, so that
rules which look at words are tried on some thousand groups and not on every line.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tejido.budgets.asking.sql_lines import Lines
from tejido.budgets.domain.label_words import folded_sql, found_in_sql, words_of
from tejido.budgets.domain.lens import lens_sql
from tejido.budgets.domain.plan import FACTOR_DIGITS, Plan, columns_of
from tejido.budgets.domain.question import CLASS, INSTITUTION
from tejido.budgets.domain.sql_text import literal

Step = tuple[str, str]


def grouped_step(plan: Plan, lines: Lines, measures: Sequence[str]) -> Step:
    """Return the lines added up by the columns the plan needs.

    Arguments:
        plan: what is asked.
        lines: what is read.
        measures: columns of amounts; each comes with how many lines have one (`<measure>_given`).
    """
    columns = ["year", *plan.columns()]
    sums = [f"{lines.count} AS line_count"]
    for one in measures:
        sums += [f"{lines.given(one)} AS {one}_given", f"SUM({one}) AS {one}"]
    where = f"\n  WHERE {' AND '.join(plan.lines_where)}" if plan.lines_where else ""
    return (
        "grouped",
        f"SELECT {', '.join(columns)},\n    {', '.join(sums)}\n"
        f"  FROM (\n  {lines.sql}\n  ) AS lines{where}\n  GROUP BY {', '.join(columns)}",
    )


def classed_steps(plan: Plan, extra: Sequence[str] = ()) -> list[Step]:
    """Return the groups with the class and the entity of each, where the question needs them.

    Arguments:
        plan: what is asked.
        extra: further columns, as SQL with a name.
    """
    labels = [one for one in plan.columns() if one.endswith("_label")]
    columns = ["*", *extra]
    if plan.lens is not None and plan.needs_class():
        columns.append(f"{_folded_by_name(lens_sql(plan.lens), labels)} AS class")
    if plan.concordance is not None and plan.needs_entity():
        columns.append(f"{_folded_by_name(plan.concordance.sql(), labels)} AS entity")
    return [
        *spelled_steps({one: plan.lines_named(one) for one in labels}, "grouped"),
        ("classed", f"SELECT {', '.join(columns)} FROM spelled"),
    ]


def spelled_steps(labels: Mapping[str, str], source: str) -> list[Step]:
    """Return a step's columns with each label as it is compared: "<label>_folded".

    Each distinct label is folded once, since that is what costs, and only where it is needed.

    Arguments:
        labels: columns of labels, each with SQL that holds for the lines that need it.
        source: the step.
    """
    steps = [
        (
            f"spelled_{one}",
            f"SELECT {one}, {folded_sql(one)} AS {one}_folded\n"
            f"  FROM (SELECT DISTINCT {one} FROM {source} WHERE {needed}) AS labels",
        )
        for one, needed in labels.items()
    ]
    columns = ", ".join([f"{source}.*", *(f"spelled_{one}.{one}_folded" for one in labels)])
    joins = "".join(
        f"\n  LEFT JOIN spelled_{one} ON spelled_{one}.{one} = {source}.{one}" for one in labels
    )
    return [*steps, ("spelled", f"SELECT {columns} FROM {source}{joins}")]


def _folded_by_name(sql: str, labels: Sequence[str]) -> str:
    for one in labels:
        sql = sql.replace(folded_sql(one), f"{one}_folded")
    return sql


def summed_steps(plan: Plan, measures: Sequence[str]) -> list[Step]:
    """Return the sums of each year and group of the answer: columns year, groups, amounts."""
    shown = [f"{group_sql(plan, group)} AS {quoted(group)}" for group in plan.groups]
    groups = ["year", *map(quoted, plan.groups)]
    kept = ["line_count", *(f"{one}{end}" for one in measures for end in ("_given", ""))]
    where = [*plan.groups_where, *_text_conditions(plan)]
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    shaped = f"SELECT {', '.join(['year', *shown, *kept])}\n  FROM classed{condition}"
    sums = ", ".join(f"SUM({one}) AS {one}" for one in kept)
    added = f"SELECT {', '.join(groups)},\n    {sums}\n  FROM shaped GROUP BY {', '.join(groups)}"
    return [("shaped", shaped), ("summed", added)]


def group_sql(plan: Plan, group: str) -> str:
    """Return the text that stands for a group in the answer: a class, an entity, "04-K00 Name".

    A code goes with its name. Spellings that differ in accents, case or signs are one name, shown
    as in the newest year.
    """
    if group == CLASS:
        return "class"
    *codes, label = columns_of(group)
    code = " || '-' || ".join(f"COALESCE({one}, '')" for one in codes)
    newest = (
        f"FIRST_VALUE(COALESCE({label}, '')) OVER (PARTITION BY {', '.join(codes)}, {label}_folded "
        f"ORDER BY year DESC NULLS LAST, {label} ASC NULLS LAST)"
    )
    text = f"TRIM({code} || ' ' || {newest})"
    if group == INSTITUTION and plan.needs_entity():
        return f"COALESCE(entity, {text})"
    return text


def quoted(group: str) -> str:
    """Return the name of a group's column; "function" is a word of SQL."""
    return f'"{group}"' if group in ("function", "class", "state", "object") else group


def with_sql(steps: Sequence[Step], select: str) -> str:
    """Return one statement from named steps and what is selected of them."""
    return "WITH " + ",\n".join(f"{name} AS (\n  {text}\n)" for name, text in steps) + f"\n{select}"


def factors_step(plan: Plan) -> list[Step]:
    """Return the factor of each year, when amounts are put in other money or divided by people."""
    if plan.factors is None:
        return []
    given: list[tuple[int, Decimal | None]] = sorted(plan.factors.items()) or [(0, None)]
    scale = -int((given[0][1] or Decimal("1e-18")).as_tuple().exponent)
    values = ",\n    ".join(
        f"({year}, CAST({literal(format(factor, 'f')) if factor else 'NULL'} "
        f"AS DECIMAL({FACTOR_DIGITS}, {scale})))"
        for year, factor in given
    )
    return [("factors", f"SELECT * FROM (VALUES\n    {values}\n  ) AS given(year, factor)")]


def valued_step(plan: Plan, measures: Sequence[str], keep: Sequence[str] = ()) -> Step:
    """Return the sums in the money that was asked for, rounded half to even to cents.

    Arguments:
        plan: what is asked.
        measures: columns of amounts of the step "summed".
        keep: further columns of it.
    """
    kept = ["year", *map(quoted, plan.groups), "line_count", *keep]
    kept += [f"{one}_given" for one in measures]
    if plan.factors is None:
        return "valued", f"SELECT {', '.join([*kept, *measures])} FROM summed"
    columns = [f"summed.{one}" for one in kept]
    columns += [
        f"ROUND_EVEN(CAST(summed.{one} AS DECIMAL(19, 2)) * factors.factor, 2) AS {one}"
        for one in measures
    ]
    return (
        "valued",
        f"SELECT {', '.join(columns)}\n  FROM summed LEFT JOIN factors "
        f"ON factors.year = summed.year",
    )


def _text_conditions(plan: Plan) -> list[str]:
    if not plan.question.text:
        return []
    both = "(COALESCE(unit_label_folded, '') || COALESCE(programme_label_folded, ''))"
    return [found_in_sql(words_of(plan.question.text), both)]
