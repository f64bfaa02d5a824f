"""The one door to DuckDB, in process: nothing is installed, nothing outside is read.

A connection lives in memory, keeps to a number of threads and a share of memory
(TEJIDO_BUDGET_THREADS, TEJIDO_BUDGET_MEMORY), and spills what does not fit to the installation's
own folder. It loads no extension beyond those built in, reads and writes only the files and
folders it was given, and its configuration is locked before the first query.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from duckdb.func import FunctionNullHandling

from tejido.budgets.domain.columns import COLUMNS
from tejido.budgets.domain.corrections import Rule, corrected_sql
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.work_folders import work_folder
from tejido.core.errors import DomainError

ENGINE = f"DuckDB {duckdb.__version__}"
# Half of DuckDB's own: what is held until it is written weighs on the memory there is.
_ROW_GROUP = 61_440
# How DuckDB begins what another connection says in the middle of a stream.
_STREAM = "^Invalid Input Error: reading the (?:stream|schema of the object) registered as [^:]*"
_MEMORY = re.compile(f"{_STREAM}.{{0,60}}Out ?Of ?Memory", re.IGNORECASE)
_DISK = re.compile(f"{_STREAM}.{{0,60}}IO ?(?:Error|Exception)", re.IGNORECASE)


class WarehouseFailed(DomainError):
    """The engine could not do it: memory, disk, or a file that is not what it should be."""

    status = 507
    default_code = "warehouse-failed"
    default_message = _("The data cannot be read. Tell whoever runs this installation.")


class Warehouse:
    """An open connection; use `connect`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run a statement.

        Errors:
            WarehouseFailed.
        """
        with _translated():
            self._connection.execute(sql, list(values) or None)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return every row of a query. Errors: as `run`."""
        with _translated():
            return self._connection.execute(sql, list(values) or None).fetchall()

    def table(
        self, sql: str, values: Sequence[object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of a query's columns and its rows. Errors: as `run`."""
        with _translated():
            result = self._connection.execute(sql, list(values) or None)
            return [column[0] for column in result.description or ()], result.fetchall()

    def batches(self, sql: str, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """Yield a query's rows in batches, for what is too long for memory. Errors: as `run`."""
        with _translated():
            result = self._connection.execute(sql)
            while rows := result.fetchmany(size):
                yield rows

    def write_parquet(self, sql: str, path: Path) -> int:
        """Write a query's rows, in its order, to a Parquet file, zstd; return how many.

        Errors: as `run`.
        """
        [(count,)] = self.rows(
            f"COPY ({sql}) TO {literal(str(path))}"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
        return int(count)

    def listen(self, name: str, types: Sequence[str], told: Callable[..., bool]) -> None:
        """Make a function of SQL that tells Python of some rows and returns what it answers.

        Arguments:
            name: the function's name.
            types: SQL types of its arguments.
            told: called with them, one row at a time, in no particular order.
        """
        lock = Lock()

        @wraps(told)
        def one_at_a_time(*values: Any) -> bool:
            with lock:
                return told(*values)

        self._connection.create_function(
            name,
            one_at_a_time,
            list(types),
            "BOOLEAN",
            null_handling=FunctionNullHandling.SPECIAL,
            side_effects=True,
        )

    def stream(self, name: str, source: "Warehouse", sql: str) -> None:
        """Make the rows of another connection's query a relation here, read as they come.

        Arguments:
            name: what the relation is called in the queries of this connection.
            source: the connection that runs the query, on threads of its own, at the pace at
                which this one reads.
            sql: the query; its order is kept. DuckDB begins it more than once.

        Errors: as `run`; those of the query come when this connection reads.
        """
        with _translated():
            self._connection.register(name, _Stream(source._connection.sql(sql)))


@dataclass(frozen=True, slots=True)
class _Stream:
    """A query's rows in the Arrow C stream interface, and nothing else of what DuckDB gives.

    A relation itself is refused by a connection that did not make it.
    """

    relation: duckdb.DuckDBPyRelation

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.relation.__arrow_c_stream__(requested_schema)


@contextmanager
def connect(
    *,
    files: Iterable[Path] = (),
    folders: Iterable[Path] = (),
    threads: int | None = None,
    memory: int | None = None,
    ahead: int = 1,
) -> Iterator[Warehouse]:
    """Open the engine for one piece of work.

    Arguments:
        files: what may be read.
        folders: where everything may be read and written.
        threads: of the processor; as many as the settings say when not given.
        memory: the most of it, in MiB; as much as the settings say when not given.
        ahead: how much of a streamed query's rows may wait for whoever reads them, in MiB.

    Errors:
        WarehouseFailed: when it cannot be opened.
    """
    with work_folder("spill") as spill:
        with _translated():
            configuration = _configuration(str(spill), threads, memory)
            connection = duckdb.connect(":memory:", config=configuration)
        try:
            with _translated():
                connection.execute(f"SET streaming_buffer_size = '{ahead}MiB'")
                _close_in(connection, files, folders)
            yield Warehouse(connection)
        finally:
            connection.close()


def lines_sql(
    paths: Sequence[Path], corrections: Mapping[str, Sequence[Rule]] | None = None
) -> str:
    """Return the query of all canonical lines of some snapshots, corrections applied.

    Arguments:
        paths: Parquet files, each named by its digest.
        corrections: rules in force, by digest, in the order they were made.

    The column `snapshot` is the digest of the file a line stands in.
    """
    rules = corrections or {}
    parts = []
    for path in paths:
        columns = corrected_sql(rules.get(path.stem, ()))
        parts.append(
            f"SELECT {columns}, {literal(path.stem)} AS snapshot"  # noqa: S608
            f" FROM read_parquet({literal(str(path))})"
        )
    if not parts:
        names = ", ".join(f"NULL AS {name}" for name in (*COLUMNS, "snapshot"))
        return f"SELECT {names} WHERE false"
    return "\nUNION ALL\n".join(parts)


def _configuration(
    spill: str, threads: int | None, memory: int | None
) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": threads or settings.BUDGET_THREADS,
        "memory_limit": f"{memory or settings.BUDGET_MEMORY}MiB",
        # A file that cannot be written to its end otherwise waits for ever now and then: the
        # writing and its breaking off each hold what the other needs.
        "async_threads": 0,
        "temp_directory": spill,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "allow_persistent_secrets": False,
        "preserve_insertion_order": True,
    }


def _close_in(
    connection: duckdb.DuckDBPyConnection, files: Iterable[Path], folders: Iterable[Path]
) -> None:
    """Let it touch what it was given and nothing else, for as long as it lives."""
    for setting, paths in (
        ("allowed_paths", [str(path) for path in files]),
        ("allowed_directories", [f"{folder}{os.sep}" for folder in folders]),
    ):
        listed = ", ".join(map(literal, paths))
        connection.execute(f"SET {setting} = [{listed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


@contextmanager
def _translated() -> Iterator[None]:
    """Say DuckDB's errors as ours: its own may repeat what a file holds."""
    try:
        yield
    except duckdb.Error as error:
        raise _failure(error) from error


def _failure(error: duckdb.Error) -> WarehouseFailed:
    """Return an error as ours. One of the connection a stream comes from is known by its text."""
    told = str(error) if isinstance(error, duckdb.InvalidInputException) else ""
    if isinstance(error, duckdb.OutOfMemoryException) or _MEMORY.search(told):
        message = _(
            "This needs more memory than the installation gives to budgets"
            " (TEJIDO_BUDGET_MEMORY), or more disk than there is."
        )
        return WarehouseFailed(message, code="warehouse-memory")
    if isinstance(error, duckdb.IOException) or _DISK.search(told):
        message = _(
            "A file cannot be read or written: the disk may be full. Tell whoever runs this"
            " installation."
        )
        return WarehouseFailed(message, code="warehouse-disk")
    return WarehouseFailed()
