"""What can be done in the directory: one function per use case."""

from tejido.directory.actions.decisions import decide_pair, undo_decision
from tejido.directory.actions.imports import import_table, plan_table
from tejido.directory.actions.memberships import (
    add_membership,
    end_membership,
    remove_membership,
    update_membership,
)
from tejido.directory.actions.merges import merge_organizations, undo_merge
from tejido.directory.actions.organizations import (
    StaleOrganization,
    create_organization,
    create_organizations,
    stored_data,
    update_organization,
)
from tejido.directory.actions.printed_lists import (
    PrintedPerson,
    StoredList,
    resolve_printed_list,
    store_printed_list,
)
from tejido.directory.actions.splits import split_organization, undo_split
from tejido.directory.signals import organizations_changed

__all__ = [
    "PrintedPerson",
    "StaleOrganization",
    "StoredList",
    "add_membership",
    "create_organization",
    "create_organizations",
    "decide_pair",
    "end_membership",
    "import_table",
    "merge_organizations",
    "organizations_changed",
    "plan_table",
    "remove_membership",
    "resolve_printed_list",
    "split_organization",
    "store_printed_list",
    "stored_data",
    "undo_decision",
    "undo_merge",
    "undo_split",
    "update_membership",
    "update_organization",
]
