"""What the worker does for campaigns. Tasks take ids only and may run twice."""

from django_tasks import task


@task()
def make_invitations(run_id: int) -> None:
    """Make the invitations of a run, and queue their mails."""
    # Imported here: the actions queue this task.
    from tejido.statements.actions.inviting import make_all

    make_all(run_id)
