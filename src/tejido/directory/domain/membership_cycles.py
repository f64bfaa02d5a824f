"""No network is, at any moment, a member of itself through others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Link:
    """A membership between two organizations.

    Arguments:
        member: id of the organization it counts for.
        network: id of the network it counts for.
        start: first day; None when unknown, which counts as before every day.
        end: last day; None when open, which counts as after every day.
    """

    member: int
    network: int
    start: date | None = None
    end: date | None = None


def closes_a_cycle(links: Iterable[Link], new: Link) -> bool:
    """Return whether a new membership makes an organization a member of itself on some day.

    A cycle over memberships that were never in force together is no cycle.

    Arguments:
        links: the memberships there are; among them there is no cycle.
        new: the membership to add.

    >>> closes_a_cycle([Link(member=1, network=2)], Link(member=2, network=1))
    True
    >>> closes_a_cycle([Link(1, 2, end=date(2015, 1, 1))], Link(2, 1, start=date(2016, 1, 1)))
    False
    """
    upwards: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        upwards[link.member].append(link)
    # Walk up from the network with the days on which every step so far is in force.
    waiting = [(new.network, new.start or _FIRST, new.end or _LAST)]
    walked: dict[int, list[tuple[date, date]]] = defaultdict(list)
    while waiting:
        node, first, last = waiting.pop()
        if node == new.member:
            return True
        if any(a <= first and last <= b for a, b in walked[node]):
            continue
        walked[node].append((first, last))
        for link in upwards[node]:
            begins = max(first, link.start or _FIRST)
            ends = min(last, link.end or _LAST)
            if begins <= ends:
                waiting.append((link.network, begins, ends))
    return False


def joining_closes_a_cycle(links: Iterable[Link], one: int, other: int) -> bool:
    """Return whether counting two organizations as one closes a cycle of memberships.

    Arguments:
        links: the memberships there are; among them there is no cycle.
        one, other: ids of the organizations to join.
    """
    joined = [
        Link(
            one if link.member == other else link.member,
            one if link.network == other else link.network,
            link.start,
            link.end,
        )
        for link in links
    ]
    # A new cycle passes through the joined one, so it leaves it upwards.
    return any(closes_a_cycle(joined, link) for link in joined if link.member == one)
