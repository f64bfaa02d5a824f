"""Routes that the directory keeps from a reader.

"Through X" tells that the organization belongs to X. Where the directory keeps that membership
from the reader, the route is counted and not named. A member that a network listed was told that
it would be shown as listed by it, and did not say no: that route is named.
"""

from django.contrib.auth.models import AnonymousUser

from tejido.directory.models import Membership
from tejido.statements.models import CountedBody, How
from tejido.statements.queries.signatories import (
    Annotated,
    Reader,
    counting_as,
    live,
    named_to,
)

_CHUNK = 500


def hidden_pairs(members: list[int], user: Reader) -> set[tuple[int, int]]:
    """Return the (member, network) pairs of canonical ids whose memberships `user` may not see."""
    mine = Membership.objects.filter(member__in=counting_as(members))
    every: Annotated = mine.with_canonical()
    seen: Annotated = mine.visible_to(user).with_canonical()
    pairs = ("member_counted", "network_counted")
    return set(every.values_list(*pairs)) - set(seen.values_list(*pairs))


def hidden_members(version_id: int, network: int, user: Reader) -> set[int]:
    """Return the members (canonical ids) of a network whose route through it `user` may not see."""
    mine = Membership.objects.filter(network__in=counting_as([network]))
    every: Annotated = mine.with_canonical()
    seen: Annotated = mine.visible_to(user).with_canonical()
    found, shown = (set(rows.values_list("member_counted", flat=True)) for rows in (every, seen))
    listed = live(version_id).filter(via__in=counting_as([network]), how=How.LISTED)
    return found - shown - set(listed.values_list("signer", flat=True))


def hides_a_route(version_id: int) -> bool:
    """Return whether some route between two bodies the public reads by name is not public itself.

    What is made of entries alone (a record) would tell it.
    """
    anyone = AnonymousUser()
    rows = CountedBody.objects.filter(root=version_id).filter(named_to(anyone)).order_by()
    named = set(rows.values_list("body", flat=True))
    carried = live(version_id).filter(via__isnull=False).exclude(how=How.LISTED).order_by()
    pairs = {pair for pair in carried.values_list("signer", "carrier") if named.issuperset(pair)}
    members = sorted({member for member, _carrier in pairs})
    return any(
        pairs & hidden_pairs(members[start : start + _CHUNK], anyone)
        for start in range(0, len(members), _CHUNK)
    )
