"""Importing: exactly what was shown or nothing, in few queries, whatever happens meanwhile."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory import kept_files
from tejido.directory.actions import import_table, plan_table
from tejido.directory.actions.imports import PlanChanged
from tejido.directory.domain.transfer_plan import Outcome
from tejido.directory.kept_files import NoRoom, get_kept_file_for, keep_file
from tejido.directory.models import Membership, Organization, OrganizationName
from tejido.directory.tests.factories import make_network, make_organization, merge

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a table."""

    def make(text: str) -> Path:
        path = tmp_path / "tabla.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.mark.django_db
def test_an_import_creates_and_changes(
    write: Write, alice: User, heard: list[frozenset[int]]
) -> None:
    known = make_organization("Casa Uno", acronym="CU")
    network = make_network("Red Uno")
    heard.clear()
    path = write(
        "key,name,kind,visibility,acronym,memberships\n"
        f"{known.key},Casa Primera,,sealed,CU,Red Uno [2015-01-01..]\n"
        ",Casa Nueva,albergue,public,CN|CNV,Red Nueva\n"
        ",Red Nueva,red,,,Red Uno\n"
    )
    plan = plan_table(actor=alice, path=path)
    assert not Organization.objects.filter(name="Casa Nueva").exists()
    done = import_table(actor=alice, path=path, expected=plan.digest)
    assert (done.created, done.changed) == (2, 1)
    known.refresh_from_db()
    assert (known.name, known.sort_key, known.visibility) == (
        "Casa Primera",
        "casa primera",
        "sealed",
    )
    made = Organization.objects.get(name="Casa Nueva")
    assert (made.kind, made.visibility) == ("shelter", "public")
    assert sorted(made.names.values_list("text", "sort")) == [
        ("CN", "acronym"), ("CNV", "acronym"), ("Casa Nueva", "official"),
    ]  # fmt: skip
    red = Organization.objects.get(name="Red Nueva")
    links = Membership.objects.values_list("member", "network")
    assert set(links) == {(known.pk, network.pk), (made.pk, red.pk), (red.pk, network.pk)}
    (ids,) = heard
    assert {known.pk, made.pk, red.pk, network.pk} == ids
    assert AuditEntry.objects.filter(action="import_organization", actor=alice).count() == 3
    assert not AuditEntry.objects.filter(data__icontains="Casa").exists()
    again = plan_table(actor=alice, path=write(f"key,name\n{known.key},Casa Primera\n"))
    assert not again.does_something


@pytest.mark.django_db
def test_names_that_stay_keep_their_rows(write: Write) -> None:
    known = make_organization("Casa Uno", acronym="CU", aliases=("Casita", "La Uno"))
    before = dict(known.names.values_list("text", "pk"))
    path = write(f"key,alias\n{known.key},La Uno|Nueva\n")
    import_table(actor=None, path=path)
    after = dict(known.names.values_list("text", "pk"))
    assert after == {
        **{k: v for k, v in before.items() if k != "Casita"},
        "Nueva": before["Casita"],
    }
    assert known.names.get(text="Nueva").search_key == "nueva"


@pytest.mark.django_db
def test_refused_lines_are_left_out_of_what_is_confirmed(write: Write, alice: User) -> None:
    path = write("key,name\n,Casa Uno\nnadie,Casa Dos\n,=Casa Tres\n")
    plan = plan_table(actor=alice, path=path)
    assert (plan.counts[Outcome.CREATE], plan.refused) == (1, 2)
    import_table(actor=alice, path=path, expected=plan.digest)
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_nothing_happens_when_the_directory_changed_meanwhile(write: Write, alice: User) -> None:
    known = make_organization("Casa Uno")
    path = write(f"key,name\n{known.key},Oaxaca\n,X\n")
    plan = plan_table(actor=alice, path=path)
    other = make_organization("Casa Dos")
    merge(other, known)
    with pytest.raises(PlanChanged):
        import_table(actor=alice, path=path, expected=plan.digest)
    assert not Organization.objects.filter(name="X").exists()
    assert plan_table(actor=alice, path=path).counts[Outcome.REFUSE] == 1


