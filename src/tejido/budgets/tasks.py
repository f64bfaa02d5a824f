"""What the worker does for budgets. Tasks take ids only and may run twice."""

from functools import partial

from django.db import transaction
from django_tasks import task


@task()
def store(snapshot_id: int) -> None:
    """Store a snapshot whose mapping is confirmed."""
    from tejido.budgets.actions.imports import store_snapshot

    store_snapshot(snapshot_id)


def request_storing(snapshot_id: int) -> None:
    """Queue the storing of a snapshot, once what says so is committed."""
    transaction.on_commit(partial(store.enqueue, snapshot_id))
