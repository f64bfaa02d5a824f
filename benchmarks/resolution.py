"""Resolution measured: F1, seconds and peak memory at 1,000, 10,000 and 100,000 mentions.

Prints one JSON object a line. Tejido and its peers get the same mentions in the same run, each in
a process of its own; splink and cdist run in the environment `make bench` creates (.venv-peers)
and are left out, with a null, where they are missing. Each peer is given its best of several
thresholds, chosen with the truth at hand; Tejido gets no such help.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import Line, say
from benchmarks.resolution_lists import make_list
from tejido.directory.domain.acronyms import LINKING_WORDS, plain_acronym
from tejido.directory.domain.folding import fold
from tejido.directory.domain.mention import Mention, Reading
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import resolve_mentions

SEED = 31_415
"""Reported only; the rules were developed on lists of other seeds."""
SIZES = (1_000, 10_000, 100_000)
LARGEST_FOR_CDIST = 10_000
SPLINK_THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999)
CDIST_THRESHOLDS = (98, 95, 92, 88, 84)

HERE = Path(__file__).parent
PEER_PYTHON = Path(
    os.environ.get("TEJIDO_PEERS_PYTHON", HERE.parent / ".venv-peers" / "bin" / "python")
)

Row = dict[str, Any]


def pairwise_f1(truth: Mapping[int, int], found: Mapping[int, object]) -> float:
    """F1 over pairs of mentions that stand together, from labels by line.

    Arguments:
        truth: the body of each line.
        found: the cluster of each line.
    """
    together = _pairs(Counter((truth[line], label) for line, label in found.items()))
    wanted = _pairs(Counter(truth[line] for line in found))
    claimed = _pairs(Counter(found.values()))
    return 2 * together / (wanted + claimed)


def _pairs(sizes: Mapping[Any, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def measure_tejido(size: int, seed: int) -> dict[str, float]:
    """Resolve one list in this process.

    Arguments:
        size: how many mentions.
        seed: seed of the list.

    Returns:
        f1, seconds of matching, seconds with reading (by the clock, of the processor), megabytes.
    """
    signatures = make_list(size, seed)
    text = "\n".join(signature.text for signature in signatures)
    truth = {line: signature.body for line, signature in enumerate(signatures, 1)}
    gc.disable()  # As `tejido resolve` does.
    worked = time.process_time()
    began = time.perf_counter()
    reading = read_list(text)
    read = time.perf_counter()
    resolution = resolve_mentions(reading)
    done = time.perf_counter()
    found = {one.mention.line: one.organization for one in resolution.mentions}
    return {
        "f1": pairwise_f1(truth, found),
        "seconds": done - read,
        "seconds_with_reading": done - began,
        "processor_seconds_with_reading": time.process_time() - worked,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def peer_rows(reading: Reading) -> list[Row]:
    """The mentions as rows for a peer: names folded, acronym, place, the two rarest words."""
    words = {mention.id: _telling(mention) for mention in reading.mentions}
    frequency = Counter(word for telling in words.values() for word in telling)
    return [_row(mention, words[mention.id], frequency) for mention in reading.mentions]


def _telling(mention: Mention) -> set[str]:
    return {word for word in fold(mention.name).split() if word not in LINKING_WORDS}


def _row(mention: Mention, telling: Iterable[str], frequency: Counter[str]) -> Row:
    rarest = [*sorted(telling, key=lambda word: (frequency[word], word))[:2], "", ""]
    return {
        "id": mention.line,
        "name": fold(mention.name),
        "acronym": plain_acronym(mention.acronyms[0]) if mention.acronyms else "",
        "town": fold(mention.place.town or ""),
        "subdivision": mention.place.subdivision or "",
        "rare_one": rarest[0],
        "rare_two": rarest[1],
    }


def measure_peer(script: str, size: int, thresholds: Sequence[float]) -> dict[str, float] | None:
    """Let a peer resolve the same list, at its best threshold; None when it is not installed."""
    if not PEER_PYTHON.is_file():
        return None
    signatures = make_list(size, SEED)
    rows = peer_rows(read_list("\n".join(signature.text for signature in signatures)))
    done = subprocess.run(
        [str(PEER_PYTHON), str(HERE / "peers" / script)],
        input=json.dumps({"rows": rows, "thresholds": thresholds}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(f"{script} failed: {done.stderr.strip()[-300:]}\n")
        return None
    answer = json.loads(done.stdout)
    truth = {line: signature.body for line, signature in enumerate(signatures, 1)}
    f1 = max(pairwise_f1(truth, dict(labels)) for labels in answer["clusters"].values())
    return {"f1": f1, "seconds": answer["seconds"], "megabytes": answer["megabytes"]}


def _own(size: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.resolution", "--only", str(size)],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def lines(size: int) -> Iterator[Line]:
    """The lines of one size: Tejido beside splink and, where it can bear the size, cdist."""
    own = _own(size)
    peers = {"splink": measure_peer("splink_resolution.py", size, SPLINK_THRESHOLDS)}
    if size <= LARGEST_FOR_CDIST:
        peers["cdist"] = measure_peer("cdist_resolution.py", size, CDIST_THRESHOLDS)
    for peer, measured in peers.items():
        for key, unit in (("f1", "share"), ("seconds", "s"), ("megabytes", "MB")):
            beside = measured[key] if measured else None
            yield Line(f"resolution {key} {size}", own[key], unit, peer, beside)
    for key in ("seconds_with_reading", "processor_seconds_with_reading"):
        name = f"resolution {key.replace('_', ' ')} {size}"
        yield Line(name, own[key], "s", "its own matching alone", own["seconds"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the lines; with --only, what one size costs Tejido alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, help="measure Tejido alone at this many mentions")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    chosen = parser.parse_args(arguments)
    if chosen.only:
        sys.stdout.write(json.dumps(measure_tejido(chosen.only, chosen.seed)) + "\n")
        return
    for size in chosen.sizes:
        for line in lines(size):
            say(line)


if __name__ == "__main__":
    main([] if len(sys.argv) == 1 else sys.argv[1:])
