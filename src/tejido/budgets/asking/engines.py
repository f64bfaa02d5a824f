"""Which engine answers: the embedded one, or the server that TEJIDO_BUDGET_ENGINE names."""

from django.conf import settings

from tejido.budgets.asking.embedded import Embedded
from tejido.budgets.asking.engine import Engine
from tejido.budgets.asking.spark import Spark


def engine() -> Engine:
    """Return the engine this installation answers with.

    Errors:
        SparkMissing: it is a Spark server, and what speaks to it is not installed.
    """
    if settings.BUDGET_ENGINE:
        return Spark(settings.BUDGET_ENGINE)
    return Embedded()
