"""An import compared with a second source on its page."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tejido.budgets.models import Snapshot
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.budgets.tests.sent_files import a_stored_file
from tejido.core.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
ClientOf = Callable[[User | None], Client]


def _second(*lines: dict[str, str]) -> Snapshot:
    """The same years as another publication has them, in a dataset of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = a_budget_file(Path(folder), *lines, name="segunda.csv")
        return import_budget(path, dataset="segunda-fuente")


def _page(reader: Client, snapshot: Snapshot, **asked: str) -> str:
    return reader.get(snapshot.get_absolute_url(), asked).content.decode()


def test_totals_are_compared_ministry_by_ministry(analyst: Client) -> None:
    ours = a_stored_file(a_line(), a_line(ID_RAMO="5", DESC_RAMO="Otro Ramo", EJERCIDO="70.00"))
    theirs = _second(a_line(), a_line(ID_RAMO="5", DESC_RAMO="Otro Ramo", EJERCIDO="75.00"))
    page = _page(analyst, ours, control=theirs.key)
    assert "1 de 2" in page
    assert "Otro Ramo: -5.00" in page
    assert "segunda.csv" in page


def test_a_ministry_of_one_source_alone_is_named_with_the_source(analyst: Client) -> None:
    ours = a_stored_file(a_line(), a_line(ID_RAMO="5", DESC_RAMO="Ramo Nuestro"))
    theirs = _second(a_line(), a_line(ID_RAMO="6", DESC_RAMO="Ramo Suyo"))
    page = _page(analyst, ours, control=theirs.key)
    assert "solo en este archivo: 05 Ramo Nuestro" in page
    assert "solo en la segunda fuente: 06 Ramo Suyo" in page


def test_nothing_is_compared_before_it_is_asked_for(analyst: Client) -> None:
    ours, theirs = a_stored_file(a_line()), _second(a_line(EJERCIDO="1.00"))
    page = _page(analyst, ours)
    assert theirs.key in page
    assert "1 de 1" not in page


def test_another_year_is_no_second_source(analyst: Client) -> None:
    ours, other = a_stored_file(a_line()), _second(a_line(CICLO="2013"))
    page = _page(analyst, ours, control=other.key)
    assert "segunda.csv" not in page
    assert reverse("budgets:import_new") in page


def test_who_does_not_import_is_offered_no_comparison(client_of: ClientOf) -> None:
    ours = a_stored_file(a_line())
    theirs = _second(a_line(EJERCIDO="1.00"))
    page = _page(client_of(None), ours, control=theirs.key)
    assert "segunda.csv" not in page
    assert "0 de 1" not in page
