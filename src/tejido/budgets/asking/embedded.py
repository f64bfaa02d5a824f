"""The engine in this process: DuckDB, through the warehouse."""

from collections.abc import Sequence
from pathlib import Path

from tejido.budgets import warehouse
from tejido.budgets.asking.engine import Record


class Embedded:
    """Runs statements in memory, within the installation's limits."""

    name = warehouse.ENGINE
    local = True

    def run(self, sql: str, paths: Sequence[Path]) -> list[Record]:
        """Return the rows of a statement; see `Engine.run`."""
        with warehouse.connect(files=paths) as opened:
            return list(opened.rows(sql))
