"""Members counted once, however many ways they belong."""

from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.network_members import (
    Edge,
    NetworkGraph,
    networks_inside,
    shared_members,
)

# Networks 0 to 5 contain only higher ones, so there is no cycle; 10 to 14 are organizations.
NETWORKS = range(6)
edges = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda e: e[0] > e[1]),
        st.tuples(st.integers(10, 14), st.integers(0, 5)),
    ),
    max_size=20,
)


def everybody_below(network: int, standing: list[Edge]) -> set[int]:
    found: set[int] = set()
    while True:
        more = {m for m, n in standing if n == network or n in found}
        if more == found:
            return found
        found = more


@given(edges, st.sampled_from(NETWORKS))
def test_members_are_everybody_below(standing: list[Edge], network: int) -> None:
    members = NetworkGraph.of(standing).members(network)
    assert set(members) == everybody_below(network, standing)


@given(edges, st.sampled_from(NETWORKS))
def test_every_way_is_a_way(standing: list[Edge], network: int) -> None:
    for member, paths in NetworkGraph.of(standing).members(network).items():
        assert len(paths) == len(set(paths)) > 0
        for path in paths:
            steps = [network, *path, member]
            assert all(
                (below, above) in standing for above, below in zip(steps, steps[1:], strict=False)
            )


@given(edges, st.sampled_from(NETWORKS))
def test_the_networks_inside(standing: list[Edge], network: int) -> None:
    between = [edge for edge in standing if edge[0] in NETWORKS]
    below = {m for m in everybody_below(network, between) if m in NETWORKS}
    assert networks_inside(between, network) == {network, *below}


@given(edges)
def test_shared_members_by_pair(standing: list[Edge]) -> None:
    found = shared_members(NetworkGraph.of(standing), set(NETWORKS))
    members = {n: everybody_below(n, standing) - set(NETWORKS) for n in NETWORKS}
    expected = {
        (a, b): len(members[a] & members[b])
        for a in NETWORKS
        for b in NETWORKS
        if a < b and members[a] & members[b]
    }
    assert found == expected


def test_the_direct_way_comes_first_and_the_shortest_chain_is_given() -> None:
    graph = NetworkGraph.of([(9, 3), (9, 1), (2, 1), (3, 2), (3, 1)])
    assert graph.members(1)[9] == [(), (3,)]
    assert graph.chains(1) == {1: (), 2: (2,), 3: (3,)}
