"""Exports as files: what a reader may see, as CSV, XLSX or JSON."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from tejido.directory.queries.export import (
    Reader,
    export_columns,
    export_documents,
    export_rows,
)
from tejido.directory.table_writers import csv_lines, json_parts, write_xlsx

T = TypeVar("T")


def write_export(
    path: Path,
    reader: Reader,
    ids: Sequence[int],
    file_format: str,
    advance: Callable[[], None],
) -> None:
    """Write organizations to a file that its owner alone may read.

    Arguments:
        path: written over when it is there.
        reader: whose visibility holds.
        ids: as `exported_organizations` gave them.
        file_format: csv, xlsx or json.
        advance: called for each organization.
    """
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if file_format == "json":
            documents = _counted(export_documents(reader, ids), advance)
            file.writelines(part.encode() for part in json_parts(documents))
            return
        columns = export_columns(reader)
        header = [column.heading for column in columns]
        rows = _counted(export_rows(reader, ids, columns), advance)
        if file_format == "csv":
            file.writelines(line.encode() for line in csv_lines(header, rows))
        else:
            write_xlsx(file, header, rows)


def _counted(items: Iterable[T], advance: Callable[[], None]) -> Iterator[T]:
    for item in items:
        advance()
        yield item
