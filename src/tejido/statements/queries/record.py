"""What the record of a published statement says, read as of one moment (docs/record.md).

Call everything here inside one `core.snapshot`.
"""

import heapq
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Min, Q

from tejido.core.transparency import log
from tejido.core.transparency.log import Entry
from tejido.statements import verify
from tejido.statements.models import Statement, Version
from tejido.statements.queries.content import with_content
from tejido.statements.queries.counts import stored_count
from tejido.statements.queries.signatories import (
    live,
    named_to,
    network_lines,
    networks,
    organizations,
    people,
)

_CHUNK = 500

# Whom a list names, by the place of the first entry that counts: (place, rank, fields).
Line = tuple[int, int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Course:
    """What the entries of a statement come to, without the names.

    Arguments:
        indices: of the entries, in order.
        named_at: entries whose names are those of who stands under the published text.
    """

    indices: list[int]
    named_at: frozenset[int]


def recorded(statement: Statement) -> Version | None:
    """Return the published version with its content, if the statement has entries in the log."""
    if statement.published_version_id is None or statement.last_leaf is None:
        return None
    versions = Version.objects.filter(pk=statement.published_version_id)
    return with_content(versions.select_related("root__tally")).first()


def with_record() -> list[tuple[Statement, Version]]:
    """Return the published statements that have a record, newest first."""
    rows = Statement.objects.filter(published_version__isnull=False, last_leaf__isnull=False)
    found = rows.select_related("published_version").order_by("-pk")
    return [(row, row.published_version) for row in found if row.published_version is not None]


def course(leaf: int) -> Course:
    """Read the entries of a statement once.

    Arguments:
        leaf: index of any of them.
    """
    said = SimpleNamespace(families={}, signed={}, live={}, others={}, told={}, published=[])
    indices = []
    for entry in log.chain(leaf):
        indices.append(entry.index)
        verify.read(entry.value, entry.index, said)
    return Course(indices, _named_at(said))


def entries(leaf: int, found: Course) -> Iterator[dict[str, Any]]:
    """Yield the entries as the record holds them: the names only of whom it names."""
    for entry in log.chain(leaf, with_openings=True):
        yield {
            "index": entry.index,
            "value": dict(entry.value),
            "names": _names(entry) if entry.index in found.named_at else None,
        }


def stated_count(version: Version) -> dict[str, int]:
    """Return the stored count of who stands under a version."""
    return asdict(stored_count(version.root))


def signatories(version: Version) -> Iterator[dict[str, Any]]:
    """Yield whom the public reads by name under a version, in the order they first counted."""
    root = version.root_id or version.pk
    parts = (_organizations(root), iter(_networks(root)), _people(root))
    for _place, _rank, fields in heapq.merge(*parts, key=itemgetter(0, 1)):
        yield fields


def _named_at(said: SimpleNamespace) -> frozenset[int]:
    # Each telling opened by its own place: the recount then says which ones it needs.
    said.names = {at: {"at": at, "country": ""} for at, _sort, _names in said.told.values()}
    _count, named = verify.recount(said)
    return frozenset(fields["at"] for fields in named)


def _names(entry: Entry) -> dict[str, Any] | None:
    if entry.opening is None:
        return None
    return {"salt": entry.opening.salt, "fields": dict(entry.opening.names)}


def _organizations(root: int) -> Iterator[Line]:
    named = organizations(root).filter(named_to(AnonymousUser())).select_related("body")
    signed = live(root).filter(signer__isnull=False).order_by().values_list("signer")
    firsts = signed.annotate(first=Min("leaf")).order_by("first").iterator(chunk_size=_CHUNK)
    while chunk := list(islice(firsts, _CHUNK)):
        rows = {row.body_id: row for row in named.filter(body__in=[body for body, _at in chunk])}
        for body, first in chunk:
            if body in rows:
                row = rows[body]
                fields = {key: getattr(row.body, key) for key in ("name", "country", "key")}
                routes = {"direct": row.direct, "carried": row.carried}
                yield first, 1, {"sort": "organization", **fields, **routes}


def _networks(root: int) -> list[Line]:
    """Return the networks; one that carries counts from the signature it carried first."""
    carrying = dict(
        live(root)
        .filter(via__isnull=False)
        .order_by()
        .values_list("carrier")
        .annotate(first=Min("leaf"))
    )
    lines = network_lines(networks(root).filter(named_to(AnonymousUser())))
    own = _routes(root, [line.id for line in lines if line.signed])
    found: list[Line] = []
    for line in lines:
        routes = own.get(line.id, {"first": None, "direct": 0, "carried": 0})
        places = [(carrying.get(line.id), 0), (routes["first"], 1)]
        place, rank = min((at, rank) for at, rank in places if at is not None)
        fields = {"sort": "network", "name": line.name, "country": line.country, "key": line.key}
        ways = {"direct": bool(routes["direct"]), "carried": bool(routes["carried"])}
        found.append((place, rank, {**fields, **ways}))
    return sorted(found, key=itemgetter(0, 1))


def _routes(root: int, bodies: list[int]) -> dict[int, dict[str, Any]]:
    rows = (
        live(root)
        .filter(signer__in=bodies)
        .order_by()
        .values("signer")
        .annotate(
            first=Min("leaf"),
            direct=Count("pk", filter=Q(via__isnull=True)),
            carried=Count("pk", filter=Q(via__isnull=False)),
        )
    )
    return {row["signer"]: row for row in rows}


def _people(root: int) -> Iterator[Line]:
    place = F("signer__endorsements__leaf")
    rows: Any = people(root).annotate(leaf=place, via=F("signer__endorsements__via"))
    for row in rows.order_by("leaf").iterator(chunk_size=_CHUNK):
        fields = {"sort": "person", "name": row.name, "affiliation": row.affiliation}
        # A printed list names people under a network's heading too.
        yield row.leaf, 1, {**fields, "direct": row.via is None, "carried": row.via is not None}
