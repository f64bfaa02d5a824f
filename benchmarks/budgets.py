"""Budgets of 1.7 and 17 million lines: importing them, and each shipped question about them.

The import stands beside DuckDB's own CSV to Parquet, each question beside DuckDB's own adding up
by year, document, branch and unit over the same Parquet file, and that beside pandas and Polars.
SQLite holds the register; the lines never enter the database.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.budget_data import multiply, which, write_csv
from benchmarks.explore_page import measure_explore
from benchmarks.processes import ROOT, end_cleanly, run_on_sqlite
from benchmarks.report import Line, say

TIMES = 10
ROUNDS = 3
DATASET = "mx-federal"
_PEERS = ROOT / ".venv-peers" / "bin" / "python"
_BARE = (
    "SELECT year, document, branch, unit, unit_label, sum(approved), sum(executed)"
    " FROM read_parquet('{path}') GROUP BY ALL"
)


def main() -> None:
    """Measure in processes and a data folder of their own."""
    end_cleanly()
    if "--prepare" in sys.argv:
        sys.stdout.write(json.dumps(_prepared()))
    elif "--ask" in sys.argv:
        sys.stdout.write(json.dumps(_asked(sys.argv[sys.argv.index("--ask") + 1])))
    elif "--bare" in sys.argv:
        sys.stdout.write(json.dumps(_bare_asked(sys.argv[sys.argv.index("--bare") + 1])))
    elif "--import" in sys.argv:
        sys.stdout.write(json.dumps(_imported(sys.argv[sys.argv.index("--import") + 1])))
    elif "--here" in sys.argv:
        _measure_here()
    else:
        run_on_sqlite("benchmarks.budgets")


def _measure_here() -> None:
    text = _child("--prepare")["text"]
    with tempfile.TemporaryDirectory(prefix="tejido-bench-") as name:
        folder = Path(name)
        csv = folder / "lines.csv"
        count = write_csv(csv)
        snapshot = _measure_import(csv, count, folder)
        csv.unlink()
        _measure_questions(Path(snapshot), f"{count:,} {which()}")
        measure_explore(DATASET, f"{count:,} {which()}", text)
        many, digest = multiply(Path(snapshot), TIMES, folder)
        _put_in_force(many, digest)
        _measure_questions(many, f"{count * TIMES:,} {which()}")
        measure_explore(DATASET, f"{count * TIMES:,} {which()}", text)


def _measure_import(csv: Path, count: int, folder: Path) -> str:
    own = _child("--import", str(csv))
    bare = _child("--bare", f"copy:{csv}:{folder / 'bare.parquet'}")
    peer = "DuckDB alone, CSV to Parquet, every column text"
    name = f"budget import of {count:,} {which()}"
    say(Line(name, own["seconds"], "s", peer, round(bare["seconds"], 2)))
    rate, bare_rate = count / own["seconds"], count / bare["seconds"]
    say(Line(f"{name}: speed", rate, "lines/s", peer, round(bare_rate)))
    say(Line(f"{name}: memory", own["mebibytes"], "MiB", peer, round(bare["mebibytes"])))
    return str(own["snapshot"])


def _measure_questions(path: Path, lines: str) -> None:
    bare = _child("--bare", f"ask:{path}")
    peer = "DuckDB alone, by year, document, branch and unit"
    for frames in ("pandas", "polars"):
        found = _output([str(_PEERS), "-m", "benchmarks.peers.budget_frames", frames, str(path)])
        say(Line(f"{peer}: {lines}", bare["seconds"], "s", frames, round(found["seconds"], 3)))
        say(
            Line(
                f"{peer}: {lines}: memory",
                bare["mebibytes"],
                "MiB",
                frames,
                round(found["mebibytes"]),
            )
        )
    for name in _questions():
        own = _child("--ask", name)
        label = f"question {name} on {lines}"
        say(Line(label, own["seconds"], "s", peer, round(bare["seconds"], 3)))
        say(Line(f"{label}: memory", own["mebibytes"], "MiB", peer, round(bare["mebibytes"])))
        again = f"{label}: computed again from the lines"
        say(Line(again, own["again"], "s", peer, round(bare["seconds"], 3)))


def _questions() -> dict[str, Any]:
    from tejido.budgets.asking.shipped import shipped_questions

    return shipped_questions()


def _imported(csv: str) -> dict[str, Any]:
    _django()
    from tejido.budgets.actions.imports import DatasetData, import_file
    from tejido.budgets.actions.shipped import load_shipped
    from tejido.budgets.queries.mappings import shipped_mappings
    from tejido.budgets.reading import Choices
    from tejido.budgets.snapshot_files import parquet_path

    load_shipped()
    data = DatasetData(
        DATASET, "Presupuesto", "Budget", "Hacienda", "MX", "MXN", visibility="public"
    )
    began = time.perf_counter()
    snapshot = import_file(
        actor=None,
        path=Path(csv),
        mapping=next(one for one in shipped_mappings() if one.key == "mx-federal-micro"),
        choices=Choices(encoding="utf-8"),
        data=data,
        source_data=None,
        tell=lambda _step, _done: None,
    )
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "snapshot": str(parquet_path(snapshot.digest)), **_peak()}


def _asked(name: str) -> dict[str, Any]:
    _django()
    from tejido.budgets.actions.asking import answer, question_from
    from tejido.budgets.models import Answer

    question = question_from({**_questions()[name], "dataset": DATASET})

    def first() -> None:
        """Ask what nobody has asked before: no answer is kept yet."""
        Answer.objects.all().delete()
        answer(None, question)

    first()  # The sums are made once a snapshot, by the worker after the import.
    return {
        "seconds": _median(first),
        "mebibytes": _peak()["mebibytes"],
        "again": _median(lambda: answer(None, question, fresh=True)),
    }


def _bare_asked(what: str) -> dict[str, Any]:
    import duckdb

    kind, _colon, rest = what.partition(":")
    with duckdb.connect(config={"threads": 2}) as bare:
        if kind == "copy":
            csv, parquet = rest.split(":")
            sql = (
                f"COPY (SELECT * FROM read_csv('{csv}', all_varchar = true)) TO '{parquet}'"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
            return {"seconds": _taken(lambda: bare.execute(sql)), **_peak()}
        sql = _BARE.format(path=rest)
        return {"seconds": _median(lambda: bare.execute(sql).fetchall()), **_peak()}


def _put_in_force(path: Path, digest: str) -> None:
    """Register a Parquet file in place of the snapshot that is in force."""
    _django()
    from django.db import transaction

    from tejido.budgets.models import Coverage, Label, Snapshot
    from tejido.budgets.snapshot_files import parquet_path

    os.link(path, parquet_path(digest))
    with transaction.atomic():
        snapshot = Snapshot.objects.get()
        held, named = list(snapshot.coverage.all()), list(snapshot.labels.all())
        snapshot.coverage.update(in_force=False)
        snapshot.pk, snapshot.key, snapshot.digest = None, "many", digest
        snapshot.save()
        Coverage.objects.bulk_create(
            Coverage(
                dataset=one.dataset,
                snapshot=snapshot,
                year=one.year,
                document=one.document,
                rows=one.rows * TIMES,
                totals=one.totals,
            )
            for one in held
        )
        for label in named:
            label.pk, label.snapshot = None, snapshot
        Label.objects.bulk_create(named, batch_size=1_000)


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")
    django.setup()


def _prepared() -> dict[str, Any]:
    """Make the tables, and a statement whose text the peer of the explore page shows."""
    _django()
    from benchmarks.statement_data import make_statements

    _database, _pages, text = make_statements((1,))
    return {"text": text}


def _child(*arguments: str) -> dict[str, Any]:
    return _output([sys.executable, "-m", "benchmarks.budgets", *arguments])


def _output(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _median(run: Callable[[], object]) -> float:
    """Return the median of ROUNDS, after one that fills the caches of the machine."""
    run()
    return statistics.median(_taken(run) for _ in range(ROUNDS))


def _taken(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _peak() -> dict[str, float]:
    # VmHWM is this program's own; what getrusage says begins with what its parent held.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (one for one in status.splitlines() if one.startswith("VmHWM"))
    return {"mebibytes": int(line.split()[1]) / 1024}


if __name__ == "__main__":
    main()
