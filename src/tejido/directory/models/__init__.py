"""Tables of the directory."""

from tejido.directory.models.organizations import (
    Membership,
    Merge,
    NameSort,
    Organization,
    OrganizationKind,
    OrganizationName,
    Split,
    Visibility,
    new_key,
    seen_by,
    whole_seen_by,
)
from tejido.directory.models.resolution import (
    DoubtfulPair,
    MentionRow,
    PrintedList,
    ResolutionDecision,
    Verdict,
)

__all__ = [
    "DoubtfulPair",
    "Membership",
    "MentionRow",
    "Merge",
    "NameSort",
    "Organization",
    "OrganizationKind",
    "OrganizationName",
    "PrintedList",
    "ResolutionDecision",
    "Split",
    "Verdict",
    "Visibility",
    "new_key",
    "seen_by",
    "whole_seen_by",
]
