"""Routes that the directory keeps from a reader.

"Through X" tells that the organization belongs to X. Where the directory keeps that membership
from the reader, the route is counted and not named.
"""

from django.db.models import Q

from tejido.directory.models import Membership
from tejido.statements.queries.signatories import Annotated, Reader


def hidden_pairs(members: list[int], user: Reader) -> set[tuple[int, int]]:
    """Return the (member, network) pairs of canonical ids whose memberships `user` may not see."""
    mine = Membership.objects.filter(Q(member__in=members) | Q(member__merged_into__in=members))
    every: Annotated = mine.with_canonical()
    seen: Annotated = mine.visible_to(user).with_canonical()
    pairs = ("member_counted", "network_counted")
    return set(every.values_list(*pairs)) - set(seen.values_list(*pairs))


def hidden_members(network: int, user: Reader) -> set[int]:
    """Return the members (canonical ids) of a network whose membership `user` may not see."""
    every: Annotated = Membership.objects.with_canonical()
    seen: Annotated = Membership.objects.visible_to(user).with_canonical()
    members = (
        rows.filter(network_counted=network).values_list("member_counted", flat=True)
        for rows in (every, seen)
    )
    found, shown = map(set, members)
    return found - shown
