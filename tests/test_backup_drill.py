"""A server is lost: its backup in an empty installation has the record, and none of the erased."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest

from tejido.core.tests.installation import Installation, new_installation

pytestmark = pytest.mark.django_db

SLUG = "ejemplo-agua-y-camino"
PERSON = "amaranta@example.org"
NAME = "Amaranta"
PROGRAM = Path(__file__).resolve().parents[1] / "src" / "tejido" / "statements" / "verify.py"

# Two ask for their link: one mail waits, and one is still to be written.
WAIT = (
    "from tejido.statements.actions.people import email_key, send_own_link, tell_own_link\n"
    "tell_own_link(email_key('citlali@example.org'))\n"
    "send_own_link(email='citlali@example.org')"
)
BEGIN_A_RUN = (
    "from tejido.statements.actions.inviting import invite_organizations\n"
    "from tejido.statements.models import Campaign\n"
    "from tejido.directory.models import Organization\n"
    "tules = Organization.objects.get(name='Albergue Ejemplo Los Tules')\n"
    "invite_organizations(actor=None,"
    " campaign=Campaign.objects.get(statement__slug='ejemplo-luz-en-el-camino'),"
    " rows=[(tules.pk, tules.contacts.get().pk)])"
)
STATES = (
    "from tejido.notifications.models import Message\n"
    "print(sorted(set(Message.objects.exclude(state='sent').values_list('state', 'reason'))))"
)
STORED = (
    "from tejido.statements.models import Signatory\n"
    f"print(Signatory.objects.filter(name__startswith={NAME!r}).count())"
)
RUNS = (
    "from tejido.statements.models import InvitationRun\n"
    "print(InvitationRun.objects.filter(ended_at=None).count())"
)
WORK = "from tejido.core.worker import work; work(worker_id='drill', batch=True)"


@dataclass(frozen=True)
class Drill:
    """What was left of a server, and the installation its backup was restored into.

    Arguments:
        before, after: records of the old server, of before and after the backup.
        key: public key of its log.
    """

    restored: Installation
    before: Path
    after: Path
    key: str


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Drill]:
    """Sign, back up, erase somebody, lose the server, restore; what was unsent is in the backup."""
    folder = tmp_path_factory.mktemp("drill")
    identity = pyrage.x25519.Identity.generate()
    (folder / "identity.txt").write_text(f"{identity}\n")
    backup = folder / "backup.age"
    with new_installation(folder / "old") as old, new_installation(folder / "new") as new:
        old.run("demo", "--no-serve")
        old.run("record", SLUG, "--out", str(folder / "before.json"))
        key = old.run("keys", "show").stdout.splitlines()[0]
        old.python(WAIT)
        old.python(BEGIN_A_RUN)
        recipient = str(identity.to_public())
        old.run("backup", "--to", str(backup), "--recipient", recipient, "--with-secrets")
        old.run("person", "erase", PERSON, "--yes")
        old.run("record", SLUG, "--out", str(folder / "after.json"))
        new.data.mkdir()
        shutil.copy(old.data / "erasures.jsonl", new.data)
        done = new.run("restore", str(backup), "--identity", str(folder / "identity.txt"))
        assert "erasures replayed: 2" in done.stdout
        yield Drill(new, folder / "before.json", folder / "after.json", key)


def written(drill: Drill, folder: Path) -> Path:
    """Return the record as the restored installation writes it."""
    drill.restored.run("record", SLUG, "--out", str(folder / "record.json"))
    return folder / "record.json"


def verified(file: Path, drill: Drill, *more: str) -> "subprocess.CompletedProcess[str]":
    """Verify by the program alone, which knows nothing of an installation."""
    command = [sys.executable, "-I", str(PROGRAM), str(file), "--key", drill.key, *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def test_the_record_verifies_under_the_same_key(drill: Drill, tmp_path: Path) -> None:
    file = written(drill, tmp_path)
    drill.restored.run("verify", str(file), "--key", drill.key)
    assert verified(file, drill).returncode == 0
    assert verified(file, drill, "--since", str(drill.before)).returncode == 0


def test_what_the_log_said_since_the_backup_is_lost_and_that_is_seen(
    drill: Drill, tmp_path: Path
) -> None:
    assert verified(drill.after, drill, "--since", str(drill.before)).returncode == 0
    refused = verified(written(drill, tmp_path), drill, "--since", str(drill.after))
    assert refused.returncode == 1
    assert "does not extend" in refused.stderr


def test_who_was_erased_since_the_backup_is_nowhere(drill: Drill, tmp_path: Path) -> None:
    assert NAME in drill.before.read_text(encoding="utf-8")
    assert NAME not in written(drill, tmp_path).read_text(encoding="utf-8")
    assert drill.restored.run("person", "export", PERSON, fine=False).returncode == 1
    assert drill.restored.python(STORED) == "0"
    for path in drill.restored.data.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert NAME.encode() not in path.read_bytes(), path


def test_what_waited_to_be_mailed_is_not_mailed_again(drill: Drill) -> None:
    assert drill.restored.python(RUNS) == "0"
    assert "('waiting'" not in drill.restored.python(STATES)
    assert "('doubtful', 'restored')" in drill.restored.python(STATES)
    drill.restored.python(WORK)
    assert "('doubtful', 'restored')" in drill.restored.python(STATES)
    assert not list((drill.restored.data).rglob("*.eml"))
