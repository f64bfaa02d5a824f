"""Requests to the explore page, and the invented lines they ask about."""

from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from tejido.budgets.tests.asked_lines import INM, line

COMMISSION = "Comisión de la Niñez"


def some_lines(*years: int, commission: str = COMMISSION) -> list[dict[str, Any]]:
    """Two units in each year; what they spent is the year's number of pesos."""
    return [
        line(year, f"04-{unit}", name, approved=Decimal(100 + year), executed=Decimal(year))
        for year in years
        for unit, name in (("K00", INM), ("N00", commission))
    ]


def ask(client: Client, page: str = "explore", *args: str, **asked: Any) -> Any:
    """Return the response to a question put in a page's address."""
    return client.get(reverse(f"budgets:{page}", args=args), {"dataset": "ejemplo", **asked})


def text(client: Client, page: str = "explore", **asked: Any) -> str:
    """Return the page that answers a question."""
    return str(ask(client, page, **asked).content.decode())
