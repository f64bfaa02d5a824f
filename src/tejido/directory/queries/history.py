"""Who changed what of an organization: for the secretariat alone, never public."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tejido.core.models import AuditEntry
from tejido.directory.models import Membership, Merge, Organization, Split

# What audit entries of the directory hold the id of an organization under.
_ORGANIZATIONS = frozenset({"member", "network", "kept", "gone", "origin", "created"})


def history_of(organization: Organization) -> QuerySet[AuditEntry]:
    """Return the audit entries of an organization, newest first.

    Its own, those of its memberships, merges and splits, and those of what is merged into it.
    """
    whole = list(
        Organization.objects.filter(
            Q(pk=organization.pk) | Q(merged_into=organization)
        ).values_list("pk", flat=True)
    )
    memberships = Membership.objects.filter(Q(member__in=whole) | Q(network__in=whole))
    merges = Merge.objects.filter(Q(kept__in=whole) | Q(gone__in=whole))
    splits = Split.objects.filter(Q(origin__in=whole) | Q(created__in=whole))
    condition = _about(Organization, whole)
    for model, rows in ((Membership, memberships), (Merge, merges), (Split, splits)):
        condition |= _about(model, list(rows.values_list("pk", flat=True)))
    return AuditEntry.objects.filter(condition).select_related("actor")


def organizations_in(entries: Iterable[AuditEntry]) -> dict[int, str]:
    """Return the names of the organizations that audit entries hold the ids of."""
    ids = {
        value
        for entry in entries
        for name, value in entry.data.items()
        if name in _ORGANIZATIONS and isinstance(value, int)
    }
    return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name"))


def _about(model: type, ids: list[int]) -> Q:
    label = f"directory.{model.__name__.lower()}"
    return Q(target_type=label, target_id__in=[str(pk) for pk in ids])
