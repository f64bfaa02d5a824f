"""What an import must know of the directory: a constant number of queries a batch of lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from django.db.models import Prefetch, Q

from tejido.directory.domain.folding import fold
from tejido.directory.domain.membership_cycles import Link
from tejido.directory.domain.organization_data import NAME_LENGTH, NameData, OrganizationData
from tejido.directory.domain.transfer import Line
from tejido.directory.domain.transfer_plan import Directory, KnownMembership, KnownOrganization
from tejido.directory.models import (
    Membership,
    Organization,
    OrganizationKind,
    OrganizationName,
)

T = TypeVar("T")

BATCH = 500
_DATA_FIELDS = (
    "kind",
    "visibility",
    "country",
    "subdivision",
    "town",
    "latitude",
    "longitude",
)
# Annotated by `with_canonical`.
_LINK_FIELDS = ("member_counted", "network_counted", "start", "end")
_MEMBERSHIP_FIELDS = ("member_counted", "pk", "network_counted", "start", "end", "visibility")


def counts_for(end: str, ids: Iterable[int]) -> Q:
    """Return the condition that a membership's member or network counts as one of some ids."""
    return Q(**{f"{end}_counted__in": list(ids)})


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield the items in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def directory_for(lines: Sequence[Line], *, lock: bool = False) -> Directory:
    """Return what the directory holds of all that some lines name.

    Arguments:
        lines: as `read_line` gave them.
        lock: keep the organizations from changing until the transaction ends.
    """
    keys = sorted({line.key for line in lines if line.key})
    organizations: dict[str, KnownOrganization] = {}
    merged: dict[str, str] = {}
    for batch in batches(keys):
        organizations.update(_known(batch, lock=lock))
        merged.update(
            Organization.objects.filter(key__in=batch, merged_into__isnull=False).values_list(
                "key", "merged_into__key"
            )
        )
    networks, labels = _networks()
    return Directory(
        organizations=organizations,
        merged=merged,
        networks=networks,
        labels=labels,
        links=links_between_networks(),
        namesakes=_namesakes(lines),
    )


def organization_data(row: Organization, names: Iterable[OrganizationName]) -> OrganizationData:
    """Return a stored organization as data, its names in the order given."""
    return OrganizationData(
        names=tuple(NameData(n.text, n.sort, n.language, n.source) for n in names),
        **{field: getattr(row, field) for field in _DATA_FIELDS},
    )


def _known(keys: Sequence[str], *, lock: bool) -> dict[str, KnownOrganization]:
    rows = Organization.objects.standing().filter(key__in=keys)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    by_id = {
        row.pk: row
        for row in rows.prefetch_related(
            Prefetch("names", queryset=OrganizationName.objects.order_by("pk"))
        )
    }
    memberships = memberships_of(by_id)
    counted = Membership.objects.with_canonical().filter(counts_for("network", by_id))
    with_members = {row[0] for row in counted.values_list(*("network_counted",)).distinct()}
    joined = Organization.objects.filter(merged_into__in=by_id)
    with_joined = set(joined.values_list("merged_into_id", flat=True).distinct())
    return {
        row.key: KnownOrganization(
            id=row.pk,
            key=row.key,
            shown=row.name,
            data=organization_data(row, row.names.all()),
            name_ids=tuple(name.pk for name in row.names.all()),
            memberships=tuple(memberships[row.pk]),
            has_members=row.pk in with_members,
            is_merged=row.pk in with_joined,
        )
        for row in by_id.values()
    }


def memberships_of(ids: Iterable[int]) -> dict[int, list[KnownMembership]]:
    """Return the memberships that count for some organizations, by their ids."""
    found: dict[int, list[KnownMembership]] = defaultdict(list)
    rows = Membership.objects.with_canonical().filter(counts_for("member", ids)).order_by("pk")
    for member, *rest in rows.values_list(*_MEMBERSHIP_FIELDS):
        found[member].append(KnownMembership(*rest))
    return found


def _networks() -> tuple[dict[str, frozenset[int]], dict[int, str]]:
    """Return the standing networks by key and by folded name, and their names by id."""
    standing = Organization.objects.standing().filter(kind=OrganizationKind.NETWORK)
    labels: dict[int, str] = {}
    found: dict[str, set[int]] = defaultdict(set)
    for pk, key, name in standing.values_list("pk", "key", "name"):
        labels[pk] = name
        found[key].add(pk)
        found[fold(name)].add(pk)
    names = OrganizationName.objects.filter(organization__kind=OrganizationKind.NETWORK)
    for pk, whole, text in names.values_list(
        "organization_id", "organization__merged_into_id", "text"
    ):
        found[fold(text)].add(whole or pk)
    return {name: frozenset(ids) for name, ids in found.items()}, labels


def links_between_networks() -> tuple[Link, ...]:
    """Return the memberships of networks in networks."""
    rows = Membership.objects.with_canonical().filter(member__kind=OrganizationKind.NETWORK)
    return tuple(Link(*row) for row in rows.values_list(*_LINK_FIELDS))


def _namesakes(lines: Sequence[Line]) -> dict[str, str]:
    """Return the key of an organization that has a name some line would give a new one."""
    wanted = sorted(
        {
            fold(text)[:NAME_LENGTH]
            for line in lines
            if not line.key
            for text in (
                line.values.get("name", ""),
                *(n for ns in line.names.values() for n in ns),
            )
            if text
        }
    )
    found: dict[str, str] = {}
    for batch in batches(wanted):
        names = OrganizationName.objects.filter(search_key__in=batch)
        found.update(names.order_by("-pk").values_list("search_key", "organization__key"))
    return found
