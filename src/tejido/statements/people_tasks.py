"""What the worker does for people who sign. Tasks take ids and keyed hashes; they may run twice."""

from django_tasks import task
from django_tasks.base import TASK_MAX_PRIORITY
from django_tasks_db.models import DBTaskResult


# Somebody waits for it: it goes before whatever else is queued.
@task(priority=TASK_MAX_PRIORITY)
def mail_own_link(email_key: str) -> None:
    """Mail a link to what is stored under the keyed hash of an address; nothing when nothing is."""
    # Imported here: the actions queue this task.
    from tejido.statements.actions.people import tell_own_link

    tell_own_link(email_key)


def forget_asked_links() -> None:
    """Drop the links that were still to be mailed when a backup was made: they may have been."""
    DBTaskResult.objects.filter(task_path=mail_own_link.module_path).delete()
