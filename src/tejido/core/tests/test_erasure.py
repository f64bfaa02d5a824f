"""An erasure is written down before it is carried out, and carried out even after a crash."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from tejido.core import erasure, people
from tejido.core.models import SignInLink, User
from tejido.core.sign_in import create_link
from tejido.core.tests.installation import new_installation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ledger(settings: Settings, tmp_path: Path) -> Path:
    """A ledger of the test's own."""
    settings.DATA = tmp_path
    return erasure.ledger_path()


@pytest.fixture
def alice() -> User:
    """A person with an account and an open sign-in link."""
    user = User.objects.create_user("alice@example.org", name="Alice")
    create_link(user)
    return user


@pytest.fixture
def broken_eraser() -> Iterator[None]:
    """An eraser of people that fails half-way, after it has changed something."""

    def fail(user_id: str) -> None:
        User.objects.filter(pk=user_id).update(name="half")
        raise RuntimeError

    erasure.register_eraser(people.USER, fail)
    yield
    erasure.register_eraser(people.USER, people.erase_user, people.TABLES)


def test_a_person_is_erased_and_the_row_stays(alice: User, ledger: Path) -> None:
    erasure.erase(people.USER, alice.pk)
    alice.refresh_from_db()
    assert (alice.email, alice.name, alice.is_active) == (f"erased-{alice.pk}@invalid", "", False)
    assert not SignInLink.objects.exists()
    assert "lice" not in ledger.read_text()
    assert ledger.stat().st_mode & 0o777 == 0o600
    assert erasure.unfinished(erasure.read_ledger(ledger)) == []


def test_erasing_twice_or_nobody_does_no_harm(alice: User) -> None:
    for object_id in (alice.pk, alice.pk, alice.pk + 1000):
        erasure.erase(people.USER, object_id)
    assert User.objects.count() == 1


@pytest.mark.usefixtures("broken_eraser")
def test_what_fails_half_way_is_finished_later(alice: User, ledger: Path) -> None:
    with pytest.raises(RuntimeError):
        erasure.erase(people.USER, alice.pk)
    alice.refresh_from_db()
    assert alice.name == "Alice"
    assert len(erasure.unfinished(erasure.read_ledger(ledger))) == 1

    erasure.register_eraser(people.USER, people.erase_user, people.TABLES)
    assert erasure.finish_erasures() == 1
    assert erasure.finish_erasures() == 0
    alice.refresh_from_db()
    assert alice.name == ""


def test_a_rolled_back_transaction_leaves_the_erasure_unfinished(alice: User) -> None:
    with transaction.atomic():
        erasure.erase(people.USER, alice.pk)
        transaction.set_rollback(True)
    alice.refresh_from_db()
    assert alice.name == "Alice"
    assert erasure.finish_erasures() == 1


def test_a_torn_line_is_left_out_and_written_over(alice: User, ledger: Path) -> None:
    erasure.erase(people.USER, alice.pk + 1)
    with ledger.open("a") as file:
        file.write('{"token": "to')
    assert len(erasure.read_ledger(ledger)) == 2
    erasure.erase(people.USER, alice.pk)
    assert len(erasure.read_ledger(ledger)) == 4


def test_nothing_is_erased_without_a_ledger(alice: User, ledger: Path) -> None:
    ledger.mkdir()
    with pytest.raises(erasure.LedgerUnwritable):
        erasure.erase(people.USER, alice.pk)
    alice.refresh_from_db()
    assert alice.name == "Alice"


def test_an_unknown_kind_is_refused_before_the_ledger(ledger: Path) -> None:
    with pytest.raises(KeyError):
        erasure.erase("core.nothing", 1)
    assert not ledger.exists()


def test_nothing_of_the_erased_is_left_in_the_files_of_the_database(
    ledger: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also while somebody reads: then the erasure waits until they are done."""
    if connection.vendor != "sqlite":
        assert_vacuumed(ledger)
        return
    with new_installation(tmp_path_factory.mktemp("erase") / "data") as installation:
        installation.run("migrate")
        user = installation.create_user("nadia.luna@example.org")
        erase = f"from tejido.core import erasure, people; erasure.erase(people.USER, {user})"
        path = installation.data / "tejido.sqlite3"
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM core_user").fetchall()
            installation.python(
                "from django.db import connection\n"
                "connection.cursor().execute('PRAGMA busy_timeout = 100')\n" + erase
            )
            assert files_with(installation.data, b"nadia.luna") != []
        installation.run("work", "--batch")
        assert files_with(installation.data, b"nadia.luna") == []
        assert erasure.unfinished(erasure.read_ledger(installation.data / "erasures.jsonl")) == []


def files_with(folder: Path, value: bytes) -> list[str]:
    """Return the names of the files that hold some bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if value in path.read_bytes()]


def assert_vacuumed(ledger: Path) -> None:
    """On PostgreSQL the table is written anew: its file is another one."""
    user = User.objects.create_user("nadia.luna@example.org")
    before = file_of_users()
    erasure.erase(people.USER, user.pk)
    assert file_of_users() != before
    assert erasure.unfinished(erasure.read_ledger(ledger)) == []


def file_of_users() -> str:
    """Return the name of the file PostgreSQL keeps the users in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('core_user')")
        return str(cursor.fetchone()[0])
