"""A backup is whole or absent; a restore brings everything back but what was erased."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest

from tejido.core.tests.installation import Installation, free_port, new_installation

FILES_UP_TO = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@dataclass(frozen=True)
class Prepared:
    """Made once, copied for each test: making it takes seconds."""

    installation: Installation
    key: Path
    backup: Path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """An installation with two people and an uploaded file, and its backup."""
    folder = tmp_path_factory.mktemp("prepared")
    key = write_key(folder / "identity.txt")
    with new_installation(folder / "data") as installation:
        installation.run("migrate")
        installation.python(
            "from tejido.core.models import User\n"
            "for name in ('alicia', 'berta'): User.objects.create_user(f'{name}@example.org')"
        )
        (installation.data / "files" / "2017").mkdir(parents=True)
        (installation.data / "files" / "2017" / "list.txt").write_text("Red Ejemplo")
        yield Prepared(installation, key, backup(installation, key))


@pytest.fixture
def old(tmp_path: Path, prepared: Prepared) -> Iterator[Installation]:
    """A copy of the prepared installation."""
    with new_installation(tmp_path / "old", like=prepared.installation) as installation:
        yield installation


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Installation]:
    """An empty installation."""
    with new_installation(tmp_path / "new") as installation:
        yield installation


@pytest.fixture
def key(prepared: Prepared) -> Path:
    """An identity file of age, as age-keygen writes it."""
    return prepared.key


@pytest.fixture
def file(tmp_path: Path, prepared: Prepared) -> Path:
    """A copy of the prepared installation's backup."""
    return Path(shutil.copy(prepared.backup, tmp_path / "prepared.age"))


def write_key(path: Path) -> Path:
    identity = pyrage.x25519.Identity.generate()
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return path


def public(key: Path) -> str:
    return key.read_text().splitlines()[0].removeprefix("# public key: ")


def backup(installation: Installation, key: Path, *more: str) -> Path:
    target = installation.data.parent / "backup.age"
    installation.run("backup", "--to", str(target), "--recipient", public(key), *more)
    return target


def restored(installation: Installation, file: Path, key: Path) -> str:
    return installation.run("restore", str(file), "--identity", str(key)).stdout


