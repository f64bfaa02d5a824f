"""What can be done in the directory: one function per use case."""

from tejido.directory.actions.memberships import add_membership, end_membership
from tejido.directory.actions.merges import merge_organizations, undo_merge
from tejido.directory.actions.organizations import create_organization, update_organization
from tejido.directory.actions.splits import split_organization, undo_split
from tejido.directory.signals import organizations_changed

__all__ = [
    "add_membership",
    "create_organization",
    "end_membership",
    "merge_organizations",
    "organizations_changed",
    "split_organization",
    "undo_merge",
    "undo_split",
    "update_organization",
]
