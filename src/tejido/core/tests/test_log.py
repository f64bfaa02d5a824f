"""The log in the database: gapless, append-only, provable; what is erased leaves it valid."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from tejido.core.models import LogEntry, LogNode, LogOpening
from tejido.core.tests.installation import new_installation
from tejido.core.transparency import log, merkle
from tejido.core.transparency.log import Leaf

pytestmark = pytest.mark.django_db


def leaves(count: int, *, names: bool = False) -> list[Leaf]:
    given = {"name": "Persona Inventada", "affiliation": ""} if names else None
    return [Leaf("act", {"statement": "paso", "n": n}, given) for n in range(count)]


def test_what_was_told_of_somebody_is_the_sort_and_the_names_that_are_left() -> None:
    given = [
        Leaf("naming", {"sort": "person"}, {"name": "Inés Inventada"}),
        Leaf("naming", {"sort": "network", "names": None}),
    ]
    with transaction.atomic():
        log.append(given, previous=None)
    assert log.told([0, 1]) == {
        0: ("person", {"name": "Inés Inventada"}),
        1: ("network", None),
    }
    log.erase_openings([0])
    # Not None: that nobody may be named has not been told.
    assert log.told([0]) == {0: ("person", {})}


def appended(count: int, previous: int | None = None, *, names: bool = False) -> list[int]:
    with transaction.atomic():
        return log.append(leaves(count, names=names), previous=previous)


def test_each_leaf_follows_the_one_before() -> None:
    assert appended(3) == [0, 1, 2]
    assert appended(1) == [3]
    assert appended(2, previous=2) == [4, 5]

    found = log.entries([2, 4, 5])

    assert [entry.value["previous"] for entry in found] == [1, 2, 4]
    assert [entry.index for entry in log.chain(4)] == [0, 1, 2, 4, 5]
    assert all(entry.opening is None for entry in log.chain(4, with_openings=True))


def test_the_leaf_hash_is_that_of_the_value_as_canonical_json() -> None:
    appended(2, names=True)
    for entry in log.entries([0, 1]):
        hashed = merkle.leaf_hash(rfc8785.dumps(dict(entry.value)))
        assert entry.leaf_hash == hashed.hex()
        assert len(str(entry.value["salt"])) == 64


def test_names_are_committed_to_and_can_be_erased() -> None:
    appended(2, names=True)
    openings = log.openings([0, 1])
    assert openings[0].names == {"name": "Persona Inventada", "affiliation": ""}
    assert openings[0].salt != openings[1].salt
    before = log.root_at(2)
    committed = log.entries([0])[0].value["names"]
    assert committed == log.commitment(openings[0])

    log.erase_openings([0])

    assert list(log.openings([0, 1])) == [1]
    assert [e.opening for e in log.chain(0, with_openings=True)] == [None, openings[1]]
    assert log.root_at(2) == before
    assert log.entries([0])[0].value["names"] == committed


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_roots_and_proofs_are_those_of_the_tree(size: int) -> None:
    last = None
    for count in (1, size // 2, size - 1 - size // 2):
        if count > 0:
            last = appended(count, last)[-1]
    hashes = [bytes.fromhex(entry.leaf_hash) for entry in log.entries(range(size))]
    root = merkle.root(hashes)
    assert log.size() == size
    assert log.root_at(size) == root
    for chosen in ([0], [size - 1], list(range(0, size, 3)), list(range(size))):
        proof = [bytes.fromhex(h) for h in log.inclusion_proof(chosen, size)]
        assert merkle.batch_root({i: hashes[i] for i in chosen}, size, proof) == root
    for old, hexed in enumerate(log.consistency_proofs(range(1, size + 1), size), start=1):
        proof = [bytes.fromhex(h) for h in hexed]
        assert merkle.verify_consistency(old, size, merkle.root(hashes[:old]), root, proof)


def test_ten_thousand_leaves_cost_as_many_queries_as_one() -> None:
    last = appended(5, names=True)[-1]
    counts = []
    for count in (1, 100, 10_000):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            last = appended(count, last, names=True)[-1]
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in queries))
    assert max(counts) <= 6
    assert log.size() == 10_106
    assert LogNode.objects.count() == 10_106 - bin(10_106).count("1")


def test_what_is_rolled_back_leaves_no_gap() -> None:
    appended(2)
    with transaction.atomic():
        log.append(leaves(3), previous=1)
        transaction.set_rollback(True)
    assert appended(1, previous=1) == [2]


def test_a_chain_begins_with_a_leaf_of_the_log() -> None:
    appended(1)
    with pytest.raises(ValueError, match="no leaf 7"):
        appended(1, previous=7)


@pytest.mark.parametrize("field", ["kind", "previous", "salt"])
def test_a_field_cannot_take_the_place_of_the_logs_own(field: str) -> None:
    with pytest.raises(ValueError, match=field), transaction.atomic():
        log.append([Leaf("act", {field: "x"})], previous=None)


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_written_with_the_act_it_tells_of() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log.append(leaves(1), previous=None)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_logentry SET leaf_hash = 'x'",
        "UPDATE core_lognode SET hash = 'x'",
        "UPDATE core_logopening SET salt = 'x'",
        "UPDATE core_loghead SET size = size - 1",
    ],
)
def test_the_database_refuses_a_change(sql: str) -> None:
    appended(2, names=True)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_an_entry_with_names_is_not_deleted_with_them() -> None:
    appended(1, names=True)
    with pytest.raises(ProtectedError), transaction.atomic():
        LogEntry.objects.all().delete()
    assert LogOpening.objects.count() == 1


APPEND = """
import sys
from django.db import transaction
from tejido.core.transparency import log
from tejido.core.transparency.log import Leaf
who, last = sys.argv[1], None
for n in range(int(sys.argv[2])):
    with transaction.atomic():
        last = log.append([Leaf("act", {"who": who, "n": n})] * (1 + n % 3), previous=last)[-1]
"""

CHECK = """
import json
from django.core.management import call_command
from tejido.core.models import LogEntry
from tejido.core.transparency import log, merkle
rows = list(LogEntry.objects.all())
assert [row.index for row in rows] == list(range(log.size())), "a gap"
root = merkle.root([bytes.fromhex(row.leaf_hash) for row in rows])
assert log.root_at(len(rows)) == root, "another root"
told = [(row.value["who"], row.value["n"]) for row in rows]
print(json.dumps([len(rows), len(set(told))]))
"""


def test_processes_that_append_at_once_leave_no_gap(tmp_path: Path) -> None:
    with new_installation(tmp_path / "data") as installation:
        installation.run("migrate")
        program = f"import django; django.setup()\n{APPEND}"
        running = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(who), "30"], env=installation.environment
            )
            for who in range(4)
        ]
        assert [process.wait(timeout=600) for process in running] == [0] * 4
        assert json.loads(installation.python(CHECK)) == [4 * 60, 4 * 30]


def test_a_fresh_installation_refuses_deletion(tmp_path: Path) -> None:
    """On a database of its own: the test database lets its transactional tests delete."""
    program = """
from django.db import DatabaseError, connection, transaction
from tejido.core.transparency import log
from tejido.core.transparency.log import Leaf
with transaction.atomic():
    log.append([Leaf("act", {})] * 2, previous=None)
for table in ("logentry", "lognode", "loghead"):
    try:
        connection.cursor().execute(f"DELETE FROM core_{table}")
    except DatabaseError as refusal:
        assert "append-only" in str(refusal)
    else:
        raise SystemExit("not refused: " + table)
"""
    with new_installation(tmp_path / "data") as installation:
        installation.run("migrate")
        installation.python(program)
