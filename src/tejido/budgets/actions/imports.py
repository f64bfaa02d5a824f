"""Importing a ministry's file: kept as it came, mapped, reported, stored beside it as Parquet."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tejido.budgets.access import can_import_budgets
from tejido.budgets.actions.mappings import keep_mapping
from tejido.budgets.actions.storing import STARTED, put_in_force
from tejido.budgets.domain.mapping import Mapping
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.import_telling import tell_who_sent
from tejido.budgets.models import Dataset, Snapshot, SnapshotState
from tejido.budgets.models.datasets import Grain
from tejido.budgets.queries.snapshots import files_in_force
from tejido.budgets.reading import Choices, choices_data, read_choices
from tejido.budgets.snapshot_building import Control, ImportRefused, Tell, build
from tejido.budgets.snapshot_files import (
    copy_in,
    copy_whole,
    forget_unnamed,
    importing,
    needing_room,
    original_path,
    placing,
    put_in_place,
    unchanged,
)
from tejido.budgets.tasks import request_storing
from tejido.budgets.work_folders import work_folder
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, DomainError
from tejido.core.models import User
from tejido.evidence.actions import create_source
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import Source


@dataclass(frozen=True, slots=True)
class DatasetData:
    """What is said of a dataset.

    Arguments:
        key: its short name.
        title_es, title_en: what it is called.
        publisher: who publishes it.
        country: ISO 3166, two letters.
        currency: ISO 4217, three letters.
        grain: what one line stands for.
        visibility: who may see it.
    """

    key: str
    title_es: str
    title_en: str
    publisher: str
    country: str
    currency: str
    grain: str = Grain.LINE
    visibility: str = "coalition"


class ImportFailed(DomainError):
    """Something nobody foresaw; the log has it."""

    status = 500
    default_code = "import-failed"
    default_message = _(
        "The import failed for a reason that is not in the file's report, and nothing was kept."
        " Tell whoever runs this installation: its log says where."
    )


@transaction.atomic
def create_dataset(*, actor: User | None, data: DatasetData) -> Dataset:
    """Create a dataset; the one of the same key, when there is one, stays as it is."""
    require(can_import_budgets(actor))
    dataset, new = Dataset.objects.get_or_create(key=data.key, defaults=asdict(data))
    if new:
        audit.record(actor, "create_dataset", dataset, {"visibility": dataset.visibility})
    return dataset


def upload_file(
    *,
    actor: User | None,
    dataset: Dataset,
    name: str,
    chunks: Iterable[bytes],
    source: Source | None = None,
) -> Snapshot:
    """Keep a file as it came; it waits for its mapping to be confirmed.

    Arguments:
        dataset: what it belongs to.
        name: the file's name, for people.
        chunks: its bytes.
        source: where it comes from.
    """
    require(can_import_budgets(actor))
    with work_folder("upload") as work, needing_room():
        digest, size = copy_in(chunks, work / "original")
        with placing(), transaction.atomic():
            put_in_place(work / "original", original_path(digest))
            snapshot = Snapshot.objects.create(
                dataset=dataset,
                original_name=name[-200:],
                original_digest=digest,
                original_size=size,
                source=source,
                imported_by=actor,
            )
            audit.record(actor, "upload_file", snapshot, {"digest": digest})
    return snapshot


@transaction.atomic
def confirm_mapping(
    *, actor: User | None, snapshot: Snapshot, mapping: Mapping, choices: Choices
) -> None:
    """Say how an uploaded file is read, and have it stored.

    Errors:
        Conflict: it is being stored, or is stored.
    """
    require(can_import_budgets(actor))
    row = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    if row.state != SnapshotState.UPLOADED:
        raise Conflict(_("This file is being imported already."))
    row.mapping = keep_mapping(actor=actor, mapping=mapping)
    row.choices = choices_data(choices)
    row.state = SnapshotState.QUEUED
    row.save()
    audit.record(actor, "confirm_mapping", row, {"mapping": str(row.mapping)})
    request_storing(row.pk)


@transaction.atomic
def discard_snapshot(*, actor: User | None, snapshot: Snapshot) -> None:
    """Forget an import that was not stored; its file goes with it, and a dataset left empty.

    Errors:
        Conflict: it is stored: what may be cited stays.
    """
    require(can_import_budgets(actor))
    dataset = Dataset.objects.select_for_update().get(pk=snapshot.dataset_id)
    row = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    if row.state not in {SnapshotState.UPLOADED, SnapshotState.REFUSED}:
        raise Conflict(_("A snapshot that is stored or being stored cannot be discarded."))
    audit.record(actor, "discard_snapshot", row, {"digest": row.original_digest})
    row.delete()
    if not dataset.snapshots.exists():
        dataset.delete()
    transaction.on_commit(forget_unnamed)


def store_snapshot(snapshot_id: int) -> None:
    """Store a snapshot whose mapping is confirmed; may run twice, and after having been killed.

    Whoever sent the file is told how it ended, also when it ended by an error nobody foresaw.
    """
    with importing() as work:
        snapshot = Snapshot.objects.select_related("mapping", "dataset").get(pk=snapshot_id)
        if snapshot.state not in STARTED or snapshot.mapping is None:
            return
        snapshot.state = SnapshotState.READING
        snapshot.save(update_fields=["state"])
        try:
            with needing_room():
                _store(snapshot, read_mapping(snapshot.mapping.spec), work)
        except DomainError as refusal:
            _refuse(snapshot, refusal)
        except Exception:
            _refuse(snapshot, ImportFailed())
            raise


def _store(snapshot: Snapshot, mapping: Mapping, work: Path) -> None:
    built = build(
        original_path(snapshot.original_digest),
        mapping,
        read_choices(snapshot.choices),
        work,
        currency=snapshot.dataset.currency,
        earlier=files_in_force(snapshot.dataset),
        tell=_telling(snapshot.pk),
    )
    with placing(), transaction.atomic():
        if put_in_force(snapshot, built):
            tell_who_sent(snapshot, stored=True)


def import_file(
    *,
    actor: User | None,
    path: Path,
    mapping: Mapping,
    choices: Choices,
    data: DatasetData,
    source_data: SourceData | None,
    control: Control | None = None,
    tell: Tell,
) -> Snapshot:
    """Import a file at once; when it cannot be stored, nothing of it is left.

    Arguments:
        path: the file; it is read and left as it is.
        mapping, choices: how it is read, confirmed by whoever asks.
        data: the dataset it belongs to, created when it does not exist.
        source_data: where it comes from, registered with the file's SHA-256.
        control: a second source its totals by ministry are compared with.
        tell: told how far it is.

    Errors:
        ImportRefused: with the report. Conflict: the file changed while it was read.
    """
    require(can_import_budgets(actor))
    with importing() as work:
        copy = work / "original"
        known = Dataset.objects.filter(key=data.key).first()
        with unchanged(path), ThreadPoolExecutor(max_workers=1) as pool:
            copied = pool.submit(copy_whole, path, copy)
            built = build(
                path,
                mapping,
                choices,
                work,
                currency=known.currency if known else data.currency,
                earlier=files_in_force(known) if known else (),
                control=control,
                tell=tell,
            )
            digest = copied.result()
        size = copy.stat().st_size
        with placing(), transaction.atomic():
            put_in_place(copy, original_path(digest))
            snapshot = Snapshot.objects.create(
                dataset=create_dataset(actor=actor, data=data),
                state=SnapshotState.READING,
                original_name=path.name[-200:],
                original_digest=digest,
                original_size=size,
                source=_source(actor, source_data, digest),
                mapping=keep_mapping(actor=actor, mapping=mapping),
                choices=choices_data(choices),
                imported_by=actor,
            )
            audit.record(actor, "import_file", snapshot, {"digest": digest})
            put_in_force(snapshot, built)
    tell("stored", 100)
    return snapshot


@transaction.atomic
def _refuse(snapshot: Snapshot, refusal: DomainError) -> None:
    """Keep why it was refused, and the report as far as it got; the file itself goes.

    One that was stored before the error came stays as it is.
    """
    row = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    if row.state not in STARTED:
        return
    row.state = SnapshotState.REFUSED
    row.report = refusal.report if isinstance(refusal, ImportRefused) else {}
    row.report["refusal"] = {"code": refusal.code}
    for language, _name in settings.LANGUAGES:
        with override(language):
            row.report["refusal"][language] = str(refusal.message)
    row.step, row.done = "", 0
    row.save()
    audit.record(row.imported_by, "refuse_snapshot", row, {"code": refusal.code})
    tell_who_sent(row, stored=False)


def _telling(snapshot_id: int) -> Tell:
    def tell(step: str, done: int) -> None:
        Snapshot.objects.filter(pk=snapshot_id).update(step=step, done=done)

    return tell


def _source(actor: User | None, data: SourceData | None, digest: str) -> Source | None:
    if data is None:
        return None
    return create_source(actor=actor, data=replace(data, digest=digest))
