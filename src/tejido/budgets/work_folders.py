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
_AS_FOLDER = os.O_RDONLY | os.O_DIRECTORY


@contextmanager
def work_folder(prefix: str) -> Iterator[Path]:
    """Give an empty folder of this process alone; it and all in it go when the block is left."""
    path, held = _new(_parent(), prefix)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(held)


def sweep_work_folders() -> None:
    """Remove the folders that no living process holds."""
    for path in _parent().iterdir():
        try:
            held = os.open(path, _AS_FOLDER)
        except (FileNotFoundError, NotADirectoryError):
            # Left by its own process meanwhile, or none of ours.
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(held)


def _new(parent: Path, prefix: str) -> tuple[Path, int]:
    """Make a folder and hold it; swept between the two, it is made again."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=parent))
        try:
            held = os.open(path, _AS_FOLDER)
        except FileNotFoundError:
            continue
        fcntl.flock(held, fcntl.LOCK_EX)
        if path.exists():
            return path, held
        os.close(held)


def _parent() -> Path:
    parent = Path(settings.DATA, FOLDER)
    parent.mkdir(mode=0o700, exist_ok=True)
    return parent
