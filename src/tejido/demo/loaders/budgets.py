"""The budgets of the real case: the data imported, and what is asked of them published."""

from tejido.budgets.actions.case import load_case
from tejido.budgets.actions.shipped import load_shipped
from tejido.core.models import User


def load_budgets(*, analyst: User) -> None:
    """Import the data and publish the rules and series; what is there stays as it is.

    Arguments:
        analyst: who imports.
    """
    load_case(actor=analyst)
    load_shipped()
