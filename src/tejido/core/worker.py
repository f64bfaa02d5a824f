"""The worker: runs queued tasks, takes back those of a killed worker, forgets those done."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

LEASE = timedelta(minutes=15)
FAILED_KEPT = timedelta(days=7)
PAUSE_SECONDS = 1.0


def retake_abandoned_tasks(*, now: datetime | None = None) -> int:
    """Queue again the tasks whose lease has ended: a killed worker leaves its row running.

    Returns the number of tasks queued again. Tasks are idempotent, so one that was slow and not
    dead may run twice.
    """
    limit = (now or timezone.now()) - LEASE
    abandoned = DBTaskResult.objects.running().filter(started_at__lt=limit)
    return abandoned.update(status=TaskResultStatus.READY, started_at=None)


def prune_tasks(*, now: datetime | None = None) -> None:
    """Delete what succeeded at once and what failed after a week."""
    DBTaskResult.objects.successful().delete()
    limit = (now or timezone.now()) - FAILED_KEPT
    DBTaskResult.objects.failed().filter(finished_at__lt=limit).delete()


class TaskWorker(Worker):
    """A worker that leaves no message of an error in the database: it may hold a row's values."""

    def run_task(self, db_task_result: "DBTaskResult[..., Any]") -> None:
        """Run the task and keep, of a failure, the class of its exception."""
        super().run_task(db_task_result)
        DBTaskResult.objects.filter(pk=db_task_result.pk).update(traceback="")


def work(*, worker_id: str, batch: bool = False) -> None:
    """Run tasks until told to stop by a signal; with `batch`, until none is left.

    Arguments:
        worker_id: unique among the workers of the installation, at most 64 characters.
        batch: stop when the queue is empty.
    """
    worker = TaskWorker(
        queue_names=["default"],
        interval=PAUSE_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    if not batch:
        worker.configure_signals()
    while worker.running:
        retake_abandoned_tasks()
        worker.run()
        prune_tasks()
        if batch:
            return
        time.sleep(PAUSE_SECONDS)
