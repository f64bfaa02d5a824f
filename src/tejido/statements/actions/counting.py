"""The stored count and its bodies, changed in the transaction of each act, one act at a time."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import fields

from django.db import connection, transaction
from django.db.models import F, Q

from tejido.statements.actions.counted_bodies import grown, keep_bodies, routes_of
from tejido.statements.domain.tally import Count, Share
from tejido.statements.models import Statement, Tally, Version
from tejido.statements.queries.shares import share, standings
from tejido.statements.tasks import renew_pdfs

_COUNTING_LOCK = 0x7E71D0C0
_TOTALS = tuple(field.name for field in fields(Count) if field.name != "countries")

_COLUMNS = [f'"{name}"' for name in _TOTALS]

# Written out: every signature asks these while all others wait for it.
_STORED = (
    f"SELECT {', '.join(_COLUMNS)}, by_country FROM {Tally._meta.db_table} "  # noqa: S608
    "WHERE version_id = %s"
)
_STORE = {
    vendor: f"UPDATE {Tally._meta.db_table} SET "  # noqa: S608
    f"{', '.join(f'{name} = %s' for name in _COLUMNS)}, countries = %s, by_country = {value} "
    "WHERE version_id = %s"
    for vendor, value in (("sqlite", "%s"), ("postgresql", "%s::jsonb"))
}


def lock_counting() -> None:
    """Let other counts wait until this transaction ends.

    Without it two acts at once would each count without the other, and the later one would store
    a count that never was. SQLite's IMMEDIATE transactions queue anyway; on PostgreSQL the count
    that follows sees what the transaction before it committed (READ COMMITTED). It is taken after
    every lock of the directory's and before any row of the statements is touched, so that no two
    acts wait for each other; the transparency log's lock comes last.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_COUNTING_LOCK])


@contextmanager
def counted(root: Version, bodies: Collection[int], people: Collection[int] = ()) -> Iterator[None]:
    """Change what is stored of a version's count by what the block changes of a few signers.

    The cost depends on these signers and not on how many signed. The caller holds
    `lock_counting`.

    Arguments:
        root: the version they count for.
        bodies: ids of the organizations whose signatures the block changes, those of the
            networks that carry them included.
        people: ids of the signers who are people.
    """
    before = standings(root, bodies)
    had, routes = share(root, before, people), routes_of(root, before)
    yield
    after = standings(root, bodies)
    keep_bodies(root, grown(after.values(), routes, routes_of(root, after)))
    change_count(root, share(root, after, people) - had)


def change_count(root: Version, change: Share) -> None:
    """Add what some signers changed to the stored count of a version."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [root.pk])
        row = cursor.fetchone()
    if row is None:
        Tally.objects.get_or_create(version=root)
        change_count(root, change)
        return
    *totals, by_country = row
    stored = Share(dict(zip(_TOTALS, totals, strict=True)), json.loads(by_country))
    store(root, stored + change)


def store(root: Version, counts: Share) -> None:
    """Write the count of a version over the one that is stored."""
    by_country = {code: number for code, number in counts.by_country.items() if number}
    totals = [counts.totals.get(name, 0) for name in _TOTALS]
    with connection.cursor() as cursor:
        kept = json.dumps(by_country)
        cursor.execute(_STORE[connection.vendor], [*totals, len(by_country), kept, root.pk])


def renew(statements: Q) -> None:
    """Let the pages and files of some statements be made anew; part of the act that asks it."""
    ids = list(Statement.objects.filter(statements).values_list("pk", flat=True).distinct())
    Statement.objects.filter(pk__in=ids).update(
        revision=F("revision") + 1, fresh_from=F("revision") + 1
    )
    transaction.on_commit(lambda: renew_pdfs(ids))
