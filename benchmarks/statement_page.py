"""A statement's public page against a bare Django page, and the bytes of a first visit.

Both are served by granian in WSGI mode with one worker and one blocking thread, from the same
database, and asked in turns by the same generator (8 clients, kept connections, gzip accepted) in
a process of its own. SQLite always; PostgreSQL besides where scripts/with-postgres can run one.
"""

import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

from benchmarks.load import Speed, measure
from benchmarks.processes import end_cleanly, run_on_each_database
from benchmarks.report import Line, say
from benchmarks.serving import get, served

CLIENTS = 8
REQUESTS = 2400
ROUNDS = 3
SIZES = (350, 10_000)
PEER = "bare Django page (template + one query)"
TARGET_BYTES = 30_000


def main() -> None:
    """Measure on SQLite and, where it can be had, on PostgreSQL."""
    end_cleanly()
    if "--here" in sys.argv:
        _measure_here()
        return
    run_on_each_database("benchmarks.statement_page")


def _measure_here() -> None:
    from benchmarks.statement_data import make_statements

    database, pages, bare = make_statements(SIZES)
    with ExitStack() as stack:
        tejido = stack.enter_context(served("tejido.config.wsgi:application"))
        peer = stack.enter_context(served("benchmarks.bare_page:application"))
        ceiling = stack.enter_context(served("benchmarks.bare_page:ceiling"))
        asks: dict[str, Callable[[], Speed]] = {
            "bare": lambda: measure(peer, f"/{bare}/", REQUESTS, CLIENTS),
            "ceiling": lambda: measure(ceiling, "/", REQUESTS, CLIENTS),
            **{path: _asker(tejido, path) for path in pages.values()},
        }
        speeds = _in_turns(asks)
        for size, path in pages.items():
            _say_speed(f"statement page, {size} signatures, {database}", speeds, path)
        ceiling_rate, bare_rate = speeds["ceiling"].rate, round(speeds["bare"].rate, 1)
        name = f"load generator's ceiling, {database}"
        say(Line(name, ceiling_rate, "requests/s", PEER, bare_rate))
        if database == "SQLite":
            _say_bytes(tejido, pages)


def _asker(port: int, path: str) -> Callable[[], Speed]:
    return lambda: measure(port, path, REQUESTS, CLIENTS)


def _in_turns(asks: dict[str, Callable[[], Speed]]) -> dict[str, Speed]:
    """Ask each in every round, so that a noisy moment falls on all; keep the medians."""
    for ask in asks.values():
        ask()
    rounds = [{name: ask() for name, ask in asks.items()} for _ in range(ROUNDS)]
    return {
        name: Speed(
            rate=statistics.median(each[name].rate for each in rounds),
            p50=statistics.median(each[name].p50 for each in rounds),
            p95=statistics.median(each[name].p95 for each in rounds),
        )
        for name in asks
    }


def _say_speed(name: str, speeds: dict[str, Speed], path: str) -> None:
    mine, peer = speeds[path], speeds["bare"]
    say(Line(name, mine.rate, "requests/s", PEER, round(peer.rate, 1)))
    say(Line(f"{name}: p95", mine.p95, "ms", PEER, round(peer.p95, 3)))


def _say_bytes(port: int, pages: dict[int, str]) -> None:
    for size, path in pages.items():
        total = sum(_bytes(port, address) for address in (path, *_needed(port, path)))
        name = f"first visit, {size} signatures: page, style sheet and icon over the wire"
        say(Line(name, total, "bytes", "the most a public page may weigh", TARGET_BYTES))


def _needed(port: int, path: str) -> Iterator[str]:
    """Yield what a browser fetches besides the page: links to style sheets and icons."""
    _, body = get(port, path, "identity")
    for tag in body.decode().split("<link ")[1:]:
        tag = tag.partition(">")[0]
        if 'rel="stylesheet"' in tag or 'rel="icon"' in tag:
            yield urlsplit(tag.partition('href="')[2].partition('"')[0]).path


def _bytes(port: int, path: str) -> int:
    """Return the bytes of an answer: status line, headers, body as it came."""
    response, body = get(port, path, "gzip, br")
    head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    return len("HTTP/1.1 200 OK\r\n\r\n") + head + len(body)


if __name__ == "__main__":
    main()
