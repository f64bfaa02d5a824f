"""The relation `raw`: a file's records as the mapping reads them.

Every cell is VARCHAR without white space around it, NULL when nothing is left.
"""

from collections.abc import Container

from tejido.budgets.domain.cell_sql import clean
from tejido.budgets.domain.sql_text import identifier, literal
from tejido.budgets.reading.table import RECORD, ReadTable, Sort

MAX_RECORD = 8 * 1024 * 1024
"""Longest record read, in bytes: a label is a few hundred; a quote never closed has no end."""


def raw_sql(table: ReadTable, *, rejects: bool = True, loose: Container[str] = ()) -> str:
    """Return the query whose relation is called `raw` in what `mapping_sql` gives.

    Arguments:
        rejects: DuckDB keeps the records it cannot take apart in its tables reject_errors and
            reject_scans, one each; else the first ends the query. `set_aside_broken` gives
            the same file without them, each named by its record and line.
        loose: headings of a text whose cells may keep white space at their end: not to look there
            saves a quarter of the reading.
    """
    if table.sort is Sort.PARQUET:
        columns = ", ".join(
            f"{_as_text(name, sort)} AS {identifier(name)}"
            for name, sort in zip(table.header, table.types, strict=True)
        )
        return f"FROM read_parquet({literal(str(table.path))}) SELECT {columns}"
    names = (RECORD, *table.header) if table.numbered else table.header
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    cells = ", ".join(
        f"{clean(name, end=name not in loose)} AS {identifier(name)}" for name in names
    )
    return (
        f"FROM read_csv({literal(str(table.path))}, auto_detect = false,"
        f" columns = {{{types}}}, delim = {literal(table.delimiter)}, quote = '\"', escape = '\"',"
        f" header = false, skip = {table.skip}, strict_mode = true, null_padding = false,"
        # Left alone, a buffer is sixteen of the longest records: too large for any cache.
        f" encoding = 'utf-8', max_line_size = {MAX_RECORD}, buffer_size = {MAX_RECORD},"
        f" store_rejects = {str(rejects).lower()}) SELECT {cells}"
    )


def record_sql(table: ReadTable) -> str:
    """Return the expression over `raw` of the record's place in the file, 1 for the first."""
    if table.numbered:
        return f"CAST({identifier(RECORD)} AS BIGINT)"
    return "row_number() OVER ()"


def _as_text(name: str, sort: str) -> str:
    column = identifier(name)
    if sort in ("DOUBLE", "FLOAT"):
        # A whole number without ".0": codes too are sometimes kept as floating-point numbers.
        return (
            f"CASE WHEN {column} = trunc({column}) AND abs({column}) < 1e18"
            f" THEN CAST(CAST({column} AS HUGEINT) AS VARCHAR)"
            f" ELSE CAST({column} AS VARCHAR) END"
        )
    return clean(name) if sort == "VARCHAR" else f"CAST({column} AS VARCHAR)"
