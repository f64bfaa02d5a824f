"""The relation of budget lines that a question reads: snapshots in force, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tejido.budgets.domain.columns import MEASURES, Document
from tejido.budgets.domain.sql_text import literal

# What lenses, concordances and most questions look at.
GROUP_COLUMNS: Final = (
    "year", "document", "branch", "branch_label", "unit", "unit_label",
    "modality", "programme", "programme_label",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """What a question reads of one snapshot.

    Arguments:
        relation: SQL of the snapshot's lines ("SELECT ... FROM read_parquet('...')").
        years: by sort of document, the years for which this snapshot is in force.
    """

    relation: str
    years: tuple[tuple[Document, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A relation of budget lines, or of lines already added up by what most questions ask.

    Arguments:
        sql: the relation.
        kept: it has a row for each year, document and `GROUP_COLUMNS`, each amount with its sum
            and "<measure>_given", and "line_count".
    """

    sql: str
    kept: bool = False

    @property
    def count(self) -> str:
        """How many lines."""
        return "SUM(line_count)" if self.kept else "COUNT(*)"

    def given(self, measure: str) -> str:
        """How many lines have an amount."""
        return f"SUM({measure}_given)" if self.kept else f"COUNT({measure})"


def groups_sql(path: str) -> str:
    """Return the lines of a Parquet file added up by `GROUP_COLUMNS`."""
    columns = ", ".join(GROUP_COLUMNS)
    sums = ", ".join(f"COUNT({one}) AS {one}_given, SUM({one}) AS {one}" for one in MEASURES)
    return (
        f"SELECT {columns}, COUNT(*) AS line_count, {sums}\n"
        f"FROM read_parquet({literal(path)})\nGROUP BY {columns}\nORDER BY {columns}"
    )


def lines_sql(held: Sequence[Held]) -> str:
    """Return the lines of all snapshots, each for the years and documents it is in force for."""
    parts = [_part_sql(one) for one in held]
    return "\n  UNION ALL\n  ".join(parts)


def _part_sql(held: Held) -> str:
    wanted = " OR ".join(
        f"document = {literal(document)} AND {in_sql('year', years)}"
        for document, years in held.years
    )
    whole = len(held.years) == 1
    condition = wanted if whole else f"({wanted})"
    if held.relation.startswith("SELECT * FROM read_parquet("):
        return f"{held.relation} WHERE {condition}"
    return f"SELECT * FROM ({held.relation}) AS corrected WHERE {condition}"


def in_sql(column: str, years: Sequence[int]) -> str:
    """Return the condition that a column is one of some years."""
    if list(years) == list(range(years[0], years[-1] + 1)) and len(years) > 1:
        return f"{column} BETWEEN {years[0]} AND {years[-1]}"
    return f"{column} IN ({', '.join(map(str, years))})"
