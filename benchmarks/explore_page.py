"""The explore page: of a question whose answer is kept, and of questions nobody asked before.

Served as an installation is (two granian workers, one blocking thread each), to a reader without
an account. The peer is a bare Django page, served the same way and asked in the same run.
"""

import time
from contextlib import ExitStack
from urllib.parse import urlencode

from benchmarks.load import measure, speed
from benchmarks.report import Line, say
from benchmarks.serving import get, served

CLIENTS = 8
REQUESTS = 800
FIRST_ASKED = 40
PATH = "/es/presupuestos/preguntar/"
ASKED = {"document": "final_account", "by": "class", "lens": "mx-people-on-the-move"}
PEER = "bare Django page (template + one query)"


def measure_explore(dataset: str, lines: str, text: int) -> None:
    """Say how fast the page answers.

    Arguments:
        dataset: key of a public dataset.
        lines: how many lines it has, for the figures' names.
        text: id of a text for the peer.
    """
    kept = f"{PATH}?{urlencode({'dataset': dataset, **ASKED})}"
    with ExitStack() as stack:
        tejido = stack.enter_context(served("tejido.config.wsgi:application", workers=2))
        bare = stack.enter_context(served("benchmarks.bare_page:application", workers=2))
        _first(tejido, [kept])
        peer = measure(bare, f"/{text}/", REQUESTS, CLIENTS)
        mine = measure(tejido, kept, REQUESTS, CLIENTS)
        first = _first(tejido, [f"{kept}&top={number}" for number in range(1, FIRST_ASKED + 1)])
    name = f"explore page, answer kept, {lines}"
    say(Line(name, mine.rate, "requests/s", PEER, round(peer.rate, 1)))
    say(Line(f"{name}: p95", mine.p95, "ms", PEER, round(peer.p95, 2)))
    name = f"explore page, question nobody asked before, one reader, {lines}"
    say(Line(f"{name}: p95", first, "ms", PEER, round(peer.p95, 2)))


def _first(port: int, addresses: list[str]) -> float:
    """Ask each address once, one after the other; return the 95th percentile in milliseconds.

    Errors:
        RuntimeError: one of them has no answer.
    """
    taken = []
    for address in addresses:
        began = time.perf_counter()
        answer, body = get(port, address, "gzip")
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status} {body[:200]!r}")
    return speed(taken, sum(taken)).p95
