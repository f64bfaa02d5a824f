"""Rows of an uploaded table that is not one of organizations: for the apps above."""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

from tejido.directory.domain.tables import TableFault, unescape_cell
from tejido.directory.table_files import read_rows
from tejido.directory.wording import table_error


def uploaded_rows(
    chunks: Iterable[bytes], known: Callable[[Iterable[str]], int]
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the number and cells of each row of a CSV or XLSX file; the file is not kept.

    Arguments:
        chunks: its bytes.
        known: counts the headings among some cells; tells which separator a CSV file uses.

    Errors:
        InvalidInput: it cannot be read, and why.
    """
    descriptor, name = tempfile.mkstemp(dir=settings.FILE_UPLOAD_TEMP_DIR)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
        rows = read_rows(path, known)
    except TableFault as fault:
        raise table_error(fault) from fault
    finally:
        path.unlink()
    return [(row.number, tuple(unescape_cell(cell) for cell in row.cells)) for row in rows]
