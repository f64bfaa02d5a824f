"""What the worker does for statements. Tasks take ids only and may run twice."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from tejido.core.errors import NotFound
from tejido.statements import pdf, record_file
from tejido.statements.models import Campaign, Statement


@task()
def write_pdf(statement_id: int) -> None:
    """Write the files of a statement's published version in each of its languages."""
    pdf.write(statement_id)


def request_pdf(statement_id: int) -> None:
    """Queue the writing of a statement's files, unless it is queued already."""
    _enqueue_once(write_pdf, statement_id)


@task()
def write_record(statement_id: int) -> None:
    """Write the record of a statement as it is now."""
    with suppress(NotFound):
        record_file.keep(statement_id)


def request_record(statement_id: int) -> None:
    """Queue the writing of a statement's record, unless it is queued already."""
    _enqueue_once(write_record, statement_id)


def renew_pdfs(statement_ids: Iterable[int]) -> None:
    """Remove the files of earlier revisions and queue new ones; called after commit.

    While a statement can be signed its revision grows with each signature: its files are then
    written when somebody asks for one.
    """
    moment = timezone.now()
    found = Statement.objects.filter(pk__in=statement_ids)
    for statement in found.select_related("published_version", "campaign"):
        pdf.remove_old(statement)
        if statement.published_version_id is not None and not _is_open(statement, moment):
            request_pdf(statement.pk)


def _is_open(statement: Statement, moment: datetime) -> bool:
    campaign = getattr(statement, "campaign", None)
    return isinstance(campaign, Campaign) and campaign.opens_at <= moment < campaign.closes_at


def _enqueue_once(work: Task[[int], None], statement_id: int) -> None:
    waiting = DBTaskResult.objects.filter(task_path=work.module_path, status=TaskResultStatus.READY)
    if all(row.args_kwargs["args"] != [statement_id] for row in waiting):
        work.enqueue(statement_id)
