"""The port through which a question's SQL is run: in this process, or elsewhere later."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

Record = tuple[object, ...]


class Engine(Protocol):
    """Runs one statement in DuckDB's dialect over immutable Parquet files."""

    # Part of what an answer is kept under: another engine, another answer kept.
    name: str
    # It reads this installation's own disk, and so what is kept there.
    local: bool

    def run(self, sql: str, paths: Sequence[Path]) -> list[Record]:
        """Return the rows of a statement.

        Arguments:
            sql: a SELECT that names the files by their full paths.
            paths: the files it reads, so that nothing else may be opened.

        Errors:
            DomainError: the engine does not answer.
        """
        ...
