"""What a few bodies add to the count of a version, whatever the number of its signatures."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tejido.directory.models import Organization, Visibility
from tejido.statements.domain.tally import Body, Part, Share, share_of
from tejido.statements.models import Endorsement, Version


def share(root: Version, bodies: Collection[int], people: Collection[int]) -> Share:
    """Return what these signers (and all that count as the same bodies) add to a count.

    At most two queries, over indexes that lead from the root version to one signer.

    Arguments:
        root: the version whose count it is.
        bodies: canonical ids of organizations.
        people: ids of the signers who are people.
    """
    live = Endorsement.objects.filter(root=root, withdrawn_at__isnull=True)
    persons = named = 0
    if people:
        signed = live.filter(signed_by__in=people, organization__isnull=True)
        totals = signed.aggregate(
            persons=Count("pk"),
            named=Count("pk", filter=Q(unnamed=False, signed_by__signatory__isnull=False)),
        )
        persons, named = totals["persons"], totals["named"]
    return share_of(_parts(live, bodies), people=persons, unnamed_people=persons - named)


def _parts(live: QuerySet[Endorsement], organizations: Collection[int]) -> list[Part]:
    if not organizations:
        return []
    signed = live.filter(organization=OuterRef("pk"))
    rows: Any = (
        Organization.objects.filter(Q(pk__in=organizations) | Q(merged_into__in=organizations))
        .with_canonical()
        .annotate(
            carries=Exists(live.filter(via=OuterRef("pk"))),
            is_direct=Exists(signed.filter(via__isnull=True)),
            is_carried=Exists(signed.filter(via__isnull=False)),
            asked=Exists(signed.filter(unnamed=True)),
        )
    )
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.canonical_id, []).append(row)
    return [_part(body, group) for body, group in groups.items()]


def _part(body: int, group: list[Any]) -> Part:
    canonical = next(row for row in group if row.pk == body)
    return Part(
        Body(canonical.is_network, canonical.visibility == Visibility.PUBLIC, canonical.country),
        carries=any(row.carries for row in group),
        direct=any(row.is_direct for row in group),
        carried=any(row.is_carried for row in group),
        asked=any(row.asked for row in group),
    )
