"""A snapshot becomes visible: its file in place, what it covers in force, its labels searchable."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tejido.budgets.domain.columns import MEASURES
from tejido.budgets.domain.import_report import Named
from tejido.budgets.domain.named_codes import PARENTS
from tejido.budgets.models import Coverage, Dataset, Label, Snapshot, SnapshotState
from tejido.budgets.report_building import Labels
from tejido.budgets.snapshot_building import Built
from tejido.budgets.snapshot_files import parquet_path, put_in_place
from tejido.budgets.tasks import request_adding_up
from tejido.core import audit
from tejido.core.sorting import sort_key

STARTED = frozenset({SnapshotState.QUEUED, SnapshotState.READING})
_CODE, _LABEL = 60, 500

LabelKey = tuple[str, str, str]
Span = tuple[int, int]


def put_in_force(snapshot: Snapshot, built: Built) -> bool:
    """Store a snapshot: the caller holds `snapshot_files.placing`.

    Of imports of the same year and document the one begun last is in force, in whatever order
    they end; the others stay, since findings cite them. The report says which lines of which
    import it took the place of.

    Returns whether this call stored it: it does not when that was done meanwhile.
    """
    with transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=snapshot.dataset_id)
        row = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
        if row.state not in STARTED:
            return False
        put_in_place(built.path, parquet_path(built.digest))
        row.state, row.digest, row.rows = SnapshotState.STORED, built.digest, built.rows
        row.step, row.done, row.stored_at = "", 100, timezone.now()
        replaced = _cover(dataset, row, built.report["coverage"])
        row.report = {**built.report, "replaced": replaced}
        row.save()
        _keep_labels(row, built.labels)
        audit.record(
            row.imported_by, "store_snapshot", row, {"digest": row.digest, "rows": row.rows}
        )
        request_adding_up(row.pk)
    snapshot.refresh_from_db()
    return True


def _cover(
    dataset: Dataset, snapshot: Snapshot, coverage: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Put years and documents in force; return those that were, each with its import."""
    in_force = Coverage.objects.filter(dataset=dataset, in_force=True)
    newer = set(in_force.filter(snapshot__gt=snapshot.pk).values_list("year", "document"))
    covered = [
        Coverage(
            dataset=dataset,
            snapshot=snapshot,
            year=one["year"],
            document=one["document"],
            rows=one["rows"],
            totals={measure: one["totals"][measure] for measure in MEASURES},
            in_force=(one["year"], one["document"]) not in newer,
        )
        for one in coverage
    ]
    ours = {(one.year, one.document) for one in covered if one.in_force}
    held = in_force.select_related("snapshot").defer("snapshot__report")
    older = [one for one in held.order_by("year", "document") if (one.year, one.document) in ours]
    Coverage.objects.filter(pk__in=[one.pk for one in older]).update(in_force=False)
    Coverage.objects.bulk_create(covered)
    return [
        {
            "year": one.year,
            "document": one.document,
            "rows": one.rows,
            "snapshot": one.snapshot.key,
            "file": one.snapshot.original_name,
        }
        for one in older
    ]


def _keep_labels(snapshot: Snapshot, labels: Labels) -> None:
    """Keep the names of an import: they are looked through while it is in force."""
    Label.objects.bulk_create(
        (
            Label(
                dataset_id=snapshot.dataset_id,
                snapshot=snapshot,
                dimension=dimension,
                code=code,
                label=label,
                search_key=sort_key(label),
                first_year=first,
                last_year=last,
            )
            for (dimension, code, label), (first, last) in _spans(labels).items()
        ),
        batch_size=1_000,
    )


def _spans(labels: Mapping[str, Iterable[Named]]) -> dict[LabelKey, Span]:
    """Return the years of each code and label; a programme's code is its ministry's no more."""
    spans: dict[LabelKey, Span] = {}
    for dimension, found in labels.items():
        parts = 2 if dimension in PARENTS else 1
        for one in found:
            key = (dimension, "-".join(one.key[-parts:])[:_CODE], one.label[:_LABEL])
            first, last = spans.get(key, (one.first, one.last))
            spans[key] = (min(first, one.first), max(last, one.last))
    return spans