def refused(installation: Installation, file: Path, key: Path) -> str:
    done = installation.run("restore", str(file), "--identity", str(key), fine=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_everything_comes_back_but_the_secret_key(
    old: Installation, new: Installation, key: Path, file: Path
) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"alicia" not in file.read_bytes()

    restored(new, file, key)

    assert new.emails() == ["alicia@example.org", "berta@example.org"]
    assert (new.data / "files/2017/list.txt").read_text() == "Red Ejemplo"
    assert (new.data / "secret_key").read_text() != (old.data / "secret_key").read_text()
    assert not list(new.data.glob(".backup-*"))
    assert new.create_user("carla@example.org") == "3"


def test_the_secret_key_comes_back_when_asked_for(
    old: Installation, new: Installation, key: Path
) -> None:
    restored(new, backup(old, key, "--with-secrets"), key)
    assert (new.data / "secret_key").read_text() == (old.data / "secret_key").read_text()


def test_erasures_after_the_backup_are_replayed(
    old: Installation, new: Installation, key: Path, file: Path
) -> None:
    old.python("from tejido.core.erasure import erase; erase('core.user', 1)")
    new.data.mkdir()
    shutil.copy(old.data / "erasures.jsonl", new.data)

    assert "erasures replayed: 1" in restored(new, file, key)

    assert new.emails() == ["erased-1@invalid", "berta@example.org"]
    assert "alicia" not in (new.data / "erasures.jsonl").read_text()


def test_erasures_before_the_backup_are_not_replayed(
    old: Installation, new: Installation, key: Path
) -> None:
    old.python("from tejido.core.erasure import erase; erase('core.user', 1)")
    assert "erasures replayed: 0" in restored(new, backup(old, key), key)
    assert new.emails() == ["erased-1@invalid", "berta@example.org"]


def test_an_erasure_interrupted_before_the_backup_is_finished(
    old: Installation, new: Installation, key: Path
) -> None:
    old.python(
        "import os; from tejido.core import erasure\n"
        "erasure.register_eraser('core.user', lambda _: os._exit(9))\n"
        "erasure.erase('core.user', 1)",
        fine=False,
    )
    assert old.emails()[0] == "alicia@example.org"
    assert "erasures replayed: 1" in restored(new, backup(old, key), key)
    assert new.emails()[0] == "erased-1@invalid"


def test_an_installation_in_use_is_left_alone(old: Installation, key: Path, file: Path) -> None:
    old.create_user("carla@example.org")
    assert "no está vacía" in refused(old, file, key)
    assert len(old.emails()) == 3


@pytest.mark.parametrize("damage", ["other key", "truncated", "changed", "not a backup", "empty"])
def test_what_cannot_be_read_changes_nothing(
    damage: str, new: Installation, key: Path, file: Path, tmp_path: Path
) -> None:
    whole = file.read_bytes()
    broken = {
        "truncated": whole[: len(whole) // 2],
        "changed": whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:],
        "not a backup": b"Red Ejemplo\n" * 1000,
        "empty": b"",
    }
    file.write_bytes(broken.get(damage, whole))
    used = write_key(tmp_path / "other.txt") if damage == "other key" else key

    assert "No se puede leer la copia" in refused(new, file, used)

    assert not list(new.data.glob(".backup-*"))
    assert not (new.data / "files").exists()
    assert not (new.data / "restore-unfinished").exists()


@pytest.mark.parametrize("room", [100_000, 3_000_000], ids=["for nothing", "for the database"])
def test_a_full_disk_leaves_no_backup(old: Installation, key: Path, room: int) -> None:
    (old.data / "files" / "large").write_bytes(os.urandom(5_000_000))
    target = old.data.parent / "backup.age"
    arguments = ("backup", "--to", str(target), "--recipient", public(key))
    done = old.run(*arguments, before=FILES_UP_TO.format(room), fine=False)
    assert done.returncode == 1
    assert "lleno" in done.stderr
    assert not list(target.parent.glob("backup.age*"))
    assert not list(old.data.glob(".backup-*"))


def test_a_full_disk_while_restoring_changes_nothing(
    new: Installation, key: Path, file: Path
) -> None:
    arguments = ("restore", str(file), "--identity", str(key))
    done = new.run(*arguments, before=FILES_UP_TO.format(100_000), fine=False)
    assert done.returncode == 1
    assert "lleno" in done.stderr
    restored(new, file, key)


def test_a_killed_backup_leaves_nothing_under_its_name(old: Installation, key: Path) -> None:
    stop = "import tejido.core.archive as a, os; a.write_archive = lambda *_: os._exit(9)"
    target = old.data.parent / "backup.age"
    arguments = ("backup", "--to", str(target), "--recipient", public(key))
    assert old.run(*arguments, before=stop, fine=False).returncode == 9
    assert not target.exists()
    old.run(*arguments)
    assert target.exists()
    assert not list(old.data.glob(".backup-*"))


@pytest.mark.parametrize("moment", ["dump.load_dump", "erasure.finish_erasures"])
def test_a_killed_restore_serves_nothing_and_can_be_repeated(
    moment: str, old: Installation, new: Installation, key: Path, file: Path
) -> None:
    old.python("from tejido.core.erasure import erase; erase('core.user', 1)")
    new.data.mkdir()
    shutil.copy(old.data / "erasures.jsonl", new.data)
    module, name = moment.split(".")
    stop = (
        "import os, django; django.setup()\n"
        f"from tejido.core import {module}\n{module}.{name} = lambda *_: os._exit(9)"
    )
    done = new.run("restore", str(file), "--identity", str(key), before=stop, fine=False)
    assert done.returncode == 9
    served = new.run("serve", "--port", str(free_port()), fine=False)
    assert served.returncode == 1
    assert "interrumpida" in served.stderr

    restored(new, file, key)

    assert new.emails() == ["erased-1@invalid", "berta@example.org"]


def test_people_may_be_added_while_a_backup_is_made(
    old: Installation, new: Installation, key: Path
) -> None:
    program = (
        "import django; django.setup()\n"
        "import itertools; from tejido.core.models import User\n"
        "for n in itertools.count(): User.objects.create_user(f'p{n}@example.org')"
    )
    writer = subprocess.Popen([sys.executable, "-c", program], env=old.environment)
    try:
        while len(old.emails()) < 10:
            time.sleep(0.05)
        file = backup(old, key)
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    restored(new, file, key)
    assert len(new.emails()) >= 10


def test_a_backup_never_writes_over_a_file(old: Installation, key: Path, file: Path) -> None:
    before = file.read_bytes()
    done = old.run("backup", "--to", str(file), "--recipient", public(key), fine=False)
    assert done.returncode == 1
    assert file.read_bytes() == before


@pytest.mark.parametrize("recipient", ["age1nonsense", "", "AGE-SECRET-KEY-1"])
def test_a_recipient_must_be_a_public_key(old: Installation, recipient: str) -> None:
    target = old.data.parent / "backup.age"
    done = old.run("backup", "--to", str(target), "--recipient", recipient, fine=False)
    assert done.returncode == 1
    assert "age1" in done.stderr
    assert not target.exists()
