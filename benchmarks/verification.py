"""Seconds and memory to write and to verify a record whose log has 100,000 leaves, on SQLite.

The verification runs as its readers run it: the program alone, in a process of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import Line, say

# Three in four sign once, the others twice.
ORGANIZATIONS = 75_000
_KIB = 1024


def main() -> None:
    """Measure in a process and a data folder of their own."""
    if "--here" in sys.argv:
        _measure_here()
        return
    with tempfile.TemporaryDirectory(prefix="tejido-bench-") as data:
        environment = {k: v for k, v in os.environ.items() if k != "TEJIDO_DATABASE_URL"}
        command = [sys.executable, "-m", "benchmarks.verification", "--here"]
        subprocess.run(command, check=True, env={**environment, "TEJIDO_DATA": data})


def _measure_here() -> None:
    from benchmarks.statement_data import make_statements

    make_statements([ORGANIZATIONS])

    from tejido.core.transparency import keys, log
    from tejido.statements import verify

    key, name = keys.make_key(), f"record of {log.size()} leaves"
    path = Path(os.environ["TEJIDO_DATA"]) / "record.json"
    command = [sys.executable, "-m", "tejido", "record"]
    _run(f"{name}: written", *command, f"ejemplo-{ORGANIZATIONS}", "--out", str(path))
    say(Line(f"{name}: file", round(path.stat().st_size / 1e6, 1), "MB"))
    program = [sys.executable, "-I", verify.__file__, str(path), "--key", key.line]
    _run(f"{name}: verified", *program)
    _run("the command line: started, for comparison", *command, "--list")


def _run(name: str, *command: str) -> None:
    """Run a command; say its seconds and the most memory it held (Linux)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name}: failed")
    say(Line(name, round(seconds, 1), "s"))
    say(Line(f"{name}: memory", round(used.ru_maxrss / _KIB), "MiB"))


if __name__ == "__main__":
    main()
