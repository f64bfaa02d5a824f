"""What the directory announces to the apps above it."""

from django.dispatch import Signal

# Sent inside the transaction of the act, with `organization_ids: frozenset[int]`: every
# organization (kept, gone or split off) whose name, visibility, country, standing or mentions
# changed. Inside, so that no crash can leave a count that was not refreshed. After a split or its
# undoing, mentions have moved: what hangs on a mention follows its organization.
organizations_changed = Signal()


def announce_changes(sender: object, organization_ids: set[int] | frozenset[int]) -> None:
    """Send `organizations_changed`, unless nothing changed."""
    if organization_ids:
        organizations_changed.send(sender=sender, organization_ids=frozenset(organization_ids))
