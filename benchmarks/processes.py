"""Processes that end with the benchmark that started them, whatever ends it."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
_PR_SET_PDEATHSIG = 1
_ENDING = (signal.SIGTERM, signal.SIGINT)
_libc = ctypes.CDLL(None)


def end_cleanly() -> None:
    """Let SIGTERM and SIGINT unwind this process, so that what it started ends too."""
    for number in _ENDING:
        signal.signal(number, _unwind)


def _unwind(number: int, _frame: FrameType | None) -> None:
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def _end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the process that starts this one dies (Linux)."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def started(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    patience: float = 30,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a command in a process group of its own; end the whole group with the block.

    Arguments:
        environment: of the command; this process's own when left out.
        patience: seconds it has to end by itself.
    """
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )
    try:
        yield process
    finally:
        _end_group(process, patience)


def _end_group(process: "subprocess.Popen[bytes]", patience: float) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a command to its end; return its exit code."""
    with started(command, environment) as process:
        return process.wait()


def run_on_sqlite(module: str) -> None:
    """Run a benchmark's measures on SQLite, in a process and a data folder of their own.

    Errors:
        SystemExit: it failed.
    """
    _measure(module)


def run_on_each_database(module: str) -> None:
    """Run a benchmark's measures on SQLite and, where it can be had, on PostgreSQL.

    Each runs in a process of its own, on empty tables: PostgreSQL is a throwaway server whatever
    the environment names.

    Errors:
        SystemExit: one of them failed.
    """
    _measure(module)
    if shutil.which("pg_virtualenv"):
        _measure(module, str(ROOT / "scripts/with-postgres"))


def _measure(module: str, *before: str) -> None:
    # A server that is there already would lend its port to the one made here.
    servers = [name for name in os.environ if name.startswith(("TEJIDO_DATABASE_URL", "PG"))]
    environment = {name: value for name, value in os.environ.items() if name not in servers}
    with tempfile.TemporaryDirectory(prefix="tejido-bench-") as data:
        command = [*before, sys.executable, "-m", module, "--here"]
        if code := run(command, {**environment, "TEJIDO_DATA": data}):
            raise SystemExit(code)
