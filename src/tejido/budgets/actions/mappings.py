"""Mappings a person confirmed: kept in versions, so that an import can be done again."""

from django.db import transaction

from tejido.budgets import models
from tejido.budgets.access import can_import_budgets
from tejido.budgets.domain.mapping import Mapping, mapping_data, mapping_digest
from tejido.core import audit
from tejido.core.access import require
from tejido.core.models import User


@transaction.atomic
def keep_mapping(*, actor: User | None, mapping: Mapping) -> models.Mapping:
    """Return the newest version of a mapping's key; a new one when it says something else."""
    require(can_import_budgets(actor))
    digest = mapping_digest(mapping)
    newest = models.Mapping.objects.select_for_update().filter(key=mapping.key).first()
    if newest is not None and newest.digest == digest:
        return newest
    row = models.Mapping.objects.create(
        key=mapping.key,
        number=newest.number + 1 if newest else 1,
        spec=mapping_data(mapping),
        digest=digest,
        confirmed_by=actor,
    )
    audit.record(actor, "keep_mapping", row, {"key": row.key, "number": row.number})
    return row
