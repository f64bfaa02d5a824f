"""What the directory announces to the apps above it."""

from collections.abc import Collection, Iterator

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.dispatch import Signal

from tejido.directory.models import Organization

# Sent inside the transaction of the act, with `organization_ids: frozenset[int]`: every
# organization (kept, gone or split off) whose name, visibility, country, standing or mentions
# changed, and all that count as the same: what the public reads of one depends on the others.
# Inside, so that no crash can leave a count that was not refreshed. After a split or its undoing,
# mentions have moved: what hangs on a mention follows its organization.
organizations_changed = Signal()

_BATCH = 500


def announce_changes(sender: object, organization_ids: set[int] | frozenset[int]) -> None:
    """Send `organizations_changed`, unless nothing changed."""
    if organization_ids:
        ids = frozenset(organization_ids)
        organizations_changed.send(sender=sender, organization_ids=ids | _counting_as(ids))


def _counting_as(ids: Collection[int]) -> frozenset[int]:
    """Return the ids of all organizations that count as the same as one of some."""
    found: set[int] = set()
    for batch in _batches(ids):
        own = Organization.objects.filter(pk__in=batch).order_by()
        found.update(own.values_list(Coalesce(F("merged_into_id"), F("pk")), flat=True))
    for batch in _batches(set(found)):
        merged = Organization.objects.filter(Q(pk__in=batch) | Q(merged_into__in=batch))
        found.update(merged.order_by().values_list("pk", flat=True))
    return frozenset(found)


def _batches(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
