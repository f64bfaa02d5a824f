"""What the worker does for statements. Tasks take ids only and may run twice."""

from collections.abc import Iterable

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from tejido.statements import pdf
from tejido.statements.models import Statement


@task()
def write_pdf(statement_id: int) -> None:
    """Write the files of a statement's published version in each of its languages."""
    pdf.write(statement_id)


def request_pdf(statement_id: int) -> None:
    """Queue the writing of a statement's files, unless it is queued already."""
    waiting = DBTaskResult.objects.filter(
        task_path=write_pdf.module_path, status=TaskResultStatus.READY
    )
    if all(row.args_kwargs["args"] != [statement_id] for row in waiting):
        write_pdf.enqueue(statement_id)


def renew_pdfs(statement_ids: Iterable[int]) -> None:
    """Remove the files of earlier revisions and queue new ones; called after commit."""
    for statement in Statement.objects.filter(pk__in=statement_ids):
        pdf.remove_old(statement)
        if statement.published_version_id is not None:
            request_pdf(statement.pk)
