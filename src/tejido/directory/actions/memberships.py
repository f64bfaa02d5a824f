"""Organizations entering and leaving networks."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tejido.core.access import require
from tejido.core.audit import record
from tejido.core.errors import Conflict, InvalidInput, NotFound
from tejido.core.models import User
from tejido.directory.access import can_edit_organizations, can_see
from tejido.directory.actions.graph import counted_as, lock_graph, refuse_cycle
from tejido.directory.domain.folding import squeeze
from tejido.directory.domain.membership_cycles import Link
from tejido.directory.models import Membership, Organization, Visibility
from tejido.directory.signals import announce_changes


@transaction.atomic
def add_membership(
    *,
    actor: User | None,
    member: Organization,
    network: Organization,
    start: date | None = None,
    end: date | None = None,
    visibility: str = Visibility.COALITION,
    source: str = "",
) -> Membership:
    """Make an organization a member of a network, from date to date.

    Arguments:
        actor: a secretary; None for the installation itself.
        start, end: first and last day; None when unknown, or when it goes on.
        source: where it says so.

    Errors:
        NotAllowed; InvalidInput for a cycle, a network that is none, dates the wrong way round;
        Conflict when the membership stands already for some of those days.
    """
    require(can_edit_organizations(actor))
    if not can_see(actor, member, network):
        raise NotFound
    if visibility not in Visibility:
        raise InvalidInput
    _refuse_dates(start, end)
    lock_graph()
    network = Organization.objects.get(pk=network.pk)
    if not network.is_network:
        raise InvalidInput(
            _("Only a network has members. Change its kind to network first."), code="no-network"
        )
    membership = Membership(
        member=member,
        network=network,
        start=start,
        end=end,
        visibility=visibility,
        source=squeeze(source),
    )
    _refuse_cycle(membership)
    _refuse_overlap(membership)
    membership.save()
    record(actor, "add_membership", membership, _ids(membership))
    announce_changes(Membership, {member.pk, network.pk})
    return membership


@transaction.atomic
def update_membership(
    *,
    actor: User | None,
    membership: Membership,
    start: date | None = None,
    end: date | None = None,
    visibility: str,
    source: str = "",
) -> Membership:
    """Correct the days, the visibility or the source of a membership.

    Errors:
        as `add_membership`.
    """
    require(can_edit_organizations(actor))
    if not can_see(actor, membership.member, membership.network):
        raise NotFound
    if visibility not in Visibility:
        raise InvalidInput
    _refuse_dates(start, end)
    lock_graph()
    membership = Membership.objects.select_related("member", "network").get(pk=membership.pk)
    membership.start, membership.end = start, end
    membership.visibility, membership.source = visibility, squeeze(source)
    _refuse_cycle(membership)
    _refuse_overlap(membership)
    membership.save()
    record(actor, "update_membership", membership, _ids(membership))
    announce_changes(Membership, {membership.member_id, membership.network_id})
    return membership


@transaction.atomic
def remove_membership(*, actor: User | None, membership: Membership) -> None:
    """Remove a membership that never was; one that ended is ended, not removed.

    Errors:
        NotAllowed, NotFound.
    """
    require(can_edit_organizations(actor))
    if not can_see(actor, membership.member, membership.network):
        raise NotFound
    lock_graph()
    if not Membership.objects.filter(pk=membership.pk).exists():
        raise NotFound
    record(actor, "remove_membership", membership.member, _ids(membership))
    ends = {membership.member_id, membership.network_id}
    Membership.objects.filter(pk=membership.pk).delete()
    announce_changes(Membership, ends)


@transaction.atomic
def end_membership(*, actor: User | None, membership: Membership, end: date) -> Membership:
    """Say on which day a membership ended; it stays as history.

    Errors:
        NotAllowed; InvalidInput for a day before it began; Conflict when it has ended already.
    """
    require(can_edit_organizations(actor))
    if not can_see(actor, membership.member, membership.network):
        raise NotFound
    lock_graph()
    membership = Membership.objects.get(pk=membership.pk)
    if membership.end is not None and membership.end <= end:
        raise Conflict(_("This membership has ended already."), code="ended")
    _refuse_dates(membership.start, end)
    membership.end = end
    membership.save(update_fields=["end"])
    record(actor, "end_membership", membership, _ids(membership))
    announce_changes(Membership, {membership.member_id, membership.network_id})
    return membership


def _refuse_dates(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise InvalidInput(
            _("A membership ends after it starts. Check the two dates."), code="ends-before-start"
        )


def _refuse_cycle(membership: Membership) -> None:
    ends = counted_as(membership.member), counted_as(membership.network)
    refuse_cycle(Link(*ends, membership.start, membership.end), apart_from=membership.pk)


def _refuse_overlap(membership: Membership) -> None:
    """Refuse a second membership on days the first one covers."""
    others = Membership.objects.filter(member=membership.member, network=membership.network)
    others = others.exclude(pk=membership.pk) if membership.pk else others
    if membership.start:
        others = others.exclude(end__lt=membership.start)
    if membership.end:
        others = others.exclude(start__gt=membership.end)
    if others.exists():
        raise Conflict(
            _("It is a member of this network already on some of those days."),
            code="member-already",
        )


def _ids(membership: Membership) -> dict[str, int | str | None]:
    """Return what the audit log may hold of a membership."""
    return {
        "member": membership.member_id,
        "network": membership.network_id,
        "start": membership.start.isoformat() if membership.start else None,
        "end": membership.end.isoformat() if membership.end else None,
        "visibility": membership.visibility,
    }
