"""One record found to be two organizations, and the way back."""

from collections.abc import Collection

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core.access import require
from tejido.core.audit import record
from tejido.core.errors import Conflict, InvalidInput, NotFound
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.access import can_see, can_split_organizations
from tejido.directory.actions.graph import counted_as, group_of, lock_graph, refuse_join, regroup
from tejido.directory.actions.merges import WHY_LENGTH
from tejido.directory.domain.folding import squeeze
from tejido.directory.domain.organization_data import NameData, name_shown
from tejido.directory.models import (
    Membership,
    MentionRow,
    Organization,
    OrganizationName,
    Split,
)
from tejido.directory.signals import announce_changes

_COPIED = ("kind", "visibility", "country", "subdivision", "town")


@transaction.atomic
def split_organization(
    *,
    actor: User | None,
    organization: Organization,
    names: Collection[int],
    memberships: Collection[int] = (),
    mentions: Collection[int] = (),
    why: str = "",
) -> Split:
    """Move some names, memberships and mentions of an organization to a new one.

    The new one takes over kind, visibility and place, never coordinates.

    Arguments:
        actor: a secretary; None for the installation itself.
        names: ids of the names that go; at least one goes and at least one stays.
        memberships: ids of the memberships that go, as member or as network.
        mentions: ids of the mentions that go.
        why: at most 500 characters.

    Errors:
        NotAllowed; NotFound; InvalidInput when a row is not the organization's, or no name goes
        or stays.
    """
    require(can_split_organizations(actor))
    if not can_see(actor, organization):
        raise NotFound
    lock_graph()
    origin = Organization.objects.get(pk=organization.pk)
    going_names = list(origin.names.filter(pk__in=names))
    going_links = list(_memberships_of(origin).filter(pk__in=memberships))
    going_mentions = list(origin.mentions.filter(pk__in=mentions))
    found = [len(going_names), len(going_links), len(going_mentions)]
    if found != [len(set(chosen)) for chosen in (names, memberships, mentions)]:
        raise InvalidInput(_("What is split off must belong to this organization."))
    if not 0 < len(going_names) < origin.names.count():
        raise InvalidInput(
            _("Choose at least one name that goes, and leave at least one that stays."),
            code="names-on-both-sides",
        )
    created = Organization.objects.create(**{f: getattr(origin, f) for f in _COPIED})
    split = Split.objects.create(
        origin=origin,
        created=created,
        moved_names=[row.pk for row in going_names],
        moved_memberships=[row.pk for row in going_links],
        moved_mentions=[row.pk for row in going_mentions],
        why=squeeze(why)[:WHY_LENGTH],
        by=actor,
    )
    _move(split, origin, created)
    record(actor, "split_organization", split, {"origin": origin.pk, "created": created.pk})
    announce_changes(Split, {created.pk} | group_of(counted_as(origin)))
    return split


@transaction.atomic
def undo_split(*, actor: User | None, split: Split) -> Split:
    """Bring back what was split off; the address of the new organization leads to the origin.

    Errors:
        NotAllowed; NotFound; Conflict when it is undone already; InvalidInput when the two have
        become organizations that cannot be one.
    """
    require(can_split_organizations(actor))
    if not can_see(actor, split.origin, split.created):
        raise NotFound
    lock_graph()
    split = Split.objects.select_related("origin", "created").get(pk=split.pk)
    if split.undone_at is not None:
        raise Conflict(_("This split has been undone already."), code="undone")
    whole, other = counted_as(split.origin), counted_as(split.created)
    if whole != other:
        wholes = Organization.objects.in_bulk([whole, other])
        refuse_join(actor, wholes[whole], wholes[other])
    ids = group_of(whole, other)
    split.undone_at = timezone.now()
    split.undone_by = actor
    split.save(update_fields=["undone_at", "undone_by"])
    _move(split, split.created, split.origin)
    regroup(ids)
    record(actor, "undo_split", split, {"origin": split.origin_id, "created": split.created_id})
    announce_changes(Split, ids)
    return split


def _move(split: Split, source: Organization, target: Organization) -> None:
    """Move what a split names from one organization to the other.

    What the target has already stays where it is: undone, both count as one.
    """
    taken = {(n.text, n.sort, n.language) for n in target.names.all()}
    for name in OrganizationName.objects.filter(pk__in=split.moved_names, organization=source):
        if (name.text, name.sort, name.language) not in taken:
            name.organization = target
            name.save(update_fields=["organization"])
    for link in _memberships_of(source).filter(pk__in=split.moved_memberships):
        _move_membership(link, source, target)
    MentionRow.objects.filter(pk__in=split.moved_mentions, organization=source).update(
        organization=target
    )
    for organization in (source, target):
        _show_anew(organization)


def _move_membership(link: Membership, source: Organization, target: Organization) -> None:
    if link.member_id == source.pk:
        link.member = target
    else:
        link.network = target
    there = Membership.objects.filter(
        member_id=link.member_id, network_id=link.network_id, start=link.start
    )
    if not there.exists():
        link.save(update_fields=["member", "network"])


def _memberships_of(organization: Organization) -> models.QuerySet[Membership]:
    return Membership.objects.filter(Q(member=organization) | Q(network=organization))


def _show_anew(organization: Organization) -> None:
    """Choose the name to list it under among those it has now; without any it keeps the last."""
    names = [NameData(n.text, n.sort, n.language) for n in organization.names.all()]
    if names:
        organization.name = name_shown(names)
        organization.sort_key = sort_key(organization.name)
        organization.save(update_fields=["name", "sort_key"])
