"""The first page of the budgets and a dataset's page, through HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tejido.budgets.actions.case import load_case
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.domain.year_spans import year_spans
from tejido.budgets.models import Correction, Snapshot
from tejido.budgets.tests.asked_lines import line, store_lines
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.core.models import Role, User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def page(client: Client, name: str, *args: str, language: str = "es") -> str:
    with override(language):
        return str(client.get(reverse(f"budgets:{name}", args=args)).content.decode())


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    lines = (a_line(), a_line(CICLO="2014", APROBADO="1234567.00", EJERCIDO=""))
    return import_budget(a_budget_file(tmp_path, *lines))


class TestIndex:
    def test_empty_says_what_to_do_first(self, client: Client, client_of: ClientOf) -> None:
        analyst = client_of(User.objects.create_user("ana@example.org", role=Role.ANALYST))
        assert "Quienes hacen el análisis" in page(client, "index")
        assert "Importe primero un archivo" in page(analyst, "index")
        assert "Hacer una pregunta" not in page(client, "index")

    def test_it_names_datasets_lenses_and_concordances(self, client: Client) -> None:
        load_shipped()
        load_case(actor=None)
        found = page(client, "index")
        assert "2008–2023" in found
        assert "mx-people-on-the-move@1" in found
        assert "mx-institutions@1" in found
        assert len(found) < 30_000

    def test_each_reader_in_their_language(self, client: Client, snapshot: Snapshot) -> None:
        assert "An invented budget" in page(client, "index", language="en")
        assert "Presupuesto de ejemplo" in page(client, "index")

    def test_what_is_the_coalition_s_is_not_listed(self, client: Client) -> None:
        store_lines([line(2012, "04-K00", "Oficina")], visibility="coalition")
        assert "ejemplo" not in page(client, "index").split("<main")[1]

    def test_queries_do_not_grow(self, client: Client, django_assert_max_num_queries: Any) -> None:
        for n in range(6):
            store_lines([line(2012, "04-K00", "Oficina")], key=f"ejemplo-{n}")
        with django_assert_max_num_queries(8):
            page(client, "index")

    def test_it_stands_in_the_navigation_and_the_site_map(self, client: Client) -> None:
        home = client.get(reverse("web:home")).content.decode()
        assert f'href="{reverse("budgets:index")}">Presupuestos' in home
        site_map = client.get(reverse("web:site_map")).content.decode()
        assert reverse("budgets:explore") in site_map


class TestDataset:
    def test_years_totals_and_fingerprints(self, client: Client, snapshot: Snapshot) -> None:
        found = page(client, "dataset", "ejemplo")
        assert "1,234,567" in found
        assert "—" in found
        digest = snapshot.original_digest
        assert " ".join(digest[i : i + 4] for i in range(0, 64, 4)) in found
        assert "presupuesto.csv" in found

    def test_each_document_folds_with_its_years(self, client: Client, snapshot: Snapshot) -> None:
        found = page(client, "dataset", "ejemplo")
        folds = found.count("<details")
        assert "Cuenta pública <span" in found
        assert "2012, 2014" in found
        assert folds == found.count("</details>") == 2

    def test_a_link_to_a_file_opens_it_without_a_script(
        self, client: Client, snapshot: Snapshot
    ) -> None:
        found = page(client, "dataset", "ejemplo")
        link = f"?file={snapshot.key}#file-{snapshot.key}"
        assert f'href="{link}"' in found
        # What a fragment leads to is never inside what is folded.
        file = f'<li id="file-{snapshot.key}"><details class="explained by-year"'
        assert f"{file}>" in found
        with override("es"):
            address = reverse("budgets:dataset", args=["ejemplo"])
        opened = client.get(f"{address}?file={snapshot.key}").content.decode()
        assert f"{file} open>" in opened

    def test_what_is_missing(self, client: Client, snapshot: Snapshot) -> None:
        found = page(client, "dataset", "ejemplo")
        assert "Cuenta pública: nada para 2013." in found
        assert "Presupuesto aprobado: de ningún año." in found

    def test_corrections_are_said(self, client: Client, snapshot: Snapshot) -> None:
        made = Correction.objects.create(
            snapshot=snapshot, where={}, change={}, reason="El monto está corrido."
        )
        said = f'#correction-{made.pk}">Corrección {made.pk}</a>: El monto está corrido.'
        assert snapshot.get_absolute_url() + said in page(client, "dataset", "ejemplo")

    def test_without_files_it_says_so(self, client: Client, client_of: ClientOf) -> None:
        store_lines([])
        analyst = client_of(User.objects.create_user("ana@example.org", role=Role.ANALYST))
        assert "todavía no se ha importado nada" in page(client, "dataset", "ejemplo")
        assert "Importe primero" in page(analyst, "dataset", "ejemplo")

    def test_queries_do_not_grow(self, client: Client, django_assert_max_num_queries: Any) -> None:
        for year in range(2000, 2010):
            store_lines([line(year, "04-K00", "Oficina", approved=1)])
        with django_assert_max_num_queries(7):
            page(client, "dataset", "ejemplo")


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([], ""),
        ([2008], "2008"),
        ([2009, 2008, 2009], "2008, 2009"),
        ([2008, 2009, 2010, 2012, 2014, 2015, 2016], "2008–2010, 2012, 2014–2016"),
    ],
)
def test_years_in_few_words(years: list[int], said: str) -> None:
    assert year_spans(years) == said
