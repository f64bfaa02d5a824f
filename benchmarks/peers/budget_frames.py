"""The peers: pandas and Polars adding up budget lines by year, document, branch and unit.

Runs in an environment of its own. `budget_frames.py pandas|polars FILE`: reads the Parquet file's
columns and adds up three times; writes the median seconds and the peak megabytes.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEYS = ["year", "document", "branch", "unit", "unit_label"]
AMOUNTS = ["approved", "executed"]


def with_pandas(path: str) -> Any:
    """Read and add up."""
    import pandas

    frame = pandas.read_parquet(path, columns=[*KEYS, *AMOUNTS])
    for name in AMOUNTS:
        frame[name] = frame[name].astype("float64")
    return frame.groupby(KEYS, dropna=False, observed=True)[AMOUNTS].sum()


def with_polars(path: str) -> Any:
    """Read and add up."""
    import polars

    return polars.scan_parquet(path).group_by(KEYS).agg(polars.col(AMOUNTS).sum()).collect()


def main() -> None:
    """Measure one of them."""
    run: Callable[[str], Any] = {"pandas": with_pandas, "polars": with_polars}[sys.argv[1]]
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        run(sys.argv[2])
        taken.append(time.perf_counter() - began)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = (
        next(int(one.split()[1]) for one in status.splitlines() if one.startswith("VmHWM")) / 1024
    )
    sys.stdout.write(json.dumps({"seconds": statistics.median(taken), "mebibytes": peak}))


if __name__ == "__main__":
    main()
