"""Seconds and memory to write and to verify a record whose log has 100,000 leaves, on SQLite.

The verification runs as its readers run it: the program alone, in a process of its own. Writing
stands beside the start of the command line, verifying beside reading the file without a check.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import end_cleanly, run_on_sqlite
from benchmarks.report import Line, say

# Three in four sign once, the others twice.
ORGANIZATIONS = 75_000
_KIB = 1024
_READ = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the clock, and the most memory it held, in MiB (Linux)."""

    seconds: float
    memory: float


def main() -> None:
    """Measure in a process and a data folder of their own."""
    end_cleanly()
    if "--here" in sys.argv:
        _measure_here()
        return
    if "--fill" in sys.argv:
        _fill()
        return
    run_on_sqlite("benchmarks.verification")


def _measure_here() -> None:
    # Filled elsewhere: what a process holds counts as held by those it starts.
    filling = [sys.executable, "-m", "benchmarks.verification", "--fill"]
    filled = json.loads(subprocess.run(filling, check=True, capture_output=True).stdout)
    name = f"record of {filled['leaves']} leaves"
    path = Path(os.environ["TEJIDO_DATA"]) / "record.json"
    command = [sys.executable, "-m", "tejido", "record"]
    started = _cost(*command, "--list")
    written = _cost(*command, f"ejemplo-{ORGANIZATIONS}", "--out", str(path))
    _say(f"{name}: written", written, "the command line, started", started)
    read = _cost(sys.executable, "-I", "-c", _READ, str(path))
    verified = _cost(sys.executable, "-I", filled["program"], str(path), "--key", filled["key"])
    _say(f"{name}: verified", verified, "json.load of the file, nothing checked", read)
    size, beside = path.stat().st_size / 1e6, "its entries alone, as JSON"
    say(Line(f"{name}: file", size, "MB", beside, round(filled["entries"] / 1e6, 2)))


def _fill() -> None:
    """Make the statement; print the log's key and size, and where the program stands, as JSON."""
    from benchmarks.statement_data import make_statements

    make_statements([ORGANIZATIONS])

    from tejido.core.models import LogEntry
    from tejido.core.transparency import keys, log
    from tejido.statements import verify

    values = LogEntry.objects.values_list("value", flat=True)
    filled = {
        "key": keys.make_key().line,
        "leaves": log.size(),
        "entries": sum(len(json.dumps(value)) for value in values.iterator()),
        "program": verify.__file__,
    }
    sys.stdout.write(json.dumps(filled))


def _cost(*command: str) -> Cost:
    """Run a command to its end.

    Errors:
        SystemExit: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])}: failed")
    return Cost(seconds, used.ru_maxrss / _KIB)


def _say(name: str, own: Cost, beside: str, peer: Cost) -> None:
    say(Line(name, own.seconds, "s", beside, round(peer.seconds, 2)))
    say(Line(f"{name}: memory", own.memory, "MiB", beside, round(peer.memory)))


if __name__ == "__main__":
    main()
