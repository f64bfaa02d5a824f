"""What the worker does again and again: each job once a period, however many workers there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tejido.core.models import PeriodicJob

LEASE = timedelta(minutes=10)

Run = Callable[[datetime], bool | None]


@dataclass(frozen=True, slots=True)
class Job:
    """What `register_periodic` was told."""

    run: Run
    every: timedelta
    lease: timedelta


_jobs: dict[str, Job] = {}


def register_periodic(name: str, run: Run, *, every: timedelta, lease: timedelta = LEASE) -> None:
    """Have the worker run something again and again.

    Arguments:
        name: "app.what", stable: the database holds it.
        run: takes the current time; may run twice at once when it outlives its lease, and again
            at any time. It returns True to be run again at once, because there is more to do.
        every: from the end of one run to the beginning of the next.
        lease: after which a job whose worker was killed is run again.
    """
    _jobs[name] = Job(run, every, lease)


def queue_due_jobs(*, now: datetime | None = None) -> int:
    """Queue the jobs whose time has come; return how many.

    Each becomes a task, so that one that fails is noted like any other task and stops no worker.
    """
    moment = now or timezone.now()
    due_at = dict(PeriodicJob.objects.values_list("name", "due_at"))
    due = [name for name in _jobs if due_at.get(name, moment) <= moment]
    return sum(_queue(name, moment) for name in due)


def _queue(name: str, now: datetime) -> bool:
    with transaction.atomic():
        until = now + _jobs[name].lease
        row = PeriodicJob.objects.filter(name=name, due_at__lte=now)
        taken = row.update(due_at=until) > 0
        if not taken:
            _, taken = PeriodicJob.objects.get_or_create(name=name, defaults={"due_at": until})
        if taken:
            run_job.enqueue(name)
    return taken


@task()
def run_job(name: str) -> None:
    """Run one job; what a later version no longer registers is left alone."""
    job = _jobs.get(name)
    if job is None:
        return
    pause = job.every
    try:
        if job.run(timezone.now()):
            pause = timedelta(0)
    finally:
        PeriodicJob.objects.filter(name=name).update(due_at=timezone.now() + pause)
