"""Seconds and memory to write and to verify a record whose log has 100,000 leaves, on SQLite.

The verification runs as its readers run it: the program alone, in a process of its own.
"""

import os
import resource
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
    from tejido.statements import record_file, verify
    from tejido.statements.models import Statement

    key, statement = keys.make_key(), Statement.objects.get()
    leaves = log.size()
    path = Path(os.environ["TEJIDO_DATA"]) / "record.json"
    before = _peak(resource.RUSAGE_SELF)
    start = time.perf_counter()
    with path.open("wb") as file:
        record_file.write(statement.pk, file)
    written = time.perf_counter() - start
    name = f"record of {leaves} leaves"
    say(Line(f"{name}: written", round(written, 1), "s"))
    say(Line(f"{name}: file", round(path.stat().st_size / 1e6, 1), "MB"))
    more = _peak(resource.RUSAGE_SELF) - before
    say(Line(f"{name}: memory that writing adds", round(more / _KIB), "MiB"))
    program = [sys.executable, "-I", verify.__file__, path, "--key", key.line]
    start = time.perf_counter()
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    verified = time.perf_counter() - start
    say(Line(f"{name}: verified", round(verified, 1), "s"))
    peak = _peak(resource.RUSAGE_CHILDREN)
    say(Line(f"{name}: memory of the verification", round(peak / _KIB), "MiB"))


def _peak(who: int) -> int:
    """Return the largest memory held so far, in KiB (Linux)."""
    return resource.getrusage(who).ru_maxrss


if __name__ == "__main__":
    main()
