"""Who signed a version: the one place where signatures are grouped, counted and named.

Every count, page, file and record reads from the querysets below, so they cannot disagree. A
body is its canonical organization (`Organization.merged_into` or itself), stored once for each
root version (`CountedBody`) by the acts that change how it stands.
"""

from collections import Counter as Multiset
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from tejido.core.models import User
from tejido.directory.models import Organization, seen_by
from tejido.statements.domain import tally
from tejido.statements.models import CountedBody, Endorsement, Signatory

Reader = User | AnonymousUser
# Annotated columns are not fields of the model, so the checker is told not to look for them.
Annotated = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A network under a version: it signed, or carried signatures, or both.

    Arguments:
        carried: bodies whose signature it carried.
        signed: it signed in its own name.
    """

    id: int
    key: str
    name: str
    sort_key: str
    visibility: str
    country: str
    carried: int
    signed: bool
    asked_unnamed: bool


def live(version_id: int) -> Annotated:
    """Return the standing signatures of a version, each with its canonical signer and via."""
    return Endorsement.objects.filter(root_id=version_id, withdrawn_at__isnull=True).annotate(
        signer=Coalesce(F("organization__merged_into_id"), F("organization_id")),
        carrier=Coalesce(F("via__merged_into_id"), F("via_id")),
    )


def counting_as(bodies: Collection[int]) -> list[int]:
    """Return the ids of all organizations that count as one of some bodies (canonical ids).

    Asked first and named one by one, so that no database looks for them among all signatures.
    """
    merged = Organization.objects.filter(merged_into__in=bodies).order_by()
    return [*bodies, *merged.values_list("pk", flat=True)]


def organizations(version_id: int, *, via: int | None = None) -> QuerySet[CountedBody]:
    """Return one row per organization that signed, networks left out.

    Arguments:
        via: only those whose signature this network (canonical id) carried.
    """
    rows = CountedBody.objects.filter(root=version_id, is_network=False)
    if via is None:
        return rows
    carried = live(version_id).filter(via__in=counting_as([via]), signer__isnull=False)
    return rows.filter(body__in=carried.order_by().values("signer"))


def reads_as_public(user: Reader) -> bool:
    """Return whether `user` reads what everybody may and nothing more."""
    return not isinstance(user, User) or not user.is_active


def named_to(user: Reader) -> Q:
    """Return the condition under which `user` reads a counted body's name."""
    if not isinstance(user, User) or reads_as_public(user):
        return Q(is_named=True)
    return Q() if user.is_secretary else seen_by(user, "body__") & Q(asked=False)


def networks(version_id: int) -> QuerySet[CountedBody]:
    """Return one row per network that signed or carried signatures, A to Z."""
    return CountedBody.objects.filter(root=version_id, is_network=True)


def network_lines(rows: QuerySet[CountedBody]) -> list[NetworkLine]:
    """Return the lines of some networks' rows, in their order."""
    return [_network(row) for row in rows.select_related("body")]


def _network(row: CountedBody) -> NetworkLine:
    return NetworkLine(
        id=row.body_id,
        key=row.body.key,
        name=row.body.name,
        sort_key=row.sort_key,
        visibility=row.body.visibility,
        country=row.body.country,
        carried=row.members,
        signed=row.direct or row.carried,
        asked_unnamed=row.asked,
    )


def people(version_id: int) -> QuerySet[Signatory]:
    """Return the people who signed and may be named, A to Z."""
    found = Signatory.objects.filter(
        signer__endorsements__root_id=version_id,
        signer__endorsements__withdrawn_at__isnull=True,
        signer__endorsements__organization__isnull=True,
        unnamed=False,
    )
    return found.annotate(endorsement_id=F("signer__endorsements__pk")).order_by("sort_key", "pk")


def count(version_id: int) -> tally.Count:
    """Count the signatures of a version as the public is told: the one counting query."""
    return count_all(version_id).count


def count_all(version_id: int) -> tally.Share:
    """Count a root version anew, with the countries of its named organizations."""
    mine, nets = Q(is_network=False), Q(is_network=True)
    totals = CountedBody.objects.filter(root=version_id).aggregate(
        organizations=Count("pk", filter=mine),
        via_networks=Count("pk", filter=mine & Q(carried=True)),
        both=Count("pk", filter=mine & Q(direct=True, carried=True)),
        unnamed=Count("pk", filter=mine & Q(is_named=False)),
        networks=Count("pk", filter=nets),
        unnamed_networks=Count("pk", filter=nets & Q(is_named=False)),
        # The last one: from here on its name is no longer the column's.
        direct=Count("pk", filter=mine & Q(direct=True)),
    )
    persons = live(version_id).filter(organization__isnull=True).count()
    nameless = persons - people(version_id).count()
    named = organizations(version_id).filter(is_named=True).exclude(body__country="").order_by()
    by_country = Multiset(named.values_list("body__country", flat=True).iterator())
    return tally.Share({**totals, "people": persons, "unnamed_people": nameless}, by_country)
