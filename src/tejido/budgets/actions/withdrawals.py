"""An import taken back: no question reads it, and what it had replaced is in force again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.budgets.access import can_import_budgets
from tejido.budgets.actions.corrections import LONGEST_REASON
from tejido.budgets.models import Coverage, Dataset, Snapshot, SnapshotState
from tejido.budgets.queries.snapshots import taking_its_place
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User


@transaction.atomic
def withdraw_snapshot(*, actor: User | None, snapshot: Snapshot, reason: str) -> None:
    """Take a stored import out of force; its files and its report stay, since findings may cite it.

    For each year and document it was in force for, the newest earlier import that is not withdrawn
    takes its place; where there is none, the dataset no longer holds that year.

    Arguments:
        reason: why, for everybody who reads its report.

    Errors:
        InvalidInput: there is no reason. Conflict: it is not stored, or is withdrawn already.
    """
    require(can_import_budgets(actor))
    text = reason.strip()
    if not 0 < len(text) <= LONGEST_REASON:
        raise InvalidInput(_("Say why this import is withdrawn."), code="withdrawal-reason")
    # In the order in which storing takes these locks.
    Dataset.objects.select_for_update().get(pk=snapshot.dataset_id)
    row = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    if row.state != SnapshotState.STORED or row.withdrawn_at is not None:
        raise Conflict(_("This import is not stored, or was withdrawn already."))
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), text
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    next_ones = [one.pk for _ours, one in taking_its_place(row) if one is not None]
    row.coverage.update(in_force=False)
    Coverage.objects.filter(pk__in=next_ones).update(in_force=True)
    audit.record(actor, "withdraw_snapshot", row, {"digest": row.digest})
