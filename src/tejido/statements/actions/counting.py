"""The stored count and its bodies, changed in the transaction of each act, one act at a time."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from django.db import connection, transaction
from django.db.models import F, Q

from tejido.statements.actions.counted_bodies import grown, keep_bodies, routes_of
from tejido.statements.domain.tally import Count, Share
from tejido.statements.models import Statement, Tally, Version
from tejido.statements.queries.shares import share, standings
from tejido.statements.queries.unconfirmed_counts import signers_among, unconfirmed_by_root
from tejido.statements.tasks import renew_pdfs

_COUNTING_LOCK = 0x7E71D0C0
_TOTALS = tuple(field.name for field in fields(Count) if field.name != "countries")

_COLUMNS = [f'"{name}"' for name in _TOTALS]

# Written out: every signature asks these while all others wait for it.
_STORED = (
    f"SELECT {', '.join(_COLUMNS)}, by_country, "  # noqa: S608
    f"(SELECT count(*) FROM {Version._meta.db_table} r WHERE r.statement_id = %s"
    " AND r.root_id = r.id) "
    f"FROM {Tally._meta.db_table} WHERE version_id = %s"
)
_STORE = {
    vendor: f"UPDATE {Tally._meta.db_table} SET "  # noqa: S608
    f"{', '.join(f'{name} = %s' for name in _COLUMNS)}, countries = %s, by_country = {value} "
    "WHERE version_id = %s"
    for vendor, value in (("sqlite", "%s"), ("postgresql", "%s::jsonb"))
}


@dataclass(frozen=True, slots=True)
class StoredTally:
    """What is stored of a version's count.

    Arguments:
        texts: how many texts of another meaning its statement has had.
    """

    share: Share
    texts: int


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
    stored = stored_tally(root)
    before = standings(root, bodies)
    had, routes = share(root, before, people), routes_of(root, before)
    with unconfirmed_counted(root, stored, before, people):
        yield
        after = standings(root, bodies)
        keep_bodies(root, grown(after.values(), routes, routes_of(root, after)))
    store(root, stored.share + (share(root, after, people) - had))


def stored_tally(root: Version) -> StoredTally:
    """Return the stored count of a version; one that has none gets it."""
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [root.statement_id, root.pk])
        row = cursor.fetchone()
    if row is None:
        Tally.objects.get_or_create(version=root)
        return stored_tally(root)
    *totals, by_country, texts = row
    share = Share(dict(zip(_TOTALS, totals, strict=True)), json.loads(by_country))
    return StoredTally(share, texts)


@contextmanager
def unconfirmed_counted(
    root: Version,
    stored: StoredTally,
    organizations: Collection[int],
    people: Collection[int],
) -> Iterator[None]:
    """Change how many are unconfirmed under each text by what the block changes of a few signers.

    Costs nothing while the statement has one text.

    Arguments:
        organizations: ids of all that count as the bodies.
        people: ids of the signers who are people.
    """
    if stored.texts < 2:
        yield
        return
    statement = root.statement_id
    had = unconfirmed_by_root(statement, signers_among(statement, organizations, people))
    yield
    has = unconfirmed_by_root(statement, signers_among(statement, organizations, people))
    for text in had.keys() | has.keys():
        change = has.get(text, 0) - had.get(text, 0)
        Tally.objects.filter(version=text).update(unconfirmed=F("unconfirmed") + change)


def recount_unconfirmed(statement: int) -> None:
    """Count anew how many are unconfirmed under each text of a statement (id)."""
    found = unconfirmed_by_root(statement)
    for tally in Tally.objects.filter(version__statement=statement).only("version", "unconfirmed"):
        if tally.unconfirmed != found.get(tally.version_id, 0):
            tally.unconfirmed = found.get(tally.version_id, 0)
            tally.save(update_fields=["unconfirmed"])


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
