"""The signs of opacity, each a figure of its own; there is no index that adds them up."""

from collections.abc import Callable
from typing import Final

from tejido.budgets.asking.sql_lines import Lines
from tejido.budgets.asking.sql_summed import (
    Step,
    classed_steps,
    factors_step,
    grouped_step,
    spelled_steps,
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
from tejido.budgets.domain.plan import ObjectRule, Plan
from tejido.budgets.domain.question import Sign
from tejido.budgets.domain.sql_text import literal

LINES: Final = "lines"
PROGRAMMES: Final = "programmes"
CODES: Final = "codes"
_KEY: Final = (
    "COALESCE(branch, '') || '-' || COALESCE(modality, '') || '-' || COALESCE(programme, '')"
)

_NAMED: Final = "COALESCE(programme, '') <> ''"


def missing_years_sql(plan: Plan, lines: Lines) -> str:
    """Return how many lines each sort of document has in each year that has any."""
    where = f" WHERE {' AND '.join(plan.lines_where)}" if plan.lines_where else ""
    return (
        f"SELECT year, document AS held, '' AS measure, 'lines' AS indicator,\n"
        f"  CAST(CAST({lines.count} AS BIGINT) AS VARCHAR) AS value,\n"
        f"  '{LINES}' AS unit, document, {lines.count} AS lines, {lines.count} AS given\n"
        f"FROM (\n  {lines.sql}\n) AS lines{where}\nGROUP BY year, document\n"
        f"ORDER BY year ASC NULLS LAST, held ASC NULLS LAST"
    )


def vanished_programmes_sql(plan: Plan, lines: Lines) -> str:
    """Return how many programmes with money in a year have no line in the next one held.

    A programme is its branch, modality and number: one that changes ministry counts as vanished.
    Lines without a number are no programme; where a year, or the next one's whole document, has
    no programme, there is nothing to say.
    """
    measure = plan.measures[0]
    steps = [
        _programmes_step(plan, lines),
        ("named_years", f"SELECT DISTINCT year FROM (\n  {lines.sql}\n  ) AS lines WHERE {_NAMED}"),
        *_next_years_step(plan),
        (
            "fates",
            "SELECT now.year, now.line_count, now.given,\n"
            "    CASE WHEN now.amount > 0 THEN 1 ELSE 0 END AS funded,\n"
            "    CASE WHEN now.amount > 0 THEN now.amount ELSE 0 END AS amount,\n"
            "    CASE WHEN now.amount > 0 AND later.code IS NULL THEN 1 ELSE 0 END AS gone\n"
            "  FROM programmes AS now\n"
            "  INNER JOIN next_years ON next_years.year = now.year\n"
            "  INNER JOIN named_years ON named_years.year = next_years.next_year\n"
            "  LEFT JOIN programmes AS later\n"
            "    ON later.year = next_years.next_year AND later.code = now.code",
        ),
        (
            "told",
            "SELECT year, SUM(line_count) AS line_count, SUM(given) AS amount_given,\n"
            "    SUM(funded) AS programmes, SUM(gone) AS vanished, SUM(amount) AS amount,\n"
            "    SUM(CASE WHEN gone = 1 THEN amount ELSE 0 END) AS lost\n"
            "  FROM fates GROUP BY year HAVING SUM(given) > 0",
        ),
        (
            "summed",
            "SELECT next_years.year, COALESCE(told.line_count, 0) AS line_count,\n"
            "    COALESCE(told.amount_given, 0) AS amount_given,\n"
            "    COALESCE(told.amount_given, 0) AS lost_given,\n"
            "    told.programmes, told.vanished, told.amount, told.lost\n"
            "  FROM next_years LEFT JOIN told ON told.year = next_years.year",
        ),
        *factors_step(plan),
        valued_step(plan, ("amount", "lost"), keep=("programmes", "vanished")),
    ]
    cells = [
        Cell(measure, "programmes", "programmes", PROGRAMMES, "amount_given"),
        Cell(measure, "programmes_vanished", "vanished", PROGRAMMES, "amount_given"),
        Cell(measure, "amount_vanished", money_sql("lost"), plan.money, "amount_given"),
        Cell(measure, "share_vanished", ratio_sql("lost", "amount"), RATIO, "amount_given"),
    ]
    return _whole(plan, [*steps, ("tall", tall_sql((), "valued", cells))])


def label_churn_sql(plan: Plan, lines: Lines) -> str:
    """Return how many units and programmes have another name than in the year held before.

    Spellings that differ in accents, case or signs are one name. What has no code, or no name in
    one of the two years, is not compared.
    """
    steps: list[Step] = [
        _names_step(plan, lines),
        *spelled_steps({"unit_label": "TRUE", "programme_label": "TRUE"}, "names"),
        *_next_years_step(plan),
    ]
    parts: list[str] = []
    for sort, code in (
        ("units", "COALESCE(branch, '') || '-' || COALESCE(unit, '')"),
        (PROGRAMMES, _KEY),
    ):
        steps += _renamed_steps(sort, code)
        cells = [
            Cell("", f"{sort}_compared", "compared", CODES, "compared"),
            Cell("", f"{sort}_renamed", "renamed", CODES, "compared"),
            Cell("", f"rate_of_{sort}", ratio_sql("renamed", "compared"), RATIO, "compared"),
        ]
        part = tall_sql((), f"compared_{sort}", cells, first=1 + 10 * len(parts))
        parts.append(part)
    return _whole(plan, [*steps, ("tall", "\n  UNION ALL\n  ".join(parts))])


def catch_all_objects_sql(plan: Plan, lines: Lines) -> str:
    """Return how much stands under objects that say nothing of what is bought, by a named rule."""
    caught = [f"{one}_caught" for one in plan.measures]
    extra = [column for one in plan.measures for column in _caught_columns(plan.catch_all, one)]
    both = [*plan.measures, *caught]
    steps = [
        grouped_step(plan, lines, plan.measures),
        *classed_steps(plan, extra),
        *summed_steps(plan, both),
        *factors_step(plan),
        valued_step(plan, both),
    ]
    cells = []
    for one in plan.measures:
        given = f"{one}_caught_given"
        cells += [
            Cell(one, "amount_catch_all", money_sql(f"{one}_caught"), plan.money, given),
            Cell(one, "share_catch_all", ratio_sql(f"{one}_caught", one), RATIO, given),
        ]
    tall = ("tall", tall_sql(plan.groups, "valued", cells))
    return with_sql([*steps, tall], ordered_sql(plan.groups, plan.question.document))


def part_year_sql(plan: Plan, lines: Lines) -> str:
    """Return how much of the year's budget a part-year document says had been spent."""
    budget, *flows = plan.measures
    steps = [
        grouped_step(plan, lines, plan.measures),
        *classed_steps(plan),
        *summed_steps(plan, plan.measures),
        *factors_step(plan),
        valued_step(plan, plan.measures),
    ]
    cells = [
        Cell(one, "amount", money_sql(one), plan.money, f"{one}_given") for one in plan.measures
    ]
    cells += [
        Cell(one, f"so_far_of_{budget}", ratio_sql(one, budget), RATIO, f"{one}_given")
        for one in flows
    ]
    tall = ("tall", tall_sql(plan.groups, "valued", cells))
    return with_sql([*steps, tall], ordered_sql(plan.groups, plan.question.document))


def _programmes_step(plan: Plan, lines: Lines) -> Step:
    measure = plan.measures[0]
    where = " AND ".join([_NAMED, *plan.lines_where])
    return (
        "programmes",
        f"SELECT year, {_KEY} AS code, {lines.count} AS line_count,\n"
        f"    {lines.given(measure)} AS given, SUM({measure}) AS amount\n"
        f"  FROM (\n  {lines.sql}\n  ) AS lines WHERE {where}\n"
        f"  GROUP BY year, {_KEY}",
    )


def _names_step(plan: Plan, lines: Lines) -> Step:
    where = f" WHERE {' AND '.join(plan.lines_where)}" if plan.lines_where else ""
    columns = "year, branch, unit, unit_label, modality, programme, programme_label"
    return (
        "names",
        f"SELECT {columns}, {lines.count} AS line_count\n"
        f"  FROM (\n  {lines.sql}\n  ) AS lines{where}\n"
        f"  GROUP BY {columns}",
    )


def _renamed_steps(sort: str, code: str) -> list[Step]:
    """Return the names of "units" or "programmes", and how many changed since the year before."""
    column = sort.removesuffix("s")
    label = f"{column}_label_folded"
    named = (
        f"SELECT year, {code} AS code, MIN({label}) AS name,\n"
        f"    SUM(line_count) AS line_count\n"
        f"  FROM spelled WHERE {column} IS NOT NULL AND TRIM({label}) <> '' GROUP BY year, {code}"
    )
    compared = (
        f"SELECT next_years.next_year AS year,\n"
        f"    COALESCE(SUM(now.line_count), 0) AS line_count,\n"
        f"    NULLIF(COUNT(before.code), 0) AS compared,\n"
        f"    SUM(CASE WHEN now.name <> before.name THEN 1\n"
        f"      WHEN now.name = before.name THEN 0 END) AS renamed\n"
        f"  FROM next_years LEFT JOIN {sort} AS now ON now.year = next_years.next_year\n"
        f"  LEFT JOIN {sort} AS before\n"
        f"    ON before.year = next_years.year AND before.code = now.code\n"
        f"  GROUP BY next_years.next_year"
    )
    return [(sort, named), (f"compared_{sort}", compared)]


def _next_years_step(plan: Plan) -> list[Step]:
    pairs = list(zip(plan.years, plan.years[1:], strict=False))
    if not pairs:
        nothing = "SELECT CAST(NULL AS INTEGER) AS year, CAST(NULL AS INTEGER) AS next_year"
        return [("next_years", f"{nothing} WHERE FALSE")]
    values = ", ".join(f"({year}, {later})" for year, later in pairs)
    return [("next_years", f"SELECT * FROM (VALUES {values}) AS given(year, next_year)")]


def _caught_columns(rule: ObjectRule | None, measure: str) -> list[str]:
    """Return what stands under an object that says nothing; NULL where no object is given."""
    told = "(object IS NOT NULL OR object_label IS NOT NULL)"
    condition = _catch_all_condition(rule) if rule else "FALSE"
    return [
        f"CASE WHEN NOT {told} THEN NULL WHEN {condition} THEN {measure} "
        f"WHEN {measure} IS NOT NULL THEN 0 END AS {measure}_caught",
        f"CASE WHEN {told} THEN {measure}_given ELSE 0 END AS {measure}_caught_given",
    ]


def _catch_all_condition(rule: ObjectRule) -> str:
    by_code = [f"object LIKE {literal(f'{code}%')}" for code in rule.codes]
    by_word = [f"object_label_folded LIKE {literal(f' {word} %')}" for word in rule.words]
    return f"({' OR '.join([*by_code, *by_word])})"


def _whole(plan: Plan, steps: list[Step]) -> str:
    return with_sql(steps, ordered_sql((), plan.question.document))


SIGNS: Final[dict[Sign, Callable[[Plan, Lines], str]]] = {
    Sign.MISSING_YEARS: missing_years_sql,
    Sign.VANISHED_PROGRAMMES: vanished_programmes_sql,
    Sign.CATCH_ALL_OBJECTS: catch_all_objects_sql,
    Sign.LABEL_CHURN: label_churn_sql,
    Sign.PART_YEAR: part_year_sql,
}
