"""A lens is published in versions that never change."""

from django.db import transaction

from tejido.budgets.domain.lens import lens_data, read_lens
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.lens_access import can_publish_rules
from tejido.budgets.models import Lens, LensVersion
from tejido.budgets.rule_sets import Wording, publish_version
from tejido.budgets.rule_wording import refused
from tejido.core.access import require
from tejido.core.models import User


@transaction.atomic
def publish_lens(*, actor: User | None, data: object, reason: str) -> LensVersion:
    """Publish a lens: its first version, or the next one.

    Arguments:
        actor: an analyst or the secretariat; None is the installation itself.
        data: what its YAML holds; the format is in docs/budgets.md.
        reason: why; published beside the version.

    Returns:
        The version; the newest one when the rules are the same.

    Errors:
        InvalidInput: the data does not hold, or there is no reason.
    """
    require(can_publish_rules(actor))
    try:
        lens = read_lens(data)
    except RuleFault as fault:
        raise refused(fault) from fault
    wording = Wording(lens.key, lens.title, lens.credit, lens_data(lens), reason)
    pk, _new = publish_version(Lens, actor, wording)
    return LensVersion.objects.select_related("lens").get(pk=pk)
