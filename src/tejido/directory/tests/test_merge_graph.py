"""Merges undone in any order give the groups that stand, as if the rest had never been."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.kinds import can_be_one
from tejido.directory.domain.merge_graph import Joining, canonical_ids

NODES = range(8)


@st.composite
def joinings(draw: st.DrawFn) -> list[Joining]:
    pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1])
    return [Joining(*pair) for pair in draw(st.lists(pairs, max_size=12))]


def groups(counted: dict[int, int]) -> set[frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for node, whole in counted.items():
        found[whole].add(node)
    return {frozenset(group) for group in found.values()}


def reachable(standing: list[Joining]) -> set[frozenset[int]]:
    """The groups by plain search: whoever can be reached."""
    beside: dict[int, set[int]] = defaultdict(set)
    for joining in standing:
        beside[joining.kept].add(joining.gone)
        beside[joining.gone].add(joining.kept)
    found = set()
    for node in beside:
        group, waiting = {node}, [node]
        while waiting:
            new = beside[waiting.pop()] - group
            group |= new
            waiting += new
        found.add(frozenset(group))
    return found


@given(joinings())
def test_the_groups_are_those_that_can_be_reached(standing: list[Joining]) -> None:
    assert groups(canonical_ids(standing)) == reachable(standing)


@given(joinings())
def test_what_a_group_counts_as_belongs_to_it_and_counts_as_itself(standing: list[Joining]) -> None:
    counted = canonical_ids(standing)
    assert all(counted[whole] == whole for whole in counted.values())


@given(joinings(), st.data())
def test_each_group_computed_alone_is_the_same(
    standing: list[Joining], data: st.DataObject
) -> None:
    whole = canonical_ids(standing)
    for group in groups(whole):
        inside = [joining for joining in standing if joining.kept in group]
        assert canonical_ids(inside) == {node: whole[node] for node in group}


def test_the_last_keeper_keeps_the_whole() -> None:
    assert canonical_ids([Joining(1, 2), Joining(2, 3)]) == {1: 1, 2: 1, 3: 1}
    assert canonical_ids([Joining(1, 2), Joining(3, 1)]) == {1: 3, 2: 3, 3: 3}


def test_nothing_joined() -> None:
    assert canonical_ids([]) == {}


def test_kinds_that_can_be_one() -> None:
    assert can_be_one("faith", "shelter")
    assert can_be_one("network", "network")
    assert can_be_one("authority", "armed_force")
    assert not can_be_one("network", "civil_society")
    assert not can_be_one("community", "authority")
    assert not can_be_one("intergovernmental", "authority")
