"""An import that dies half-way leaves nothing behind and can be run again."""

import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tejido.budgets import snapshot_files
from tejido.budgets.actions import imports, storing
from tejido.budgets.actions.imports import confirm_mapping, store_snapshot
from tejido.budgets.models import Snapshot, SnapshotState
from tejido.budgets.reading import Choices
from tejido.budgets.snapshot_files import original_path, parquet_path
from tejido.budgets.tasks import add_up, store
from tejido.budgets.tests.factories import a_budget_file, a_line, a_mapping, import_budget
from tejido.budgets.tests.sent_files import a_sent_file
from tejido.budgets.work_folders import sweep_work_folders, work_folder
from tejido.core.errors import DomainError
from tejido.core.tests.installation import Installation, new_installation

KILL = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
# Where it is killed: the module and name of what is killed on its way in.
PLACES = (
    ("tejido.budgets.snapshot_building", "_add_counts"),
    ("tejido.budgets.actions.imports", "put_in_force"),
    ("tejido.budgets.actions.storing", "_keep_labels"),
)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with new_installation(tmp_path / "data") as found:
        found.run("migrate")
        yield found


def files_of(data: Path) -> list[str]:
    found = (path for path in data.rglob("*") if path.is_file())
    parts = ("imports", "budgets")
    return sorted(path.name for path in found if set(parts) & set(path.relative_to(data).parts))


def test_a_killed_import_leaves_nothing_and_can_be_run_again(
    installation: Installation, tmp_path: Path
) -> None:
    file = a_budget_file(tmp_path, *[a_line(ID_UR=f"{n:03}") for n in range(500)])
    arguments = ("budget", "import", str(file), "--mapping", "mx-final-account")
    for module, name in PLACES:
        before = (
            "import django, os; django.setup()\n"
            f"import {module} as place\n"
            f"def die(*a, **k):\n    {KILL}\n"
            f"place.{name} = die\n"
        )
        assert installation.run(*arguments, before=before, fine=False).returncode == -9
    assert installation.run("budget", "snapshots").stdout == ""
    done = installation.run(*arguments, "--format", "json")
    assert '"rows": 500' in done.stdout
    assert len(files_of(installation.data)) == 2


@pytest.fixture
def only_bytes() -> Iterator[Callable[[int], None]]:
    """Let no file of this process grow beyond a size, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [100, 2_000])
def test_a_full_disk_is_said_and_leaves_nothing(
    folders: Path, size: int, only_bytes: Callable[[int], None]
) -> None:
    file = a_budget_file(folders, a_line(), a_line(CICLO="2013"))
    only_bytes(size)
    with pytest.raises(DomainError) as refusal:
        import_budget(file)
    only_bytes(resource.RLIM_INFINITY)
    assert refusal.value.code in {"no-room", "warehouse-disk"}
    assert files_of(settings.DATA) == []
    assert not Snapshot.objects.exists()
    assert import_budget(file).rows == 2


@pytest.mark.django_db
def test_a_failure_at_the_last_moment_leaves_nothing(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_budget_file(folders, a_line())

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(imports, "put_in_force", fail)
        with pytest.raises(snapshot_files.NoRoom):
            import_budget(file)
    assert files_of(settings.DATA) == []
    assert import_budget(file).rows == 1


def fail_when_queueing(*_arguments: object) -> None:
    raise RuntimeError("the queue is not there")


def fail_once_committed(_snapshot_id: int) -> None:
    transaction.on_commit(fail_when_queueing)


def confirmed() -> Snapshot:
    """A sent file the worker takes up next."""
    snapshot = a_sent_file()
    confirm_mapping(actor=None, snapshot=snapshot, mapping=a_mapping(), choices=Choices())
    return snapshot


def is_whole(snapshot: Snapshot) -> bool:
    """Whether it is stored and both its files are there."""
    snapshot.refresh_from_db()
    paths = original_path(snapshot.original_digest), parquet_path(snapshot.digest)
    return snapshot.state == SnapshotState.STORED and all(path.is_file() for path in paths)


@pytest.mark.django_db
def test_what_waits_is_queued_by_the_commit_that_says_so(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill right after the commit leaves nobody waiting for ever."""
    snapshot = confirmed()
    [queued] = DBTaskResult.objects.filter(task_path=store.module_path)
    assert queued.args_kwargs["args"] == [snapshot.pk]
    monkeypatch.setattr(type(store), "enqueue", fail_when_queueing)
    with pytest.raises(RuntimeError):
        confirmed()
    states = Snapshot.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [SnapshotState.QUEUED, SnapshotState.UPLOADED]


@pytest.mark.django_db(transaction=True)
def test_what_is_stored_stays_when_adding_it_up_cannot_be_queued(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = confirmed()
    monkeypatch.setattr(type(add_up), "enqueue", fail_when_queueing)
    store_snapshot(snapshot.pk)
    assert is_whole(snapshot)


@pytest.mark.django_db(transaction=True)
def test_what_is_stored_is_not_refused_by_what_fails_later(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = confirmed()
    monkeypatch.setattr(storing, "request_adding_up", fail_once_committed)
    with pytest.raises(RuntimeError):
        store_snapshot(snapshot.pk)
    assert is_whole(snapshot)
    assert "refusal" not in snapshot.report


@pytest.mark.django_db
def test_folders_of_the_living_are_not_swept(folders: Path) -> None:
    with work_folder("reading") as alive:
        (alive / "copy").write_text("x")
        import_budget(a_budget_file(folders, a_line()))
        assert (alive / "copy").is_file()


def test_a_folder_that_goes_while_others_are_swept_is_passed_over(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work_folder("reading") as alive:
        (alive.parent / "reading-left").mkdir()
        listed = [alive.parent / "spill-gone", *alive.parent.iterdir()]
        monkeypatch.setattr(Path, "iterdir", lambda _self: iter(listed))
        sweep_work_folders()
        assert alive.is_dir()
        assert not (alive.parent / "reading-left").exists()
