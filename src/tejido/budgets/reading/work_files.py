"""Files made on the way, gone when the reading ends."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tejido.budgets.domain.table_faults import Fault, TableFault

# One of settings.TEMPORARY_FOLDERS: what a killed process leaves there, the worker removes.
FOLDER = "imports"
_ROOM_LEFT = 64 * 1024 * 1024


@contextmanager
def work_file(ending: str) -> Iterator[Path]:
    """Give an empty file of nobody else's, removed afterwards whatever happens."""
    folder = Path(settings.DATA, FOLDER)
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=ending, prefix="budget-", dir=folder)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def check_room(path: Path) -> None:
    """Refuse to fill the disk on which a file is being written.

    Errors:
        TableFault: disk-full.
    """
    if shutil.disk_usage(path.parent).free < _ROOM_LEFT:
        raise TableFault(Fault.DISK_FULL)
