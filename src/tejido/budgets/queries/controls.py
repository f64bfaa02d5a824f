"""Stored snapshots compared by ministry, with what was corrected since."""

from typing import Any

from tejido.budgets import warehouse
from tejido.budgets.models import Snapshot, SnapshotState
from tejido.budgets.queries.corrections import rules_in_force
from tejido.budgets.report_building import branch_sums, control_data
from tejido.budgets.snapshot_files import parquet_path
from tejido.core.models import User


def controls_for(user: User, snapshot: Snapshot) -> list[Snapshot]:
    """Return the stored imports a person sees that hold a year of a snapshot, newest first."""
    years = snapshot.coverage.values("year")
    found = Snapshot.objects.visible_to(user).filter(
        state=SnapshotState.STORED, coverage__year__in=years
    )
    others = found.exclude(digest=snapshot.digest).select_related("dataset", "mapping")
    return list(others.defer("report").distinct().order_by("-pk"))


def compared(snapshot: Snapshot, control: Snapshot) -> dict[str, Any]:
    """Return the comparison, as an import's report has it under "control"."""
    ours, theirs = parquet_path(snapshot.digest), parquet_path(control.digest)
    our_rules = rules_in_force(snapshot.dataset, [snapshot.digest])
    their_rules = rules_in_force(control.dataset, [control.digest])
    applied = [
        rule for rules in (our_rules, their_rules) for held in rules.values() for rule in held
    ]
    with warehouse.connect(files=[ours, theirs]) as engine:
        return {
            "name": control.original_name,
            "digest": control.original_digest,
            "mapping": control.mapping.key if control.mapping else "",
            "rows": control.rows,
            "corrections": [rule.number for rule in applied],
            **control_data(
                branch_sums(engine, [ours], our_rules), branch_sums(engine, [theirs], their_rules)
            ),
        }
