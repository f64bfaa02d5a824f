"""The import report's questions to a snapshot, as SQL over a relation of canonical lines."""

from collections.abc import Sequence

from tejido.budgets.domain.columns import COLUMNS, MEASURES

# The codes above a dimension's that make it one: a programme of one ministry is not another's.
KEYS = {
    "function": ("purpose", "function"),
    "subfunction": ("purpose", "function", "subfunction"),
    "unit": ("branch", "unit"),
    "activity": ("branch", "activity"),
    "programme": ("branch", "modality", "programme"),
}
_CONTENT = tuple(column for column in COLUMNS if column != "line")
_KEY = tuple(column for column in _CONTENT if column not in MEASURES)


def key_of(dimension: str) -> tuple[str, ...]:
    """Return the columns whose codes make one of a dimension."""
    return KEYS.get(dimension, (dimension,))


def coverage_sql(lines: str) -> str:
    """Return the query of year, document, number of lines, and each measure's sum and count."""
    sums = ", ".join(f"sum({name}), count({name})" for name in MEASURES)
    return (
        f"SELECT year, document, count(*), {sums} FROM {lines}"  # noqa: S608
        f" GROUP BY 1, 2 ORDER BY 1, 2"
    )


def labels_sql(lines: str, dimension: str) -> str:
    """Return the query of a dimension's codes and labels: key, label, first and last year."""
    key = key_of(dimension)
    codes = ", ".join(f"coalesce({column}, '')" for column in key)
    return (
        f"SELECT {codes}, coalesce({dimension}_label, ''), min(year), max(year)"  # noqa: S608
        f" FROM {lines} WHERE {dimension} IS NOT NULL OR {dimension}_label IS NOT NULL"
        f" GROUP BY ALL"
    )


def repeating_sql(lines: str) -> str:
    """Return the query of the lines whose classification may stand more than once.

    A hash finds them, and a few more; `repeated_sql` compares every column.
    """
    found = f"hash({', '.join(_KEY)})"
    return (
        f"WITH twice AS (SELECT {found} FROM {lines} GROUP BY 1 HAVING count(*) > 1)"  # noqa: S608
        f" SELECT {', '.join(_CONTENT)} FROM {lines} WHERE {found} IN (FROM twice)"
    )


def alike_sql(lines: str) -> str:
    """Return the query of the lines that are the same in every column: their key, `n` of them.

    Arguments:
        lines: those of `repeating_sql`.
    """
    return f"SELECT {', '.join(_KEY)}, count(*) AS n FROM {lines} GROUP BY {', '.join(_CONTENT)}"  # noqa: S608


def repeated_sql(alike: str, *, amounts: bool) -> str:
    """Return the query of lines that repeat: year, document, groups, and lines in them.

    Arguments:
        alike: the rows of `alike_sql`.
        amounts: the amounts are the same too; else they differ within the classification.
    """
    found = f"FROM {alike} WHERE n > 1"
    if not amounts:
        keys = ", ".join(_KEY)
        found = (
            f"FROM (SELECT year, document, sum(n) AS n FROM {alike}"  # noqa: S608
            f" GROUP BY {keys} HAVING count(*) > 1)"
        )
    return (
        f"SELECT year, document, count(*), CAST(sum(n) AS BIGINT) {found}"  # noqa: S608
        f" GROUP BY 1, 2 ORDER BY 1, 2"
    )


def branches_sql(lines: str) -> str:
    """Return the query of year, document, ministry's code and name, and each measure's sum."""
    sums = ", ".join(f"sum({name})" for name in MEASURES)
    return (
        f"SELECT year, document, coalesce(branch, ''), coalesce(branch_label, ''), {sums}"  # noqa: S608
        f" FROM {lines} GROUP BY ALL"
    )


def sums_sql(lines: str, by: Sequence[str]) -> str:
    """Return the query of sums by some columns, as text, then each measure's sum."""
    columns = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in by)
    sums = ", ".join(f"sum({name})" for name in MEASURES)
    return f"SELECT {columns}, {sums} FROM {lines} GROUP BY ALL"  # noqa: S608
