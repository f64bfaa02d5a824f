"""The explore page through HTTP: a question in an address, its answer, its refusal."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tejido.budgets.models import Answer
from tejido.budgets.tests.asked_lines import a_series, line, store_lines
from tejido.core.models import Role, User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
INM = "Instituto de Migración de Ejemplo"


@pytest.fixture
def lines(db: None) -> None:
    store_lines(
        line(year, f"04-{unit}", name, approved=Decimal(100 + year), executed=Decimal(year))
        for year in (2012, 2013)
        for unit, name in (("K00", INM), ("N00", "Comisión de la Niñez"))
    )


def ask(client: Client, **asked: Any) -> Any:
    return client.get(reverse("budgets:explore"), {"dataset": "ejemplo", **asked})


class TestAsking:
    def test_without_data_it_says_where_to_begin(self, client: Client) -> None:
        page = client.get(reverse("budgets:explore"))
        assert page.status_code == 200
        assert reverse("budgets:index") in page.content.decode()

    def test_an_answer_has_table_method_and_files(self, client: Client, lines: None) -> None:
        page = ask(client, institution="04-K00", measures=["executed"], by=["institution"])
        assert page.status_code == 200
        text = page.content.decode()
        assert "04-K00" in text
