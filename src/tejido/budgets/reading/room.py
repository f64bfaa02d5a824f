"""The disk a copy is written to is never filled."""

import shutil
from pathlib import Path

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.limits import MEGABYTE

_LEFT = 64 * MEGABYTE


def check_room(path: Path) -> None:
    """Refuse to go on writing a file when hardly any room is left beside it.

    Errors:
        TableFault: disk-full.
    """
    if shutil.disk_usage(path.parent).free < _LEFT:
        raise TableFault(Fault.DISK_FULL)
