"""What every command of `tejido` shares: exit codes, consoles, one-line refusals, progress."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum, StrEnum
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

_UNBOUNDED = 100_000


class WholeTables(Console):
    """A console that never cuts what stands in a table: a figure cut is another figure.

    On a terminal too narrow for a table its texts are folded, its right-aligned columns never;
    where even that is too wide, the table is wider than the terminal. In a file or a pipe a table
    is as wide as it needs.
    """

    def print(self, *objects: Any, **options: Any) -> None:
        """Print as any console does, tables whole."""
        tables = [one for one in objects if isinstance(one, Table)]
        for table in tables:
            table.width = self._width_of(table)
        super().print(*objects, **({**options, "crop": False} if tables else options))

    def _width_of(self, table: Table) -> int:
        for column in table.columns:
            column.overflow = "fold"
            column.no_wrap = column.no_wrap or column.justify == "right"
        needed = Measurement.get(self, self.options.update(max_width=_UNBOUNDED), table)
        if not self.is_terminal:
            return needed.maximum
        return min(needed.maximum, max(needed.minimum, self.width))


console = WholeTables()
errors = WholeTables(stderr=True, highlight=False, soft_wrap=True)


class Exit(IntEnum):
    """Exit codes of every command."""

    FINE = 0
    DATA_DOES_NOT_HOLD = 1
    WRONG_USE = 2


class Format(StrEnum):
    """How a command answers: for a person or for a program."""

    TABLE = "table"
    JSON = "json"


def prepare_django() -> None:
    """Load settings and apps, once. Commands that need no database do without."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")
    django.setup()


def refuse(message: str, code: Exit = Exit.WRONG_USE) -> NoReturn:
    """Say in one line on stderr why the command stops, and end with `code`."""
    errors.print(message, style="red" if errors.is_terminal else None, markup=False)
    raise typer.Exit(code)


def refuse_taken_port(port: int, host: str = "127.0.0.1") -> None:
    """Stop before any work is done when something else listens on a port.

    Errors:
        typer.Exit: with WRONG_USE, after saying so.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            refuse(f"Port {port} of {host} is in use or not allowed. Choose another with --port.")


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress on stderr while it is a terminal; stay silent otherwise.

    Use `add_task(title, total=...)` and `advance` of the yielded rich Progress.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        yield bar
