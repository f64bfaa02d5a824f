"""What is done with demands: written, changed while nobody has signed them, frozen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.accountability.access import can_write_demands
from tejido.accountability.models import Demand, DemandText
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.directory.models import Organization


@transaction.atomic
def create_demand(
    *,
    actor: User | None,
    addressee: Organization | None,
    texts: Mapping[str, str],
    continues: Demand | None = None,
) -> Demand:
    """Write a demand down.

    Arguments:
        addressee: whom it is made to; None while a draft still lacks it.
        texts: wording by language code; empty wordings are left out.
        continues: the demand whose wording this one replaces.
    """
    require(can_write_demands(actor))
    demand = Demand.objects.create(addressee=addressee, continues=continues)
    _write_texts(demand, texts)
    audit.record(actor, "create_demand", demand, {"languages": sorted(texts)})
    return demand


@transaction.atomic
def update_demand(
    *,
    actor: User | None,
    demand: Demand,
    addressee: Organization | None,
    texts: Mapping[str, str],
) -> Demand:
    """Change the wording and addressee of a demand that is not frozen.

    Errors:
        Conflict: it is frozen.
    """
    require(can_write_demands(actor))
    _require_open(demand)
    demand.addressee = addressee
    demand.save(update_fields=["addressee"])
    demand.texts.all().delete()
    _write_texts(demand, texts)
    audit.record(actor, "update_demand", demand, {"languages": sorted(texts)})
    return demand


@transaction.atomic
def discard_demand(*, actor: User | None, demand: Demand) -> None:
    """Delete a demand that was never frozen.

    Errors:
        Conflict: it is frozen.
    """
    require(can_write_demands(actor))
    _require_open(demand)
    audit.record(actor, "discard_demand", demand)
    demand.delete()


@transaction.atomic
def freeze_demands(*, actor: User | None, demands: Sequence[Demand], at: datetime) -> None:
    """Freeze demands: from now on their wording and addressee never change.

    Errors:
        InvalidInput: one has no addressee.
    """
    require(can_write_demands(actor))
    if any(demand.addressee_id is None for demand in demands):
        raise InvalidInput(_("Every demand needs an addressee."), code="demand-without-addressee")
    for demand in demands:
        if not demand.is_frozen:
            demand.frozen_at = at
            demand.save(update_fields=["frozen_at"])
            audit.record(actor, "freeze_demand", demand)


def _require_open(demand: Demand) -> None:
    if Demand.objects.filter(pk=demand.pk, frozen_at__isnull=False).exists():
        raise Conflict(
            _("This demand is published and cannot change. Start a correction of its statement."),
            code="demand-frozen",
        )


def _write_texts(demand: Demand, texts: Mapping[str, str]) -> None:
    DemandText.objects.bulk_create(
        DemandText(demand=demand, language=language, text=text)
        for language, text in texts.items()
        if text
    )
