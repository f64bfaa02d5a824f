"""Merkle trees: the vectors of the reference implementation, and what holds for every tree.

The leaves, node hashes, roots and proofs are those of transparency-dev/merkle
(testonly/constants.go and proof/verify_test.go).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.core.transparency import merkle
from tejido.core.transparency.merkle import ProofInvalid

LEAVES = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
NODES = (
    (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
        "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
    ),
    (
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    ),
    (
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    ("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",),
)
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    NODES[0][0],
    NODES[1][0],
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    NODES[2][0],
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    NODES[3][0],
)
# (leaf, size): proof. The reference counts leaves from 1 here; these count from 0.
INCLUSION = {
    (0, 1): [],
    (0, 8): [NODES[0][1], NODES[1][1], NODES[2][1]],
    (5, 8): [NODES[0][4], NODES[1][3], NODES[2][0]],
    (2, 3): [NODES[1][0]],
    (1, 5): [NODES[0][0], NODES[1][1], NODES[0][4]],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [NODES[0][1], NODES[1][1], NODES[2][1]],
    (6, 8): [NODES[1][2], NODES[1][3], NODES[2][0]],
    (2, 5): [NODES[1][1], NODES[0][4]],
    (6, 7): [NODES[1][2], NODES[0][6], NODES[2][0]],
}

HASHES = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


def whole_subtrees(leaves: list[bytes]) -> dict[merkle.Node, bytes]:
    _peaks, nodes = merkle.extend(0, [], leaves)
    return nodes | {(0, n): leaf for n, leaf in enumerate(leaves)}


def proof(path: list[merkle.Range], leaves: list[bytes]) -> list[bytes]:
    nodes = whole_subtrees(leaves)
    return [merkle.hash_of(node, nodes) for node in path]


def test_the_known_node_hashes() -> None:
    expected = {
        (level, place): bytes.fromhex(hashed)
        for level, row in enumerate(NODES)
        for place, hashed in enumerate(row)
    }
    assert whole_subtrees(HASHES) == expected


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size: int) -> None:
    assert merkle.root(HASHES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("place", "expected"), INCLUSION.items())
def test_the_known_inclusion_proofs(place: tuple[int, int], expected: list[str]) -> None:
    index, size = place
    made = proof(merkle.inclusion_path(index, size), HASHES[:size])
    assert [hashed.hex() for hashed in made] == expected
    assert merkle.verify_inclusion(index, size, HASHES[index], made, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("sizes", "expected"), CONSISTENCY.items())
def test_the_known_consistency_proofs(sizes: tuple[int, int], expected: list[str]) -> None:
    old, size = sizes
    made = proof(merkle.consistency_path(old, size), HASHES[:size])
    assert [hashed.hex() for hashed in made] == expected
    roots = (bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size]))
    assert merkle.verify_consistency(old, size, *roots, made)


sizes = st.integers(min_value=1, max_value=70)
trees = sizes.map(lambda n: [merkle.leaf_hash(str(i).encode()) for i in range(n)])


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return merkle.node_hash(recursive_root(leaves[:k]), recursive_root(leaves[k:]))


@given(trees, st.data())
def test_appending_in_parts_makes_the_same_tree(leaves: list[bytes], data: st.DataObject) -> None:
    first = data.draw(st.integers(min_value=0, max_value=len(leaves)))
    peaks, nodes = merkle.extend(0, [], leaves[:first])
    peaks, more = merkle.extend(first, peaks, leaves[first:])
    assert merkle.root_of_peaks(peaks) == merkle.root(leaves) == recursive_root(leaves)
    assert not nodes.keys() & more.keys()
    assert len(peaks) == bin(len(leaves)).count("1")


@given(trees, st.data())
def test_a_leaf_is_proved_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    size = len(leaves)
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    made = proof(merkle.inclusion_path(index, size), leaves)
    root = merkle.root(leaves)
    assert merkle.verify_inclusion(index, size, leaves[index], made, root)
    assert not merkle.verify_inclusion(index, size, b"x" * 32, made, root)
    assert not merkle.verify_inclusion(index, size, leaves[index], [*made, root], root)
    assert not merkle.verify_inclusion(index, size, leaves[index], made, b"x" * 32)
    assert not merkle.verify_inclusion(size, size, leaves[index], made, root)
    if made:
        assert not merkle.verify_inclusion(index, size, leaves[index], made[1:], root)
        assert not merkle.verify_inclusion(index ^ 1, size, leaves[index], made, root)


@given(trees, st.data())
def test_a_batch_is_proved_with_no_hash_too_many(leaves: list[bytes], data: st.DataObject) -> None:
    size, root = len(leaves), merkle.root(leaves)
    chosen = sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1)))
    made = proof(merkle.batch_path(chosen, size), leaves)
    given_leaves = {i: leaves[i] for i in chosen}
    assert merkle.batch_root(given_leaves, size, made) == root
    single = {node for i in chosen for node in merkle.inclusion_path(i, size)}
    assert set(merkle.batch_path(chosen, size)) <= single
    assert len(made) <= len(single)
    wrong = data.draw(st.sampled_from(chosen))
    assert merkle.batch_root({**given_leaves, wrong: b"x" * 32}, size, made) != root
    with pytest.raises(ProofInvalid):
        merkle.batch_root(given_leaves, size, [*made, root])
    if made:
        with pytest.raises(ProofInvalid):
            merkle.batch_root(given_leaves, size, made[1:])
        place = data.draw(st.integers(0, len(made) - 1))
        changed = [*made[:place], b"x" * 32, *made[place + 1 :]]
        assert merkle.batch_root(given_leaves, size, changed) != root


def test_the_proof_of_all_leaves_is_empty() -> None:
    assert merkle.batch_path(range(100), 100) == []


@pytest.mark.parametrize("indices", [[], [3], [-1], [1, 1], [2, 1]])
def test_a_batch_is_in_order_and_in_the_tree(indices: list[int]) -> None:
    with pytest.raises(ProofInvalid):
        merkle.batch_path(indices, 3)


@given(trees, st.data())
def test_a_tree_extends_an_earlier_one(leaves: list[bytes], data: st.DataObject) -> None:
    size, root = len(leaves), merkle.root(leaves)
    old = data.draw(st.integers(min_value=1, max_value=size))
    old_root = merkle.root(leaves[:old])
    made = proof(merkle.consistency_path(old, size), leaves)
    assert merkle.verify_consistency(old, size, old_root, root, made)
    assert not merkle.verify_consistency(old, size, b"x" * 32, root, made)
    assert not merkle.verify_consistency(old, size, old_root, b"x" * 32, made)
    assert not merkle.verify_consistency(old, size, old_root, root, [*made, root])
    assert not merkle.verify_consistency(0, size, old_root, root, made)
    assert not merkle.verify_consistency(size + 1, size, old_root, root, made)
    for place in range(len(made)):
        changed = [*made[:place], b"x" * 32, *made[place + 1 :]]
        assert not merkle.verify_consistency(old, size, old_root, root, changed)
        assert not merkle.verify_consistency(old, size, old_root, root, made[:place])


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_path_from_nothing_or_from_more(old: int, size: int) -> None:
    with pytest.raises(ProofInvalid):
        merkle.consistency_path(old, size)
    with pytest.raises(ProofInvalid):
        merkle.inclusion_path(size, size)
