"""A file that comes in through the browser: looked at before anything of it is kept."""

from dataclasses import replace
from pathlib import Path

from django.db import transaction

from tejido.budgets.access import can_import_budgets
from tejido.budgets.actions.imports import DatasetData, create_dataset, upload_file
from tejido.budgets.actions.mappings import propose_mapping
from tejido.budgets.domain.table_faults import Fault
from tejido.budgets.models import Dataset, Snapshot
from tejido.budgets.snapshot_files import digest_of
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.evidence.actions import create_source
from tejido.evidence.domain.source_data import SourceData

# What a person says on the next page: which table of the file is meant, and where it begins.
ASKED_NEXT = frozenset({Fault.MEMBER_NEEDED, Fault.SHEET_NEEDED, Fault.NO_HEADER})
_PIECE = 1024 * 1024


def receive_file(
    *,
    actor: User | None,
    path: Path,
    name: str,
    dataset: Dataset | DatasetData,
    source: SourceData,
) -> Snapshot:
    """Keep a file somebody sent, if it can be read as a table; it waits for its mapping.

    Arguments:
        path: the file, which stays as it is.
        name: what it was called.
        dataset: what it belongs to; data of a new one, whose key gets a number when it is taken.
        source: where it comes from, registered with the file's SHA-256.

    Errors:
        InvalidInput: it cannot be read, and why; nothing is kept.
    """
    require(can_import_budgets(actor))
    try:
        propose_mapping(actor=actor, path=path)
    except InvalidInput as refusal:
        if refusal.code not in ASKED_NEXT:
            raise
    with transaction.atomic():
        if isinstance(dataset, DatasetData):
            dataset = create_dataset(actor=actor, data=replace(dataset, key=_free(dataset.key)))
        registered = create_source(actor=actor, data=replace(source, digest=digest_of(path)))
    with path.open("rb") as file:
        return upload_file(
            actor=actor,
            dataset=dataset,
            name=name,
            chunks=iter(lambda: file.read(_PIECE), b""),
            source=registered,
        )


def _free(key: str) -> str:
    """Return a key no dataset has, whoever may see it."""
    taken = set(Dataset.objects.filter(key__startswith=key).values_list("key", flat=True))
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
