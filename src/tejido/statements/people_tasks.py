"""What the worker does for people who sign. Tasks take ids and keyed hashes; they may run twice."""

from django_tasks import task
from django_tasks.base import TASK_MAX_PRIORITY


# Somebody waits for it: it goes before whatever else is queued.
@task(priority=TASK_MAX_PRIORITY)
def mail_own_link(email_key: str) -> None:
    """Mail a link to what is stored under the keyed hash of an address; nothing when nothing is."""
    # Imported here: the actions queue this task.
    from tejido.statements.actions.people import tell_own_link

    tell_own_link(email_key)
