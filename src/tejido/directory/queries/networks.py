"""Networks as one reader sees them on one day: members, ways, shared members."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tejido.core.models import User
from tejido.directory.domain.network_members import (
    NetworkGraph,
    Path,
    networks_inside,
    shared_members,
)
from tejido.directory.models import Membership, Organization, OrganizationKind
from tejido.directory.models.organizations import MembershipQuerySet

Reader = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class MemberPlace:
    """What the counts of a network need of a member."""

    is_network: bool
    country: str
    subdivision: str


class NetworkView:
    """All networks as `user` sees them on a day.

    Reads every visible membership once (ids alone); what is merged counts as what it is merged
    into, so a member with two records counts once.
    """

    def __init__(self, user: Reader, day: date) -> None:
        self.user = user
        self.day = day

    @cached_property
    def graph(self) -> NetworkGraph:
        """Who is directly in what."""
        return NetworkGraph.of(_edges(_visible(self.user, self.day)))

    @cached_property
    def networks(self) -> dict[int, Organization]:
        """Every network the reader sees, A to Z."""
        seen = Organization.objects.visible_to(self.user).standing()
        return {n.pk: n for n in seen.filter(kind=OrganizationKind.NETWORK)}

    def members_of(self, network: Organization) -> dict[int, list[Path]]:
        """Return the members of a network, each with the ways it belongs."""
        return self.graph.members(network.pk)

    def places_of(self, members: Collection[int], network: Organization) -> dict[int, MemberPlace]:
        """Return kind and place of the members of a network, A to Z.

        Asked for by the networks they are in, not by their ids: there may be many thousands.
        """
        inside = _below(self.user, self.day, self.graph.chains(network.pk))
        rows = (
            Organization.objects.filter(pk__in=inside)
            .values_list("pk", "kind", "country", "subdivision")
            .order_by("sort_key", "pk")
        )
        return {
            pk: MemberPlace(kind == OrganizationKind.NETWORK, country, subdivision)
            for pk, kind, country, subdivision in rows
            if pk in members
        }

    def overlaps(self) -> dict[tuple[int, int], int]:
        """Return how many members each pair of networks shares, for pairs that share any."""
        return shared_members(self.graph, self.networks.keys())

    def overlaps_of(self, network: Organization) -> list[tuple[Organization, int, bool]]:
        """Return the networks that share members with one, how many, and whether they are in it.

        Most first, then A to Z.
        """
        members = self.graph.members(network.pk).keys()
        shared: Counter[int] = Counter()
        for member, inside in self.graph.networks_of().items():
            if member in members and member not in self.networks:
                shared.update(inside - {network.pk})
        counted = [
            (self.networks[pk], n, pk in members) for pk, n in shared.items() if pk in self.networks
        ]
        return sorted(counted, key=lambda row: (-row[1], row[0].sort_key))


def member_ids_of(user: Reader, network: Organization, day: date) -> QuerySet[Membership, int]:
    """Return the ids of a network's members on a day, direct and through member networks."""
    between = list(_edges(_visible(user, day).filter(member__kind=OrganizationKind.NETWORK)))
    return _below(user, day, networks_inside(between, network.pk))


def _visible(user: Reader, day: date) -> MembershipQuerySet:
    return Membership.objects.visible_to(user).on(day).order_by()


def _edges(memberships: QuerySet[Membership]) -> QuerySet[Membership, tuple[int, int]]:
    return memberships.values_list(
        Coalesce("member__merged_into_id", "member_id"),
        Coalesce("network__merged_into_id", "network_id"),
    )


def _below(user: Reader, day: date, networks: Collection[int]) -> QuerySet[Membership, int]:
    """Return the ids of the direct members of some networks."""
    condition = Q(network__in=networks) | Q(network__merged_into__in=networks)
    rows = _visible(user, day).filter(condition)
    return rows.values_list(Coalesce("member__merged_into_id", "member_id"), flat=True)
