"""The log's key and its checkpoints: made, changed, revoked, kept out of backups."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from tejido.core.models import Checkpoint
from tejido.core.tests.installation import Installation, new_installation
from tejido.core.transparency import checkpoints, keys, log, merkle, notes
from tejido.core.transparency.log import Leaf


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> Path:
    """A place for the key that no other test uses."""
    path = tmp_path / "keys" / "log_key"
    settings.LOG_KEY_FILE = path
    settings.BASE_URL = "https://tejido.example.org"
    return path


def grow(count: int = 1) -> None:
    with transaction.atomic():
        log.append([Leaf("act", {})] * count, previous=None)


def test_a_key_is_its_owners_alone_and_bears_the_installations_host(key_file: Path) -> None:
    with pytest.raises(keys.NoKey):
        keys.current()
    made = keys.make_key()
    assert keys.current().verifying.line == made.line
    assert made.line.startswith("tejido.example.org+")
    assert made.fingerprint not in key_file.read_text()
    for path in (key_file, keys.list_path()):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_second_key_leaves_the_first_public_and_keeps_the_name(
    settings: Settings,
) -> None:
    first = keys.make_key()
    settings.BASE_URL = "https://elsewhere.example.org"
    second = keys.make_key()
    assert keys.public_keys() == [first, second]
    assert keys.public_key() == second
    assert keys.current().name == "tejido.example.org"
    assert first.fingerprint != second.fingerprint


def test_a_revoked_key_signs_no_more(db: None) -> None:
    made = keys.make_key()
    grow()
    checkpoints.sign_checkpoint()

    revoked = keys.revoke_key(keys.grouped(made.fingerprint).upper())

    assert revoked.revoked_on
    assert keys.is_revoked(made.fingerprint)
    with pytest.raises(keys.KeyRevoked):
        checkpoints.sign_checkpoint()
    with pytest.raises(keys.UnknownKey):
        keys.revoke_key("ab" * 32)

    again = keys.make_key()
    assert not keys.is_revoked(again.fingerprint)
    assert checkpoints.sign_checkpoint().fingerprint == again.fingerprint


def test_a_file_that_holds_no_key_is_said_to(key_file: Path) -> None:
    keys.make_key()
    key_file.write_text("nothing")
    with pytest.raises(keys.KeyUnreadable):
        keys.current()


def test_a_checkpoint_is_signed_once_a_size_and_key(db: None) -> None:
    keys.make_key()
    grow(5)
    first = checkpoints.sign_checkpoint()
    assert checkpoints.sign_checkpoint() == first
    text, signers = notes.opened(first.note, keys.verifying_keys())
    said = notes.checkpoint(text)
    assert (said.origin, said.size, said.root) == ("tejido.example.org", 5, log.root_at(5))
    assert [key.fingerprint for key in signers] == [first.fingerprint]

    keys.make_key()
    again = checkpoints.sign_checkpoint()
    assert (again.size, again.root) == (first.size, first.root)
    grow(2)
    last = checkpoints.sign_checkpoint()
    assert checkpoints.newest_checkpoint() == last
    assert checkpoints.earlier_checkpoints(last.size) == [again]
    [hexed] = log.consistency_proofs([5], 7)
    proof = [bytes.fromhex(h) for h in hexed]
    roots = (bytes.fromhex(again.root), bytes.fromhex(last.root))
    assert merkle.verify_consistency(5, 7, *roots, proof)


def test_the_worker_signs_once_a_day_when_it_can(db: None) -> None:
    checkpoints.sign_daily(timezone.now())
    assert checkpoints.newest_checkpoint() is None
    with transaction.atomic():
        log.append([Leaf("text", {})], previous=None)
    checkpoints.sign_daily(timezone.now())
    assert checkpoints.newest_checkpoint() is None
    keys.make_key()
    for _ in range(2):
        checkpoints.sign_daily(timezone.now())
    assert [row.size for row in Checkpoint.objects.all()] == [1]


def test_the_empty_log_has_a_checkpoint(db: None) -> None:
    keys.make_key()
    assert checkpoints.sign_checkpoint().root == merkle.EMPTY_ROOT.hex()


def test_the_database_refuses_to_change_a_checkpoint(db: None) -> None:
    keys.make_key()
    checkpoints.sign_checkpoint()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE core_checkpoint SET note = 'x'")
    assert Checkpoint.objects.count() == 1


@pytest.fixture
def installation(tmp_path: Path, django_db_setup: None) -> Iterator[Installation]:
    """An installation with tables."""
    with new_installation(tmp_path / "data") as made:
        made.run("migrate")
        yield made


def shown(installation: Installation, *options: str) -> object:
    return json.loads(installation.run("keys", "show", "--format", "json", *options).stdout)


def test_the_command_line_makes_shows_and_revokes(installation: Installation) -> None:
    refused = installation.run("keys", "show", fine=False)
    assert refused.returncode == 1
    assert "tejido keys new" in refused.stderr
    line, fingerprint = installation.run("keys", "new").stdout.splitlines()
    found = shown(installation)
    assert isinstance(found, dict)
    assert found["key"] == line
    assert found["fingerprint"] == fingerprint.replace(" ", "")
    assert found["revoked_on"] == ""
    assert fingerprint in installation.run("keys", "show").stdout
    installation.run("keys", "revoke", fingerprint)
    installation.run("keys", "new")
    both = shown(installation, "--all")
    assert isinstance(both, list)
    assert [bool(key["revoked_on"]) for key in both] == [True, False]


def backup(installation: Installation, identity: Path, *more: str) -> Path:
    key = pyrage.x25519.Identity.generate()
    identity.write_text(f"{key}\n")
    target = identity.with_suffix(".age")
    arguments = ("--to", str(target), "--recipient", str(key.to_public()), *more)
    installation.run("backup", *arguments)
    return target


@pytest.mark.parametrize("with_secrets", [False, True])
def test_a_backup_brings_public_keys_and_the_private_one_when_asked(
    with_secrets: bool, installation: Installation, tmp_path: Path
) -> None:
    line = installation.run("keys", "new").stdout.splitlines()[0]
    identity = tmp_path / "identity"
    file = backup(installation, identity, *(["--with-secrets"] if with_secrets else []))
    with new_installation(tmp_path / "new") as new:
        new.run("restore", str(file), "--identity", str(identity))
        found = shown(new)
        assert isinstance(found, dict)
        assert found["key"] == line
        assert (new.data / "log_key").exists() == with_secrets
        if with_secrets:
            assert (new.data / "log_key").stat().st_mode & 0o777 == 0o600
            assert (new.data / "log_key").read_text() == (installation.data / "log_key").read_text()
