"""Pages of lenses through HTTP: reading, comparing, trying a new version and publishing it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.actions.lenses import publish_lens
from tejido.budgets.models import Dataset, LensVersion
from tejido.budgets.rule_files import LARGEST, read_yaml, write_yaml
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.budgets.tests.rule_examples import a_concordance, a_lens, a_rule, an_entity
from tejido.core.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
YEARS = {"years": "2000:2030"}
LENS = a_lens(a_rule({"unit": "K00", **YEARS}, of="control"))
OTHER = a_lens(a_rule({"unit": "K00", **YEARS}, of="care"))


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    path = a_budget_file(
        tmp_path,
        a_line(EJERCIDO="1234567.00"),
        a_line(ID_UR="X99", DESC_UR="Oficina sin regla", EJERCIDO="50.00"),
    )
    return import_budget(path).dataset


def text(client: Client, url: str, **asked: Any) -> str:
    return client.get(url, asked).content.decode()


class TestReading:
    def test_the_list_names_lenses_and_concordances(self, client: Client) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        entity = an_entity("one", {"branch": "90", "years": "2012"})
        publish_concordance(actor=None, data=a_concordance(entity), reason="La primera")
        page = text(client, reverse("budgets:lens_list"))
        assert page.count("invented@1") == 2
        assert "Publicar un enfoque" not in page

    def test_a_lens_says_its_rules_and_what_stays_unclassified(
        self, client: Client, dataset: Dataset
    ) -> None:
        version = publish_lens(actor=None, data=LENS, reason="La primera")
        page = text(client, version.lens.get_absolute_url())
        assert "unidad responsable K00" in page
        assert "2000 a 2030" in page
        assert "Oficina sin regla" in page
        assert "sin clasificar" in page
        assert version.digest in page

    def test_a_lens_without_data_says_so(self, client: Client) -> None:
        version = publish_lens(actor=None, data=LENS, reason="La primera")
        assert "Todavía no hay datos" in text(client, version.lens.get_absolute_url())

    def test_a_year_the_dataset_does_not_have(self, client: Client, dataset: Dataset) -> None:
        version = publish_lens(actor=None, data=LENS, reason="La primera")
        asked = {"dataset": dataset.key, "document": "approved", "year": "2012"}
        assert "no tiene ese documento" in text(client, version.lens.get_absolute_url(), **asked)

    def test_a_downloaded_version_can_be_published_again(self, client: Client) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        response = client.get(reverse("budgets:lens_yaml", args=["invented", 1]))
        assert response.headers["Content-Type"].startswith("application/yaml")
        data = read_yaml(response.content.decode())
        again = publish_lens(actor=None, data=data, reason="Otra vez")
        assert str(again) == "invented@1"

    def test_an_older_version_has_its_page(self, client: Client) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        publish_lens(actor=None, data=OTHER, reason="La segunda")
        page = text(client, reverse("budgets:lens_version", args=["invented", 1]))
        assert "invented, versión 1" in page
        assert client.get(reverse("budgets:lens_version", args=["invented", 3])).status_code == 404

    def test_two_lenses_are_compared_line_by_line(self, client: Client, dataset: Dataset) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        publish_lens(actor=None, data=OTHER, reason="La segunda")
        asked = {"one": "invented@1", "other": "invented@2", "dataset": dataset.key}
        page = text(client, reverse("budgets:lens_compare"), document="final_account", **asked)
        assert "difiere" in page
        assert "«ejercido», en MXN de cada año" in page
        assert "Instituto de Ejemplo" in page

    def test_with_one_lens_there_is_nothing_to_compare(
        self, client: Client, analyst: Client
    ) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        url = reverse("budgets:lens_compare")
        assert "Solo hay una versión" in text(client, url)
        assert reverse("budgets:lens_publish") not in text(client, url)
        assert reverse("budgets:lens_publish") in text(analyst, url)
        publish_lens(actor=None, data=OTHER, reason="La segunda")
        assert "Solo hay una versión" not in text(client, url)

    def test_what_the_dataset_has_is_said_where_a_document_is_missing(
        self, client: Client, dataset: Dataset
    ) -> None:
        version = publish_lens(actor=None, data=LENS, reason="La primera")
        asked = {"dataset": dataset.key, "document": "approved"}
        page = text(client, version.lens.get_absolute_url(), **asked)
        assert "<li>cuenta pública: 2012</li>" in page
        there = text(client, version.lens.get_absolute_url())
        assert "Líneas y dinero por clase: cuenta pública 2012" in there
        assert "Monto (MXN)" in there

    def test_a_lens_that_is_none_is_refused_in_the_form(
        self, client: Client, dataset: Dataset
    ) -> None:
        asked = {"one": "x@1", "other": "x@1", "dataset": dataset.key, "document": "approved"}
        assert client.get(reverse("budgets:lens_compare"), asked).status_code == 200

    def test_a_concordance_says_how_each_code_is_known(self, client: Client) -> None:
        entity = an_entity("one", {"branch": "90", "years": "2012"})
        publish_concordance(actor=None, data=a_concordance(entity), reason="La primera")
        page = text(client, reverse("budgets:concordance", args=["invented"]))
        assert "ramo 90" in page
        file = client.get(reverse("budgets:concordance_yaml", args=["invented", 1]))
        assert "Oficina one" in file.content.decode()


class TestPublishing:
    url = property(lambda self: reverse("budgets:lens_publish"))

    def test_what_moves_is_shown_before_it_is_published(
        self, analyst: Client, dataset: Dataset
    ) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        assert "unit:" in text(analyst, self.url, **{"from": "invented"})
        typed = {"rules": write_yaml(OTHER), "reason": "Otra clase"}
        tried = analyst.post(self.url, typed)
        assert "Qué cambia respecto de invented, versión 1" in tried.content.decode()
        assert "Instituto de Ejemplo" in tried.content.decode()
        assert LensVersion.objects.count() == 1
        digest = tried.context["form"].initial["tried"]
        published = analyst.post(self.url, {**typed, "tried": digest})
        assert published.status_code == 302
        assert "La versión 2 está publicada" in text(analyst, published["Location"])
        assert LensVersion.objects.get(number=2).reason == "Otra clase"

    def test_what_was_changed_after_the_trial_is_tried_again(
        self, analyst: Client, dataset: Dataset
    ) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        tried = analyst.post(self.url, {"rules": write_yaml(LENS), "reason": "Por ver"})
        digest = tried.context["form"].initial["tried"]
        typed = {"rules": write_yaml(OTHER), "reason": "Por ver", "tried": digest}
        assert analyst.post(self.url, typed).status_code == 200
        assert LensVersion.objects.count() == 1

    def test_a_file_takes_the_place_of_the_text(self, analyst: Client) -> None:
        file = SimpleUploadedFile("lens.yaml", write_yaml(LENS).encode())
        page = analyst.post(self.url, {"file": file, "rules": "x", "reason": "Por ver"})
        assert "Es un enfoque nuevo" in page.content.decode()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"rules": ""}, "Escriba las reglas"),
            ({"rules": "a: ["}, "No es YAML"),
            ({"rules": "lens: 1"}, "falta el campo"),
            ({"file": SimpleUploadedFile("x.yaml", b"\xff\xfe")}, "no es texto en UTF-8"),
            ({"file": SimpleUploadedFile("x.yaml", b"x" * (LARGEST + 1))}, "más grande"),
        ],
    )
    def test_what_does_not_hold_is_said(
        self, analyst: Client, typed: dict[str, Any], said: str
    ) -> None:
        response = analyst.post(self.url, {"reason": "Por ver", **typed})
        assert response.status_code == 422
        assert said in response.content.decode()
        assert not LensVersion.objects.exists()


def test_pages_ask_the_database_no_more_with_more_versions(
    client: Client, dataset: Dataset, django_assert_max_num_queries: Any
) -> None:
    version = publish_lens(actor=None, data=LENS, reason="La primera")
    client.get(version.lens.get_absolute_url())
    for number in range(4):
        changed = a_lens(a_rule({"unit": f"K0{number}"}, of="control"))
        publish_lens(actor=None, data=changed, reason="Otra más")
    with django_assert_max_num_queries(3):
        client.get(reverse("budgets:lens_list"))
    client.get(version.lens.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(version.lens.get_absolute_url())
