"""What the worker does for budgets. Tasks take ids only and may run twice."""

from django.db import transaction
from django_tasks import task


@task()
def store(snapshot_id: int) -> None:
    """Store a snapshot whose mapping is confirmed."""
    from tejido.budgets.actions.imports import store_snapshot

    store_snapshot(snapshot_id)


def request_storing(snapshot_id: int) -> None:
    """Queue the storing of a snapshot, within the transaction that says it waits.

    The queue stands in the same database: either both are committed, or neither is.
    """
    store.enqueue(snapshot_id)


@task()
def add_up(snapshot_id: int) -> None:
    """Add up a stored snapshot's lines, so that the first question about it need not wait."""
    from tejido.budgets.asking.kept_groups import kept_path
    from tejido.budgets.models import Snapshot, SnapshotState

    stored = Snapshot.objects.filter(pk=snapshot_id, state=SnapshotState.STORED)
    for digest in stored.values_list("digest", flat=True):
        kept_path(digest)


def request_adding_up(snapshot_id: int) -> None:
    """Queue the adding up of a snapshot, once it is committed as stored.

    Where it cannot be queued the log says so, and the first question adds up. The lambda has a
    name for that log; a partial has none.
    """
    transaction.on_commit(lambda: add_up.enqueue(snapshot_id), robust=True)
