"""Small tables of text for what mappings compile to."""

from collections.abc import Sequence
from typing import Any

import duckdb

from tejido.budgets.domain.cell_sql import clean
from tejido.budgets.domain.sql_text import identifier, literal

_connection = duckdb.connect()


def ask(header: Sequence[str], rows: Sequence[Sequence[str]], expressions: str) -> list[Any]:
    """Return what SQL expressions give for each row of a relation of text, in order."""
    values = ", ".join(
        f"({number}, {', '.join(map(literal, row))})" for number, row in enumerate(rows)
    )
    names = ", ".join(map(identifier, header))
    cells = ", ".join(f"{clean(name)} AS {identifier(name)}" for name in header)
    return _connection.execute(
        f"FROM (FROM (VALUES {values}) raw(tejido_row, {names}) SELECT tejido_row, {cells})"
        f" SELECT {expressions} ORDER BY tejido_row"
    ).fetchall()
