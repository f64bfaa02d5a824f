"""Folders for work on the way, removed when it ends, and by the next work when it was killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

FOLDER = "imports"


@contextmanager
def work_folder(prefix: str) -> Iterator[Path]:
    """Give an empty folder of this process alone; it and all in it go when the block is left."""
    parent = _parent()
    path, held = _new(parent, prefix)
    while not path.exists():
        # Swept between being made and being held.
        os.close(held)
        path, held = _new(parent, prefix)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(held)


def sweep_work_folders() -> None:
    """Remove the folders that no living process holds."""
    for path in _parent().iterdir():
        if path.is_dir():
            held = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            except BlockingIOError:
                continue
            finally:
                os.close(held)


def _new(parent: Path, prefix: str) -> tuple[Path, int]:
    path = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=parent))
    held = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(held, fcntl.LOCK_EX)
    return path, held


def _parent() -> Path:
    parent = Path(settings.DATA, FOLDER)
    parent.mkdir(mode=0o700, exist_ok=True)
    return parent
