"""Opening a file: what it is, its content says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.delimited import find_layout
from tejido.budgets.reading.limits import LIMITS, Limits
from tejido.budgets.reading.table import Choices, ReadTable, Sort


@contextmanager
def open_table(
    path: Path, choices: Choices | None = None, limits: Limits = LIMITS
) -> Iterator[ReadTable]:
    """Give a file made ready for the warehouse; copies made on the way go when it is left.

    Arguments:
        path: the file; its name does not matter.
        choices: what a person chose; what is left open is found by content.
        limits: what it may take.

    Errors:
        TableFault: the file cannot be read, and why.
    """
    chosen = choices or Choices()
    if not path.stat().st_size:
        raise TableFault(Fault.EMPTY)
    layout = find_layout(path, limits, delimiter=chosen.delimiter, header_row=chosen.header_row)
    yield ReadTable(
        path=path,
        sort=Sort.CSV,
        header=layout.header,
        delimiter=layout.delimiter,
        skip=layout.skip,
        encoding="utf-8",
        header_row=layout.header_row,
        sample=layout.sample,
    )
