"""Partition: clusters that grow by joining, and refuse a join that something forbids."""

from collections.abc import Iterable, Sequence

from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.mention import Place


class Partition:
    """Disjoint clusters of positions (union-find), each aware of its places and its bans.

    Arguments:
        places: the place of each position.
        people: whether each position is a person.
    """

    def __init__(self, places: Sequence[Place], people: Sequence[bool]) -> None:
        self._parent = list(range(len(places)))
        self._members: dict[int, list[int]] = {}
        self._places: list[frozenset[Place]] = [frozenset((place,)) for place in places]
        self._people = people
        self._bans: dict[int, set[int]] = {}

    def find(self, position: int) -> int:
        """The root of the cluster a position belongs to."""
        parent = self._parent
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    def members(self, position: int) -> list[int]:
        """All positions of the cluster a position belongs to, ascending."""
        root = self.find(position)
        return sorted(self._members.get(root, [root]))

    def ban(self, one: int, other: int) -> None:
        """Forbid two positions to share a cluster, directly or through others."""
        self._bans.setdefault(self.find(one), set()).add(other)
        self._bans.setdefault(self.find(other), set()).add(one)

    def banned(self, one: int, other: int) -> bool:
        """Whether a ban or their kinds keep the clusters of two positions apart."""
        first, second = self.find(one), self.find(other)
        if self._people[first] != self._people[second]:
            return True
        return any(self.find(position) == second for position in self._bans.get(first, ()))

    def conflict(self, one: int, other: int) -> bool:
        """Whether the clusters of two positions may not be joined: a ban, or their places."""
        return self.banned(one, other) or self.places_conflict(one, other)

    def places_conflict(self, one: int, other: int) -> bool:
        """Whether a place of one cluster speaks against the other.

        A cluster a reviewer gave two places to takes a mention that names either of them.
        """
        first, second = self._places[self.find(one)], self._places[self.find(other)]
        return any(
            agreement(left, right) is Agreement.CONFLICT
            and not (_named(left, second) or _named(right, first))
            for left in first
            for right in second
        )

    def peaceful(self, roots: Sequence[int]) -> bool:
        """Whether all these clusters may be joined into one."""
        if len({self._people[root] for root in roots}) > 1:
            return False
        together = set(roots)
        for root in roots:
            if any(self.find(banned) in together for banned in self._bans.get(root, ())):
                return False
        places = list(frozenset[Place]().union(*(self._places[root] for root in roots)))
        return not any(
            agreement(one, other) is Agreement.CONFLICT
            for number, one in enumerate(places)
            for other in places[number + 1 :]
        )

    def join(self, one: int, other: int) -> None:
        """Join the clusters of two positions; the caller has made sure nothing forbids it."""
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return
        self._parent[second] = first
        self._members[first] = [
            *self._members.get(first, [first]),
            *self._members.pop(second, [second]),
        ]
        self._places[first] |= self._places[second]
        if second in self._bans:
            self._bans.setdefault(first, set()).update(self._bans.pop(second))

    def clusters(self) -> Iterable[list[int]]:
        """Every cluster as ascending positions, ordered by its first."""
        for position, parent in enumerate(self._parent):
            if position == parent:
                yield self.members(position)


def _named(place: Place, others: Iterable[Place]) -> bool:
    return any(other == place or agreement(place, other) is Agreement.TOWN for other in others)
