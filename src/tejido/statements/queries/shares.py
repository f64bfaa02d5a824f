"""What a few bodies add to the count of a version, whatever the number of its signatures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from tejido.directory.models import Organization, OrganizationKind, Visibility
from tejido.statements.domain.tally import Body, Part, Share, share_of
from tejido.statements.models import CountedBody, Endorsement, Signer, Version

_LIVE = (
    f"SELECT 1 FROM {Endorsement._meta.db_table} e "  # noqa: S608
    "WHERE e.withdrawn_at IS NULL AND e.root_id = %(root)s AND "
)
# Written out: building it anew would cost ten times what running it does, and every signature
# asks it twice. Each EXISTS is one look into an index. PostgreSQL needs help with two: for "is it,
# or was it merged into it" it would read the whole directory, hence the union; and as few networks
# carry many signatures, for "= o.id" it would look through all of them for one that is soon met.
_STANDINGS = f"""
WITH asked_for AS (
    SELECT COALESCE(merged_into_id, id) AS body FROM {Organization._meta.db_table}
    WHERE id IN ({{ids}})
),
counting AS (
    SELECT body AS id FROM asked_for
    UNION
    SELECT merged.id FROM asked_for
    JOIN {Organization._meta.db_table} merged ON merged.merged_into_id = asked_for.body
)
SELECT o.id, o.merged_into_id, o.key, o.name, o.sort_key, o.kind, o.visibility, o.country,
    EXISTS ({_LIVE} e.via_id BETWEEN o.id AND o.id),
    EXISTS ({_LIVE} e.organization_id = o.id AND e.via_id IS NULL),
    EXISTS ({_LIVE} e.organization_id = o.id AND e.via_id IS NOT NULL),
    EXISTS (
        SELECT 1 FROM {Signer._meta.db_table} s
        WHERE s.organization_id = o.id AND s.statement_id = %(statement)s AND s.unnamed
    ),
    (
        SELECT c.members FROM {CountedBody._meta.db_table} c
        WHERE c.root_id = %(root)s AND c.body_id = o.id
    )
FROM counting JOIN {Organization._meta.db_table} o ON o.id = counting.id
"""  # noqa: S608
_ROUTES = f"""
SELECT DISTINCT COALESCE(o.merged_into_id, o.id), COALESCE(v.merged_into_id, v.id)
FROM {Endorsement._meta.db_table} e
JOIN {Organization._meta.db_table} o ON o.id = e.organization_id
JOIN {Organization._meta.db_table} v ON v.id = e.via_id
WHERE e.root_id = %s AND e.withdrawn_at IS NULL AND e.organization_id IN ({{ids}})
    AND COALESCE(o.merged_into_id, o.id) <> COALESCE(v.merged_into_id, v.id)
"""  # noqa: S608

# A body and a network that carried its signature, by their canonical ids.
Route = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A body and how it stands under a version.

    Arguments:
        id: of the canonical organization.
        names: its public fields, whoever may read them.
        sort_key: its place A to Z.
        part: what it adds to the count.
        members: how many bodies' signatures it carried, as is stored.
        is_merged: more than one organization counts as it.
    """

    id: int
    names: Mapping[str, str]
    sort_key: str
    part: Part
    members: int
    is_merged: bool


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    merged_into: int | None
    key: str
    name: str
    sort_key: str
    kind: str
    visibility: str
    country: str
    carries: bool
    direct: bool
    carried: bool
    asked: bool
    members: int | None


def standings(root: Version, organizations: Collection[int]) -> dict[int, Standing]:
    """Return how the bodies of organizations stand, by the id of each organization of the body.

    One query. All organizations merged together are one body.

    Arguments:
        root: the version whose count it is.
        organizations: ids, canonical or merged.
    """
    ids = sorted(organizations)
    if not ids:
        return {}
    names = [f"%(id{place})s" for place in range(len(ids))]
    values = {f"id{place}": pk for place, pk in enumerate(ids)}
    values |= {"root": root.pk, "statement": root.statement_id}
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS.format(ids=", ".join(names)), values)
        rows = [_Row(*row) for row in cursor.fetchall()]
    groups: dict[int, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.merged_into or row.id, []).append(row)
    found: dict[int, Standing] = {}
    for body, group in groups.items():
        found |= dict.fromkeys((row.id for row in group), _standing(body, group))
    return found


def _standing(body: int, group: list[_Row]) -> Standing:
    whole = next(row for row in group if row.id == body)
    is_network = whole.kind == OrganizationKind.NETWORK
    asked = any(row.asked for row in group)
    part = Part(
        Body(is_network, whole.visibility == Visibility.PUBLIC, whole.country, asked),
        carries=any(row.carries for row in group),
        direct=any(row.direct for row in group),
        carried=any(row.carried for row in group),
    )
    names = {"name": whole.name, "country": whole.country, "key": whole.key}
    return Standing(
        id=body,
        names=names,
        sort_key=whole.sort_key,
        part=part,
        members=whole.members or 0,
        is_merged=len(group) > 1,
    )


def carried_routes(root: Version, organizations: Collection[int]) -> set[Route]:
    """Return by which networks the signatures of some bodies stand.

    One query. A network merged with one it carried does not carry itself.

    Arguments:
        root: the version they count for.
        organizations: ids of all that count as the bodies (the keys of `standings`).
    """
    ids = list(organizations)
    if not ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_ROUTES.format(ids=", ".join(["%s"] * len(ids))), [root.pk, *ids])
        return set(cursor.fetchall())


def share(root: Version, bodies: Mapping[int, Standing], people: Collection[int]) -> Share:
    """Return what these signers add to a count.

    Arguments:
        bodies: as `standings` returned them.
        people: ids of the signers who are people.
    """
    persons, named = _people(root, people) if people else (0, 0)
    parts = {body.id: body.part for body in bodies.values()}
    return share_of(parts.values(), people=persons, unnamed_people=persons - named)


def _people(root: Version, people: Collection[int]) -> tuple[int, int]:
    signed = Endorsement.objects.filter(
        root=root, withdrawn_at__isnull=True, signed_by__in=people, organization__isnull=True
    )
    totals = signed.aggregate(
        persons=Count("pk"),
        named=Count("pk", filter=Q(signed_by__signatory__unnamed=False)),
    )
    return totals["persons"], totals["named"]
