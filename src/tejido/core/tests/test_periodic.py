"""Jobs that come back: one worker runs each, and a killed one does not end it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tejido.core import periodic
from tejido.core.models import PeriodicJob
from tejido.core.periodic import LEASE, queue_due_jobs, register_periodic
from tejido.core.worker import work

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments at which the one registered job ran."""
    monkeypatch.setattr(periodic, "_jobs", {})
    ran: list[datetime] = []
    register_periodic("tests.count", ran.append, every=HOUR)
    return ran


def test_a_job_runs_once_a_period(runs: list[datetime]) -> None:
    work(worker_id="one", batch=True)
    work(worker_id="two", batch=True)
    assert len(runs) == 1
    due = PeriodicJob.objects.get().due_at
    assert timedelta(0) <= timezone.now() + HOUR - due < timedelta(minutes=1)
    assert queue_due_jobs(now=due - timedelta(seconds=1)) == 0
    assert queue_due_jobs(now=due) == 1


def test_of_two_workers_one_queues_it(runs: list[datetime]) -> None:
    now = timezone.now()
    assert queue_due_jobs(now=now) == 1
    assert queue_due_jobs(now=now) == 0
    assert DBTaskResult.objects.count() == 1


def test_a_job_whose_worker_was_killed_is_queued_when_its_lease_ends(
    runs: list[datetime],
) -> None:
    now = timezone.now()
    queue_due_jobs(now=now)
    DBTaskResult.objects.all().delete()
    assert queue_due_jobs(now=now + LEASE - timedelta(seconds=1)) == 0
    assert queue_due_jobs(now=now + LEASE) == 1


def test_a_job_with_more_to_do_runs_again_at_once(runs: list[datetime]) -> None:
    def one_of_three(now: datetime) -> bool:
        runs.append(now)
        return len(runs) < 3

    register_periodic("tests.count", one_of_three, every=HOUR)
    work(worker_id="one", batch=True)
    assert len(runs) == 3


def test_a_job_that_fails_stops_no_worker(runs: list[datetime]) -> None:
    def fail(now: datetime) -> None:
        raise ValueError

    register_periodic("tests.fail", fail, every=HOUR)
    work(worker_id="one", batch=True)
    assert len(runs) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert PeriodicJob.objects.get(name="tests.fail").due_at > timezone.now()


def test_a_job_nobody_registers_any_more_is_left_alone(runs: list[datetime]) -> None:
    periodic.run_job.call("tests.gone")
    assert not PeriodicJob.objects.exists()
