"""Who signed a version: the one place where signatures are grouped, counted and named.

Every count, page, file and record reads from the querysets below, so they cannot disagree. A
body is its canonical organization (`Organization.merged_into` or itself), grouped once.
"""

from collections import Counter as Multiset
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from tejido.core.belonging import does_belong
from tejido.core.models import User
from tejido.directory.models import OrganizationKind, Visibility, seen_by
from tejido.statements.domain import tally
from tejido.statements.models import Endorsement, Signatory, Version

Reader = User | AnonymousUser
# Annotated columns are not fields of the model, so the checker is told not to look for them.
Annotated = QuerySet[Any]
Rows = QuerySet[Any, dict[str, Any]]

_NAMED_TO_ALL = Q(visibility=Visibility.PUBLIC, asked_unnamed=0)


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
        signer=_canonical("organization", "id"), carrier=_canonical("via", "id")
    )


def _canonical(path: str, field: str) -> Coalesce:
    own = f"{path}_id" if field == "id" else f"{path}__{field}"
    return Coalesce(F(f"{path}__merged_into__{field}"), F(own))


def _any(condition: Q) -> Max:
    return Max(Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()))


def _bodies(rows: Annotated, path: str) -> Rows:
    fields = ("key", "name", "sort_key", "kind", "visibility", "country")
    named = {field: _canonical(path, field) for field in fields}
    body = "signer" if path == "organization" else "carrier"
    found: Rows = rows.filter(**{f"{path}__isnull": False}).annotate(**named).values(body, *fields)
    return found


def organizations(version_id: int, *, via: int | None = None) -> Rows:
    """Return one row per organization that signed, networks left out.

    Arguments:
        via: only those whose signature this network (canonical id) carried.
    """
    # Read first: they are few, and as a subquery PostgreSQL may run them again for every row.
    carriers = live(version_id).filter(via__isnull=False).values_list("carrier", flat=True)
    rows = live(version_id).exclude(signer__in=list(carriers.order_by().distinct()))
    if via is not None:
        rows = rows.filter(carrier=via)
    grouped = _bodies(rows, "organization").exclude(kind=OrganizationKind.NETWORK)
    rows_of_bodies: Rows = grouped.annotate(
        is_direct=_any(Q(via__isnull=True)),
        is_carried=_any(Q(via__isnull=False)),
        asked_unnamed=_any(Q(unnamed=True)),
    )
    return rows_of_bodies


def named_to(user: Reader) -> Q:
    """Return the condition under which `user` reads a body's name."""
    if isinstance(user, User) and user.is_active and user.is_secretary:
        return Q()
    return seen_by(user) & Q(asked_unnamed=0)


def networks(version_id: int) -> list[NetworkLine]:
    """Return every network that signed or carried signatures, each once, A to Z."""
    carriers = _bodies(live(version_id), "via").annotate(
        members=Count("signer", distinct=True, filter=~Q(signer=F("carrier")))
    )
    found = {row["carrier"]: _network(row, row["carrier"]) for row in carriers}
    signers = _bodies(live(version_id), "organization").annotate(
        asked_unnamed=_any(Q(unnamed=True))
    )
    for row in signers.filter(Q(kind=OrganizationKind.NETWORK) | Q(signer__in=list(found))):
        carried = found[row["signer"]].carried if row["signer"] in found else 0
        found[row["signer"]] = _network({**row, "members": carried, "signed": 1}, row["signer"])
    return sorted(found.values(), key=lambda line: (line.sort_key, line.id))


def _network(row: Mapping[str, Any], body: int) -> NetworkLine:
    return NetworkLine(
        id=body,
        key=row["key"],
        name=row["name"],
        sort_key=row["sort_key"],
        visibility=row["visibility"],
        country=row["country"],
        carried=row["members"],
        signed=bool(row.get("signed")),
        asked_unnamed=bool(row.get("asked_unnamed")),
    )


def naming_for(user: Reader) -> Callable[[NetworkLine], bool]:
    """Return which networks' names `user` reads (the rule of `named_to`); asks once at most."""
    if isinstance(user, User) and user.is_active and user.is_secretary:
        return lambda line: True
    read = {Visibility.PUBLIC}
    if does_belong(user):
        read.add(Visibility.COALITION)
    return lambda line: line.visibility in read and not line.asked_unnamed


def people(version_id: int) -> QuerySet[Signatory]:
    """Return the people who signed and may be named, A to Z."""
    found = Signatory.objects.filter(
        signer__endorsements__root_id=version_id,
        signer__endorsements__withdrawn_at__isnull=True,
        signer__endorsements__organization__isnull=True,
        signer__endorsements__unnamed=False,
    )
    return found.annotate(endorsement_id=F("signer__endorsements__pk")).order_by("sort_key", "pk")


def count(version_id: int) -> tally.Count:
    """Count the signatures of a version as the public is told: the one counting query."""
    totals = organizations(version_id).aggregate(
        organizations=Count("signer"),
        direct=Coalesce(Sum("is_direct"), 0),
        via_networks=Coalesce(Sum("is_carried"), 0),
        both=Count("signer", filter=Q(is_direct=1, is_carried=1)),
        named=Count("signer", filter=_NAMED_TO_ALL),
        countries=Count("country", distinct=True, filter=_NAMED_TO_ALL & ~Q(country="")),
    )
    nets = networks(version_id)
    is_named = naming_for(AnonymousUser())
    persons = live(version_id).filter(organization__isnull=True).count()
    return tally.Count(
        unnamed=totals["organizations"] - totals.pop("named"),
        **totals,
        networks=len(nets),
        unnamed_networks=sum(1 for line in nets if not is_named(line)),
        people=persons,
        unnamed_people=persons - people(version_id).count(),
    )


def count_all(root: Version) -> tally.Share:
    """Count a root version anew, with the countries of its named organizations."""
    totals = asdict(count(root.pk))
    totals.pop("countries")
    named = organizations(root.pk).filter(_NAMED_TO_ALL & ~Q(country="")).order_by()
    return tally.Share(totals, Multiset(named.values_list("country", flat=True)))
