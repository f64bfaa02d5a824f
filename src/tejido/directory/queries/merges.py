"""Merges and splits, and what a person compares before either."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from tejido.core.models import User
from tejido.directory.domain.kinds import can_be_one
from tejido.directory.models import (
    Membership,
    MentionRow,
    Merge,
    Organization,
    OrganizationName,
    Split,
    seen_by,
    whole_seen_by,
)
from tejido.directory.queries.organizations import memberships_of, names_of

Reader = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Side:
    """One of two organizations being compared."""

    organization: Organization
    names: list[OrganizationName]
    memberships: list[Membership]
    members: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What can be split off an organization."""

    names: list[OrganizationName]
    memberships: list[Membership]
    mentions: list[MentionRow]


def side_of(organization: Organization, user: Reader) -> Side:
    """Return what a reader sees of an organization when comparing."""
    whole = Q(network=organization) | Q(network__merged_into=organization)
    mentioned = Q(organization=organization) | Q(organization__merged_into=organization)
    mentioned &= seen_by(user, "organization__")
    return Side(
        organization=organization,
        names=names_of(organization, user),
        memberships=memberships_of(organization, user),
        members=Membership.objects.visible_to(user).filter(whole).count(),
        mentions=MentionRow.objects.filter(mentioned, printed_list__isnull=False).count(),
    )


def possible_others(
    organization: Organization, found: QuerySet[Organization]
) -> QuerySet[Organization]:
    """Keep the organizations found that could be the same as one: another, of a fitting kind."""
    kinds = found.order_by().values_list("kind", flat=True).distinct()
    fitting = [kind for kind in kinds if can_be_one(kind, organization.kind)]
    return found.exclude(pk=organization.pk).filter(kind__in=fitting)


def parts_of(organization: Organization) -> Parts:
    """Return the rows of an organization itself, not of what is merged into it."""
    memberships = Membership.objects.filter(Q(member=organization) | Q(network=organization))
    return Parts(
        names=list(organization.names.all()),
        memberships=list(memberships.select_related("member", "network")),
        mentions=list(
            organization.mentions.filter(printed_list__isnull=False).select_related("printed_list")
        ),
    )


def merges_seen(user: Reader) -> QuerySet[Merge]:
    """Return the merges between organizations a reader sees, newest first."""
    seen = whole_seen_by(user, "kept__") & whole_seen_by(user, "gone__")
    return Merge.objects.filter(seen).select_related("kept", "gone", "by", "undone_by")


def splits_seen(user: Reader) -> QuerySet[Split]:
    """Return the splits between organizations a reader sees, newest first."""
    seen = whole_seen_by(user, "origin__") & whole_seen_by(user, "created__")
    return Split.objects.filter(seen).select_related("origin", "created", "by", "undone_by")
