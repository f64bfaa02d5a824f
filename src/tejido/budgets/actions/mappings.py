"""Mappings: proposed for a file, confirmed by a person, kept in versions."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from tejido.budgets import models
from tejido.budgets.access import can_import_budgets
from tejido.budgets.domain.mapping import Mapping, mapping_data, mapping_digest
from tejido.budgets.domain.mapping_proposal import Proposal, propose
from tejido.budgets.domain.table_faults import TableFault
from tejido.budgets.queries.mappings import known_mappings
from tejido.budgets.reading import Choices, ReadTable, open_table
from tejido.budgets.table_fault_messages import table_error
from tejido.core import audit
from tejido.core.access import require
from tejido.core.models import User


@dataclass(frozen=True, slots=True)
class Looked:
    """What a first look at a file finds.

    Arguments:
        table: how it was read, with its first rows; the copy its path may name is gone.
        proposal: a mapping for a person to look at and confirm.
    """

    table: ReadTable
    proposal: Proposal


def propose_mapping(*, actor: User | None, path: Path, choices: Choices | None = None) -> Looked:
    """Return how a file reads and a mapping for it; nothing is kept.

    Arguments:
        actor: who imports; None for the installation itself.
        path: the file.
        choices: what a person chose about reading it.

    Errors:
        NotAllowed; InvalidInput: the file cannot be read, and why.
    """
    require(can_import_budgets(actor))
    try:
        with open_table(path, choices) as table:
            return Looked(table, propose(table.header, table.sample, known_mappings()))
    except TableFault as fault:
        raise table_error(fault) from fault


@transaction.atomic
def keep_mapping(*, actor: User | None, mapping: Mapping) -> models.Mapping:
    """Return the newest version of a mapping's key; a new one when it says something else.

    Whoever confirms a mapping answers for it: the version bears their id.

    Errors:
        NotAllowed.
    """
    require(can_import_budgets(actor))
    digest = mapping_digest(mapping)
    while True:
        newest = models.Mapping.objects.select_for_update().filter(key=mapping.key).first()
        if newest is not None and newest.digest == digest:
            return newest
        row, new = models.Mapping.objects.get_or_create(
            key=mapping.key,
            number=newest.number + 1 if newest else 1,
            defaults={
                "spec": mapping_data(mapping),
                "digest": digest,
                "confirmed_by": actor,
            },
        )
        if new:
            audit.record(actor, "keep_mapping", row, {"key": row.key, "number": row.number})
            return row
        # Somebody else took the number meanwhile: theirs is the newest now.
