"""Corrections: written and withdrawn, by whom and why; the snapshot stays as it is."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.budgets import warehouse
from tejido.budgets.access import can_import_budgets
from tejido.budgets.domain.corrections import Rule, read_rule
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.models import Correction, Snapshot, SnapshotState
from tejido.budgets.snapshot_files import parquet_path
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User

LONGEST_REASON = 2_000
"""Letters of a correction's reason, or of a withdrawal's."""


def create_correction(
    *,
    actor: User | None,
    snapshot: Snapshot,
    where: Mapping[str, object],
    change: Mapping[str, object],
    reason: str,
) -> Correction:
    """Put lines of a snapshot right from now on, whenever they are read.

    Arguments:
        where: canonical columns and what each holds in the lines that are meant (None: nothing),
            amounts and numbers as text.
        change: canonical columns and what they hold instead.
        reason: why, for everybody who reads a figure it touches.

    Errors:
        InvalidInput: the rule does not hold, has no reason, or is about no line.
        Conflict: the snapshot is not stored.
    """
    require(can_import_budgets(actor))
    rule = _rule(where, change)
    text = reason.strip()
    if not 0 < len(text) <= LONGEST_REASON:
        raise InvalidInput(_("Say why these lines are put right."), code="correction-reason")
    lines = _lines_meant(snapshot, rule)
    if not lines:
        raise InvalidInput(
            _("No line of this snapshot is as the correction says."),
            code="correction-about-nothing",
        )
    with transaction.atomic():
        row = Correction.objects.create(
            snapshot=snapshot,
            where=dict(rule.where),
            change=dict(rule.change),
            reason=text,
            author=actor,
        )
        columns = sorted(column for column, _value in rule.change)
        audit.record(actor, "create_correction", row, {"columns": columns, "lines": lines})
    return row


@transaction.atomic
def withdraw_correction(*, actor: User | None, correction: Correction) -> None:
    """Read the lines as they stand again; the correction stays on record.

    Errors:
        Conflict: it is withdrawn.
    """
    require(can_import_budgets(actor))
    row = Correction.objects.select_for_update().get(pk=correction.pk)
    if row.withdrawn_at is not None:
        raise Conflict(_("This correction is withdrawn already."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    audit.record(actor, "withdraw_correction", row)


def _rule(where: Mapping[str, object], change: Mapping[str, object]) -> Rule:
    try:
        return read_rule(where, change)
    except RuleFault as fault:
        raise InvalidInput(
            _(
                "%(place)s does not hold. A correction names columns of a line and what stands in"
                " them: text, an amount like 4906914.00, or nothing; never the year, the document,"
                " the currency or the place of a line."
            )
            % {"place": fault.place},
            code=f"correction-{fault.code}",
        ) from fault


def _lines_meant(snapshot: Snapshot, rule: Rule) -> int:
    if snapshot.state != SnapshotState.STORED:
        raise Conflict(_("Only what is stored can be put right."))
    path = parquet_path(snapshot.digest)
    with warehouse.connect(files=[path]) as engine:
        [(count,)] = engine.rows(
            f"FROM read_parquet({literal(str(path))}) SELECT count(*) WHERE {rule.condition()}"
        )
    return int(count)
