"""The worker: runs queued tasks and periodic jobs, takes back those of a killed worker, tidies."""

import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tejido.core.erasure import finish_erasures
from tejido.core.models import AccountSession, SignInCode, SignInLink
from tejido.core.periodic import queue_due_jobs

LEASE = timedelta(minutes=15)
FAILED_KEPT = timedelta(days=7)
FILES_KEPT = timedelta(days=1)
PAUSE_SECONDS = 1.0
TIDY_SECONDS = 60.0


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


def tidy(*, now: datetime | None = None) -> None:
    """Remove what nobody needs any more, and finish the erasures that could not be finished.

    Sessions and sign-in links that have expired say who worked here when; files left in the
    temporary folders by a killed process, or uploaded and never applied, may hold anything.
    """
    moment = now or timezone.now()
    for rows in (
        AccountSession.objects.filter(expire_date__lt=moment),
        SignInLink.objects.filter(expires_at__lt=moment),
        SignInCode.objects.filter(expires_at__lt=moment),
    ):
        if rows.exists():
            rows.delete()
    oldest = (moment - FILES_KEPT).timestamp()
    for name in settings.TEMPORARY_FOLDERS:
        for path in Path(settings.DATA, name).glob("*"):
            with suppress(FileNotFoundError):
                if path.is_file() and path.lstat().st_mtime < oldest:
                    path.unlink()
    finish_erasures()


class TaskWorker(Worker):
    """A worker that leaves no message of an error in the database: it may hold a row's values."""

    def run_task(self, db_task_result: "DBTaskResult[..., Any]") -> None:
        """Run the task and keep, of a failure, the class of its exception.

        Jobs whose time comes while the queue is long are queued meanwhile.
        """
        super().run_task(db_task_result)
        DBTaskResult.objects.filter(pk=db_task_result.pk).update(traceback="")
        queue_due_jobs()


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
    tidied = -TIDY_SECONDS
    while worker.running:
        if time.monotonic() - tidied >= TIDY_SECONDS:
            tidied = time.monotonic()
            tidy()
        retake_abandoned_tasks()
        queue_due_jobs()
        worker.run()
        prune_tasks()
        if batch:
            return
        time.sleep(PAUSE_SECONDS)
