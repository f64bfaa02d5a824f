"""Members of a network, direct and through its member networks, each counted once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

# (member, network): the ids both ends count as, on one day.
Edge = tuple[int, int]
Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NetworkGraph:
    """Who is directly in what, on one day, as far as one reader sees.

    Arguments:
        below: network id to the ids of its direct members.
    """

    below: Mapping[int, Collection[int]]

    @classmethod
    def of(cls, edges: Iterable[Edge]) -> "NetworkGraph":
        """Build it from memberships; the same one twice counts once."""
        below: dict[int, set[int]] = defaultdict(set)
        for member, network in edges:
            below[network].add(member)
        return cls({network: sorted(members) for network, members in below.items()})

    def chains(self, network: int) -> dict[int, Path]:
        """Return the networks inside a network, itself included, each with a shortest way to it.

        Returns:
            id to the networks passed on the way, the first one below `network` first; () for
            `network` itself.

        >>> NetworkGraph.of([(2, 1), (3, 2), (9, 3)]).chains(1)
        {1: (), 2: (2,), 3: (2, 3)}
        """
        found: dict[int, Path] = {network: ()}
        waiting = [network]
        for node in waiting:
            for member in self.below.get(node, ()):
                if member in self.below and member not in found:
                    found[member] = (*found[node], member)
                    waiting.append(member)
        return found

    def members(self, network: int) -> dict[int, list[Path]]:
        """Return every member with the ways it belongs, the direct one first.

        A way is the networks passed (as `chains`), one for each network it is directly in; ()
        is a direct membership.

        >>> NetworkGraph.of([(9, 1), (2, 1), (9, 2)]).members(1)
        {2: [()], 9: [(), (2,)]}
        """
        found: dict[int, list[Path]] = defaultdict(list)
        for node, chain in self.chains(network).items():
            for member in self.below.get(node, ()):
                if member != network:
                    found[member].append(chain)
        return {member: sorted(found[member], key=len) for member in sorted(found)}

    def networks_of(self) -> dict[int, set[int]]:
        """Return for every member all networks it is in, directly or through others."""
        found: dict[int, set[int]] = defaultdict(set)
        for network in self.below:
            for node in self.chains(network):
                for member in self.below.get(node, ()):
                    if member != network:
                        found[member].add(network)
        return found


def networks_inside(between: Iterable[Edge], network: int) -> set[int]:
    """Return a network and all networks in it, directly or through others.

    Arguments:
        between: memberships of networks in networks.

    >>> sorted(networks_inside([(2, 1), (3, 2), (4, 5)], 1))
    [1, 2, 3]
    """
    below = NetworkGraph.of(between)
    return {network, *below.members(network)}


def shared_members(graph: NetworkGraph, networks: Collection[int]) -> dict[tuple[int, int], int]:
    """Return how many members two networks have in common, for every pair that has any.

    Arguments:
        graph: who is in what.
        networks: ids of all networks; a member that is a network itself is not counted.

    Returns:
        pairs of ids, the lower first, and the number of members both have.

    >>> shared_members(NetworkGraph.of([(9, 1), (9, 2), (8, 2)]), {1, 2})
    {(1, 2): 1}
    """
    shared: Counter[tuple[int, int]] = Counter()
    for member, inside in graph.networks_of().items():
        if member not in networks:
            shared.update(combinations(sorted(inside), 2))
    return dict(shared)
