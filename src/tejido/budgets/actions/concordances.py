"""A concordance is published in versions that never change."""

from django.db import transaction

from tejido.budgets.domain.concordance import concordance_data, read_concordance
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.lens_access import can_publish_rules
from tejido.budgets.models import Concordance, ConcordanceVersion
from tejido.budgets.rule_sets import Wording, publish_version
from tejido.budgets.rule_wording import refused
from tejido.core.access import require
from tejido.core.models import User


@transaction.atomic
def publish_concordance(*, actor: User | None, data: object, reason: str) -> ConcordanceVersion:
    """Publish a concordance: its first version, or the next one.

    Arguments, returns and errors: as `publish_lens`.
    """
    require(can_publish_rules(actor))
    try:
        found = read_concordance(data)
    except RuleFault as fault:
        raise refused(fault) from fault
    wording = Wording(found.key, found.title, found.credit, concordance_data(found), reason)
    pk, _new = publish_version(Concordance, actor, wording)
    return ConcordanceVersion.objects.select_related("concordance").get(pk=pk)
