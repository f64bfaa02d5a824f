"""Two records found to be one organization, and the way back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core.access import require
from tejido.core.audit import record
from tejido.core.errors import Conflict, InvalidInput, NotFound
from tejido.core.models import User
from tejido.directory.access import can_merge_organizations, can_see
from tejido.directory.actions.graph import (
    counted_as,
    group_of,
    lock_graph,
    not_here,
    refuse_join,
    regroup,
)
from tejido.directory.domain.folding import squeeze
from tejido.directory.domain.organization_data import must_hide_its_place
from tejido.directory.models import Merge, Organization
from tejido.directory.signals import announce_changes

WHY_LENGTH = 500


@transaction.atomic
def merge_organizations(
    *, actor: User | None, kept: Organization, gone: Organization, why: str = ""
) -> Merge:
    """Count two organizations as one from now on; nothing is moved or lost.

    Arguments:
        actor: a secretary or reviewer; None for the installation itself.
        kept: whose name and address stay.
        gone: whose address leads to the kept one.
        why: at most 500 characters.

    Errors:
        NotAllowed; NotFound when the actor does not see both; Conflict when they are one already;
        InvalidInput when they cannot be one (kinds, membership in each other, coordinates).
    """
    require(can_merge_organizations(actor))
    if not can_see(actor, kept, gone):
        raise NotFound
    lock_graph()
    keeping, going = counted_as(kept), counted_as(gone)
    if keeping == going:
        raise Conflict(_("These two count as one organization already."), code="merged-already")
    wholes = Organization.objects.in_bulk([keeping, going])
    refuse_join(actor, wholes[keeping], wholes[going])
    ids = group_of(keeping, going)
    _refuse_coordinates_of_hidden(actor, ids)
    merge = Merge.objects.create(kept=kept, gone=gone, why=squeeze(why)[:WHY_LENGTH], by=actor)
    regroup(ids)
    record(actor, "merge_organizations", merge, {"kept": kept.pk, "gone": gone.pk})
    announce_changes(Merge, ids)
    return merge


@transaction.atomic
def undo_merge(*, actor: User | None, merge: Merge) -> Merge:
    """Let both organizations of a merge stand again; other merges stay.

    Errors:
        NotAllowed; NotFound when the actor does not see both; Conflict when it is undone already.
    """
    require(can_merge_organizations(actor))
    if not can_see(actor, merge.kept, merge.gone):
        raise NotFound
    lock_graph()
    merge = Merge.objects.select_related("kept", "gone").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Conflict(_("This merge has been undone already."), code="undone")
    ids = group_of(counted_as(merge.kept))
    merge.undone_at = timezone.now()
    merge.undone_by = actor
    merge.save(update_fields=["undone_at", "undone_by"])
    regroup(ids)
    record(actor, "undo_merge", merge, {"kept": merge.kept_id, "gone": merge.gone_id})
    announce_changes(Merge, ids)
    return merge


def _refuse_coordinates_of_hidden(actor: User | None, ids: set[int]) -> None:
    """Refuse to give a shelter the coordinates of its other record."""
    group = list(Organization.objects.filter(pk__in=ids))
    hidden = any(must_hide_its_place(o.kind, o.visibility) for o in group)
    if hidden and any(o.latitude is not None for o in group):
        if not can_see(actor, *group):
            raise not_here()
        raise InvalidInput(
            _(
                "One of them is a shelter or sealed, the other has coordinates. Remove the"
                " coordinates first, so that nobody is led to its door."
            ),
            code="hidden-has-coordinates",
        )
