"""How each body counts under a root version, stored in the transaction of every act.

The caller holds `lock_counting`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import islice

from django.db import connection
from django.db.models import Count, F, Q

from tejido.statements.models import CountedBody, Version
from tejido.statements.queries.shares import Route, Standing, carried_routes, standings
from tejido.statements.queries.signatories import counting_as, live

Value = bool | int | str

_BATCH = 500

_KEPT = ("sort_key", "is_network", "is_named", "direct", "carried", "asked", "members")
_TABLE = CountedBody._meta.db_table

# Written out: every signature asks the first of them while all others wait for it.
_KEEP = (
    f"INSERT INTO {_TABLE} (root_id, body_id, {', '.join(_KEPT)}) VALUES {{rows}} "  # noqa: S608
    "ON CONFLICT (root_id, body_id) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _KEPT)}"
)
_ROW = f"({', '.join(['%s'] * (2 + len(_KEPT)))})"
_FORGET = f"DELETE FROM {_TABLE} WHERE root_id = %s AND body_id IN ({{ids}})"  # noqa: S608


def keep_bodies(root: Version, bodies: Iterable[Standing]) -> None:
    """Store how some bodies count now; one that no longer does loses its row.

    One query for those that count, one for those that do not.
    """
    known = {body.id: body for body in bodies}
    counting = [body for body in known.values() if body.part.counts]
    if counting:
        values = [value for body in counting for value in _values(root, body)]
        _execute(_KEEP.format(rows=", ".join([_ROW] * len(counting))), values)
    _forget(root, [body.id for body in known.values() if not body.part.counts])


def _values(root: Version, body: Standing) -> list[Value]:
    part = body.part
    return [
        root.pk,
        body.id,
        body.sort_key,
        part.is_network,
        part.body.is_named,
        part.direct,
        part.carried,
        part.body.asked,
        body.members,
    ]


def _forget(root: Version, ids: Collection[int]) -> None:
    if ids:
        _execute(_FORGET.format(ids=", ".join(["%s"] * len(ids))), [root.pk, *ids])


def _execute(sql: str, values: list[Value]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def routes_of(root: Version, standing: Mapping[int, Standing]) -> set[Route]:
    """Return by which networks the signatures of some bodies stand; asks only when one's does.

    Arguments:
        standing: as `standings` returned it.
    """
    is_carried = any(body.part.carried for body in standing.values())
    return carried_routes(root, standing.keys()) if is_carried else set()


def grown(bodies: Iterable[Standing], had: Set[Route], has: Set[Route]) -> list[Standing]:
    """Return bodies with the number of those they carry changed by what their routes changed."""
    change = Counter(carrier for _member, carrier in has)
    change.subtract(carrier for _member, carrier in had)
    return [replace(body, members=body.members + change[body.id]) for body in bodies]


def recount_bodies(root: Version, organizations: Collection[int] | None = None) -> None:
    """Store anew how some bodies count, and the networks that carry them; all when left out.

    Part of an act on many signatures, or of one of the directory's. The cost depends on these
    bodies, and on how many the networks that carry them carry.

    Arguments:
        organizations: ids of all whose signatures or standing changed, the networks that a
            signature lost included.
    """
    if organizations is None:
        CountedBody.objects.filter(root=root).delete()
        organizations = _parties(root)
    carriers: set[int] = set()
    for batch in _batches(organizations):
        carriers |= _recount(root, batch)
    for batch in _batches(carriers):
        _recount_members(root, batch)


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    every = iter(sorted(ids))
    while batch := list(islice(every, _BATCH)):
        yield batch


def _recount(root: Version, batch: list[int]) -> set[int]:
    """Store how some bodies count; return whose members are to be counted once all are stored."""
    standing = standings(root, batch)
    bodies = {body.id: body for body in standing.values()}
    # What counts as another body now has no row of its own any more.
    _forget(root, sorted({*batch, *standing} - bodies.keys()))
    keep_bodies(root, bodies.values())
    carry = {body.id for body in bodies.values() if body.part.carries or body.members}
    return carry | {carrier for _member, carrier in routes_of(root, standing)}


def _recount_members(root: Version, carriers: list[int]) -> None:
    members = _members(root, carriers)
    rows = list(CountedBody.objects.filter(root=root, body__in=carriers))
    changed = [row for row in rows if row.members != members.get(row.body_id, 0)]
    for row in changed:
        row.members = members.get(row.body_id, 0)
    CountedBody.objects.bulk_update(changed, ["members"])


def _parties(root: Version) -> set[int]:
    rows = live(root.pk).order_by()
    signers = rows.filter(signer__isnull=False).values_list("signer", flat=True)
    carriers = rows.filter(carrier__isnull=False).values_list("carrier", flat=True)
    return {*signers.distinct().iterator(), *carriers.distinct().iterator()}


def _members(root: Version, carriers: Collection[int]) -> dict[int, int]:
    """Return how many bodies' signatures each network (canonical id) carries."""
    rows = live(root.pk).filter(via__in=counting_as(carriers)).order_by()
    others = Q(organization__isnull=False) & ~Q(signer=F("carrier"))
    found = rows.values_list("carrier").annotate(
        members=Count("signer", distinct=True, filter=others)
    )
    return dict(found)
