"""The graph of memberships and merges: changed by one transaction at a time, and kept sound."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.directory.domain.kinds import NETWORK, can_be_one
from tejido.directory.domain.membership_cycles import (
    Link,
    closes_a_cycle,
    joining_closes_a_cycle,
)
from tejido.directory.domain.merge_graph import Joining, canonical_ids
from tejido.directory.models import Membership, Merge, Organization, OrganizationKind, Split
from tejido.directory.models.organizations import MembershipQuerySet

# Any number, the same in every process: the name of the lock in PostgreSQL.
_GRAPH_LOCK = 7_405_301


def lock_graph() -> None:
    """Let other changes of the graph wait until this transaction ends.

    SQLite's IMMEDIATE transactions do so already. On PostgreSQL every statement after this one
    sees what the transaction before it committed (READ COMMITTED).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_GRAPH_LOCK])


def counted_as(organization: Organization) -> int:
    """Return the id of the organization it counts as now."""
    found = (
        Organization.objects.filter(pk=organization.pk)
        .values_list(Coalesce(F("merged_into_id"), F("pk")), flat=True)
        .get()
    )
    return int(found)


def group_of(*counted: int) -> set[int]:
    """Return the ids of all organizations that count as one of those."""
    condition = Q(pk__in=counted) | Q(merged_into__in=counted)
    return set(Organization.objects.filter(condition).values_list("pk", flat=True))


def regroup(ids: set[int]) -> None:
    """Derive `merged_into` anew, inside whole groups, from the merges that stand.

    Arguments:
        ids: every organization of the groups an act touched.
    """
    counted = canonical_ids(_joinings(ids))
    for row in Organization.objects.filter(pk__in=ids).only("pk", "merged_into_id"):
        whole = counted.get(row.pk, row.pk)
        wanted = None if whole == row.pk else whole
        if row.merged_into_id != wanted:
            Organization.objects.filter(pk=row.pk).update(merged_into=wanted)


def refuse_cycle(new: Link, *, apart_from: int | None = None) -> None:
    """Refuse a membership that makes a network a member of itself.

    Arguments:
        new: the membership between the organizations its ends count as.
        apart_from: id of the stored membership it replaces.

    Errors:
        InvalidInput.
    """
    if new.member == new.network:
        raise InvalidInput(_("An organization cannot be a member of itself."), code="own-member")
    standing = Q(member__kind=OrganizationKind.NETWORK)
    if apart_from is not None:
        standing &= ~Q(pk=apart_from)
    if closes_a_cycle(_links(Membership.objects.filter(standing)), new):
        raise InvalidInput(
            _(
                "The network is itself a member of this organization on those days, directly or"
                " through others. Networks cannot contain each other: check the dates, or end"
                " the other membership first."
            ),
            code="membership-cycle",
        )


def refuse_join(actor: User | None, one: Organization, other: Organization) -> None:
    """Refuse to count two organizations as one where that makes no sense.

    Arguments:
        actor: who joins them; a reason they may not see is not told.
        one, other: the organizations each side counts as.

    Errors:
        InvalidInput, with what to do first.
    """
    if not can_be_one(one.kind, other.kind):
        raise InvalidInput(
            _(
                "One is of kind “%(one)s”, the other of kind “%(other)s”: they cannot be the same."
                " If one kind is wrong, let the secretariat correct it first."
            )
            % {"one": one.get_kind_display(), "other": other.get_kind_display()},
            code="kinds-differ",
        )
    if not joining_closes_a_cycle(_links_with(one.pk, other.pk), one.pk, other.pk):
        return
    if joining_closes_a_cycle(_links_with(one.pk, other.pk, seen_by=actor), one.pk, other.pk):
        raise InvalidInput(
            _(
                "One is a member of the other, directly or through others, so they cannot be the"
                " same. End or correct that membership first."
            ),
            code="membership-cycle",
        )
    raise not_here()


def not_here() -> InvalidInput:
    """Return the refusal whose reason the person may not see."""
    return InvalidInput(
        _("These two cannot be merged from here. Ask the secretariat."), code="ask-the-secretariat"
    )


def refuse_change_of_kind(organization: Organization, kind: str) -> None:
    """Refuse a kind that no longer fits the members of an organization or its merges.

    Errors:
        Conflict, with what to do first.
    """
    if can_be_one(organization.kind, kind):
        return
    if organization.kind == NETWORK and _members_of(organization):
        raise Conflict(
            _("It has members, so it is a network. Change the kind after its members are gone."),
            code="has-members",
        )
    if organization.merged_into_id or organization.merged_here.exists():
        raise Conflict(
            _("It is merged with another of the same kind. Undo the merge first."),
            code="is-merged",
        )


def _members_of(organization: Organization) -> bool:
    return Membership.objects.filter(network=organization).exists()


def _joinings(ids: set[int]) -> Iterable[Joining]:
    """Return what joins organizations of whole groups, oldest first; undone splits before all."""
    splits = Split.objects.filter(origin__in=ids, undone_at__isnull=False).order_by("pk")
    merges = Merge.objects.filter(kept__in=ids, undone_at__isnull=True).order_by("pk")
    return [
        *(Joining(*pair) for pair in splits.values_list("origin_id", "created_id")),
        *(Joining(*pair) for pair in merges.values_list("kept_id", "gone_id")),
    ]


def _links_with(*counted: int, seen_by: User | None = None) -> list[Link]:
    """Return the memberships between networks, and those of some organizations."""
    rows = Membership.objects.all() if seen_by is None else Membership.objects.visible_to(seen_by)
    own = Q(member__in=counted) | Q(member__merged_into__in=counted)
    return _links(rows.filter(Q(member__kind=OrganizationKind.NETWORK) | own))


def _links(memberships: MembershipQuerySet) -> list[Link]:
    ends = ("member_counted", "network_counted", "start", "end")
    return [Link(*row) for row in memberships.with_canonical().values_list(*ends)]
