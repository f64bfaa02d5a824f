"""The relation of budget lines that a question reads: snapshots in force, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass

from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.label_words import literal


@dataclass(frozen=True, slots=True)
class Held:
    """What a question reads of one snapshot.

    Arguments:
        relation: SQL of the snapshot's lines ("SELECT ... FROM read_parquet('...')").
        years: by sort of document, the years for which this snapshot is in force.
    """

    relation: str
    years: tuple[tuple[Document, tuple[int, ...]], ...]


def parquet_sql(path: str) -> str:
    """Return the lines of one Parquet file as they are."""
    return f"SELECT * FROM read_parquet({literal(path)})"


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
