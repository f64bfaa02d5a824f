"""Signing by personal link, the whole way, and reading the page while others sign.

A signature is one POST that is checked, deduplicated, counted, entered in the transparency log,
audited and told to the organization's contacts. Its peer writes one row in one transaction: the
least Django does, on the same database with the same settings, served the same way (two granian
workers, one blocking thread each, 8 clients). SQLite always; PostgreSQL where it can be had.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from benchmarks.load import Speed, measure
from benchmarks.processes import ROOT, end_cleanly, run_on_each_database
from benchmarks.report import Line, say
from benchmarks.serving import served
from benchmarks.sign_load import measure_signing

CLIENTS = 8
SIZES = (100, 100_000)
SIGNATURES = 1600
"""Each is one of the times the 95th percentile is taken of."""
WHILE_READING = 1200
WARMING_UP = 40
READS = 1600
PEER = "bare Django: one INSERT in a transaction"
OPENLETTER = 130.0
TARGET = 200.0


def main() -> None:
    """Measure on SQLite and, where it can be had, on PostgreSQL."""
    end_cleanly()
    if "--here" in sys.argv:
        _measure_here()
        return
    run_on_each_database("benchmarks.signing")


def _measure_here() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")
    import django

    django.setup()

    from django.core.management import call_command
    from django.db import connection

    from benchmarks.signing_data import make_open_statement

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    invited = WARMING_UP + SIGNATURES + WHILE_READING
    statements = {size: make_open_statement(size, invited) for size in SIZES}
    database = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    connection.close()
    _make_bare_table()
    with ExitStack() as stack:
        tejido = stack.enter_context(served("tejido.config.wsgi:application", workers=2))
        bare = stack.enter_context(served("benchmarks.bare_page:application", workers=2))
        for size, (page, links) in statements.items():
            _say(f"{size} signatures there, {database}", tejido, bare, page, iter(links))


def _make_bare_table() -> None:
    code = "from benchmarks import bare_page; bare_page.make_table()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def _say(name: str, tejido: int, bare: int, page: str, links: Iterator[str]) -> None:
    _some(tejido, links, WARMING_UP)
    mine = _some(tejido, links, SIGNATURES)
    peer = measure_signing(bare, [f"/write/{n}/" for n in range(SIGNATURES)], CLIENTS)
    say(Line(f"signing, {name}", mine.rate, "signatures/s", PEER, round(peer.rate, 1)))
    say(Line(f"signing, {name}", mine.rate, "signatures/s", "the target", TARGET))
    published = "openletter, before verification, as published"
    say(Line(f"signing, {name}", mine.rate, "signatures/s", published, OPENLETTER))
    say(Line(f"signing, {name}: p95", mine.p95, "ms", PEER, round(peer.p95, 2)))
    alone = measure(tejido, page, READS, CLIENTS)
    with ThreadPoolExecutor() as pool:
        signing = pool.submit(_some, tejido, links, WHILE_READING)
        reading = measure(tejido, page, READS, CLIENTS)
        meanwhile = signing.result()
    while_signing = f"page while others sign, {name}"
    say(Line(while_signing, reading.rate, "requests/s", "nobody signs", round(alone.rate, 1)))
    while_reading = f"signing while others read, {name}"
    say(Line(while_reading, meanwhile.rate, "signatures/s", "nobody reads", round(mine.rate, 1)))


def _some(port: int, links: Iterator[str], number: int) -> Speed:
    return measure_signing(port, [next(links) for _ in range(number)], CLIENTS)


if __name__ == "__main__":
    main()