@pytest.mark.django_db
def test_only_the_secretariat_imports(write: Write, bob: User, charlie: User) -> None:
    path = write("name\nCasa Uno\n")
    for person in (bob, charlie):
        with pytest.raises(NotAllowed):
            plan_table(actor=person, path=path)
        with pytest.raises(NotAllowed):
            import_table(actor=person, path=path)


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_lines(write: Write) -> None:
    known = [make_organization(f"Casa {n}") for n in range(60)]

    def queries(count: int, town: str) -> int:
        rows = "".join(f"{one.key},{town}\n" for one in known[:count])
        path = write("key,town\n" + rows)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            import_table(actor=None, path=path)
        return len(captured)

    assert queries(60, "Oaxaca") == queries(10, "Puebla")


def test_a_kept_file_is_readable_by_the_installation_alone(
    db: None, alice: User, bob: User
) -> None:
    digest = keep_file([b"name\n", b"Casa\n"])
    path = get_kept_file_for(alice, digest)
    assert path.read_bytes() == b"name\nCasa\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(NotAllowed):
        get_kept_file_for(bob, digest)
    for other in ("0" * 64, "../secret_key", "."):
        with pytest.raises(NotFound):
            get_kept_file_for(alice, other)


def test_a_full_disk_keeps_nothing(monkeypatch: pytest.MonkeyPatch, alice: User) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tejido.directory.kept_files.os.fsync", full)
    folder = kept_files._folder()
    before = set(folder.iterdir())
    with pytest.raises(NoRoom):
        keep_file([b"name\n"])
    assert set(folder.iterdir()) == before


def test_a_file_too_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "MAX_BYTES", 10)
    before = set(kept_files._folder().iterdir())
    with pytest.raises(InvalidInput):
        keep_file([b"12345678", b"9012"])
    assert set(kept_files._folder().iterdir()) == before


def test_files_nobody_applies_are_forgotten(monkeypatch: pytest.MonkeyPatch, alice: User) -> None:
    old = keep_file([b"name\nCasa vieja\n"])
    monkeypatch.setattr(kept_files, "KEPT_SECONDS", -1)
    keep_file([b"name\nCasa nueva\n"])
    with pytest.raises(NotFound):
        get_kept_file_for(alice, old)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_under_the_database_leaves_nothing(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last write fails: none of those before it stands."""

    def full(*_given: object) -> None:
        raise OperationalError("database or disk is full")

    known = make_organization("Casa Uno")
    path = write(f"key,name\n{known.key},Casa Otra\n,Casa Nueva\n")
    monkeypatch.setattr("tejido.directory.actions.imports.announce_changes", full)
    with pytest.raises(OperationalError):
        import_table(actor=None, path=path)
    assert list(Organization.objects.values_list("name", flat=True)) == ["Casa Uno"]
    assert list(OrganizationName.objects.values_list("text", flat=True)) == ["Casa Uno"]


KILLED = """
import os, signal, sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from pathlib import Path
from tejido.directory.actions import imports

write = imports._write_memberships
def killed(*args):
    write(*args)
    sys.stdout.write(str(imports.Organization.objects.count()))
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
imports._write_memberships = killed
imports.import_table(actor=None, path=Path(sys.argv[2]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_leaves_nothing(write: Write) -> None:
    """Killed when everything is written and nothing is committed."""
    known = make_organization("Casa Uno")
    path = write(f"key,name,alias\n{known.key},Casa Uno,Otra\n" + ",Casa,\n" * 1_000)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(connection.settings_dict["NAME"]), str(path)],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (killed.stdout, killed.returncode) == ("1001", -9), killed.stderr
    assert Organization.objects.count() == 1
    assert OrganizationName.objects.count() == 1
