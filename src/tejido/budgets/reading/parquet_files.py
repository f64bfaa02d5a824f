"""A Parquet file: read as it is."""

from pathlib import Path

from tejido.budgets import warehouse
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.delimited import unique_headings
from tejido.budgets.reading.limits import Limits
from tejido.budgets.reading.raw_sql import raw_sql
from tejido.budgets.reading.table import SAMPLE_ROWS, ReadTable, Sort


def describe_parquet(path: Path, limits: Limits) -> ReadTable:
    """Return a Parquet file's columns, number of rows and first rows.

    Errors:
        TableFault: it is damaged, or holds no rows.
        WarehouseFailed: memory or disk.
    """
    source = f"read_parquet({literal(str(path))})"
    try:
        with warehouse.connect(files=[path]) as engine:
            columns = engine.rows(f"DESCRIBE FROM {source}")
            names = tuple(str(column[0]) for column in columns)
            if unique_headings(names, limits) != names:
                raise TableFault(Fault.DAMAGED, format="PARQUET")
            table = ReadTable(
                path=path,
                sort=Sort.PARQUET,
                header=names,
                types=tuple(str(column[1]) for column in columns),
                rows=engine.rows(f"FROM {source} SELECT count(*)")[0][0],
            )
            if not table.rows:
                raise TableFault(Fault.NO_ROWS)
            sample = engine.rows(f"{raw_sql(table)} LIMIT {SAMPLE_ROWS}")
    except warehouse.WarehouseFailed as error:
        if error.code != warehouse.WarehouseFailed.default_code:
            raise
        raise TableFault(Fault.DAMAGED, format="PARQUET") from error
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in sample)
    return ReadTable(
        path=path,
        sort=table.sort,
        header=table.header,
        types=table.types,
        sample=rows,
        rows=table.rows,
    )
