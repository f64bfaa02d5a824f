"""What imports there are, and which of them a question reads."""

from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from tejido.budgets.models import Coverage, Dataset, Snapshot, SnapshotState
from tejido.budgets.snapshot_files import parquet_path
from tejido.core.errors import NotFound
from tejido.core.models import User

_SHORTEST_DIGEST = 8


def files_in_force(dataset: Dataset) -> list[Path]:
    """Return the Parquet files that hold a year and document in force, oldest import first."""
    found = Snapshot.objects.filter(dataset=dataset, coverage__in_force=True).distinct()
    return list(dict.fromkeys(parquet_path(one.digest) for one in found.order_by("pk")))


def listed_snapshots() -> list[Snapshot]:
    """Return every import, newest first."""
    return list(Snapshot.objects.select_related("dataset", "mapping").order_by("-pk"))


def snapshots_for(user: User) -> QuerySet[Snapshot]:
    """Return the imports a person sees, newest first, without their reports."""
    found = Snapshot.objects.visible_to(user).select_related("dataset", "mapping")
    return found.defer("report").order_by("-pk")


def same_file(snapshot: Snapshot) -> Snapshot | None:
    """Return the newest import that stored the very same file in the same dataset, if one did."""
    stored = Snapshot.objects.filter(
        dataset=snapshot.dataset_id,
        original_digest=snapshot.original_digest,
        state=SnapshotState.STORED,
        withdrawn_at__isnull=True,
    )
    return stored.exclude(pk=snapshot.pk).defer("report").order_by("-pk").first()


def taking_its_place(snapshot: Snapshot) -> list[tuple[Coverage, Coverage | None]]:
    """Return each year and document an import is in force for, and what would be without it."""
    others = Coverage.objects.filter(
        dataset=snapshot.dataset_id, snapshot__withdrawn_at__isnull=True
    ).exclude(snapshot=snapshot)
    newest: dict[tuple[int, str], Coverage] = {}
    for one in others.select_related("snapshot").defer("snapshot__report").order_by("snapshot_id"):
        newest[one.year, one.document] = one
    ours = snapshot.coverage.filter(in_force=True).order_by("year", "document")
    return [(one, newest.get((one.year, one.document))) for one in ours]


def snapshot_called(name: str) -> Snapshot:
    """Return the snapshot of a key, or the newest whose SHA-256 begins so.

    Errors:
        NotFound: there is none.
    """
    found = Snapshot.objects.select_related("dataset", "mapping")
    snapshot = found.filter(key=name).first()
    if snapshot is None and len(name) >= _SHORTEST_DIGEST:
        snapshot = found.filter(digest__startswith=name).first()
    if snapshot is None:
        raise NotFound
    return snapshot


def snapshot_data(snapshot: Snapshot) -> dict[str, Any]:
    """Return what a snapshot is cited by."""
    return {
        "snapshot": snapshot.key,
        "dataset": snapshot.dataset.key,
        "file": snapshot.original_name,
        "original_sha256": snapshot.original_digest,
        "sha256": snapshot.digest,
        "mapping": str(snapshot.mapping or ""),
        "rows": snapshot.rows,
        "state": snapshot.state,
        "withdrawn_at": snapshot.withdrawn_at and snapshot.withdrawn_at.isoformat(),
        "withdrawn_reason": snapshot.withdrawn_reason,
    }
