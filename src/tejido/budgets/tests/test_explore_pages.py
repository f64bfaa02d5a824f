"""The explore page through HTTP: a question in an address, its answer, its refusal, its files."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.actions.corrections import create_correction
from tejido.budgets.actions.lenses import publish_lens
from tejido.budgets.asking_slots import asking_slot
from tejido.budgets.models import Answer, Dataset
from tejido.budgets.tests.asked_lines import INM, a_series, line, store_lines
from tejido.budgets.tests.explore_requests import COMMISSION, ask, some_lines, text
from tejido.budgets.tests.rule_examples import a_concordance, a_lens, a_rule, an_entity
from tejido.core.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


class TestAsking:
    def test_without_data_it_says_where_to_begin(self, client: Client) -> None:
        page = client.get(reverse("budgets:explore"))
        assert page.status_code == 200
        assert reverse("budgets:index") in page.content.decode()

    def test_the_first_visit_computes_nothing_and_is_light(
        self, client: Client, lines: None
    ) -> None:
        page = client.get(reverse("budgets:explore"))
        assert "Mostrar la respuesta" in page.content.decode()
        assert not Answer.objects.exists()
        assert len(page.content) < 30_000

    def test_an_answer_has_table_method_sql_and_fingerprints(
        self, client: Client, lines: None
    ) -> None:
        page = text(client, institution="04-K00", measures="executed", by="institution")
        assert "2,012.00" in page
        assert "2,013.00" in page
        assert INM in page
        assert COMMISSION not in page
        assert "SELECT" in page
        assert ".parquet" in page
        assert "Método" in page
        assert "SHA-256" in page
        assert "grafica-light.svg?dataset=ejemplo" in page
        assert 'loading="lazy"' in page

    def test_the_picture_says_what_it_shows(self, client: Client, lines: None) -> None:
        page = text(client, measures="executed")
        assert 'alt="Gráfica: Montos: ejercido' in page

    def test_the_title_says_whose_money_and_in_what_unit(self, client: Client, lines: None) -> None:
        title = "Montos: ejercido · {} · 2012–2013 · MXN · cuenta pública"
        whole = title.format("todo el conjunto de datos")
        assert whole in text(client, measures="executed")
        one = text(client, measures="executed", institution="04-K00")
        assert "todo el conjunto de datos" not in one
        assert title.format(INM) in one

    def test_the_method_names_the_dataset_by_its_title(self, client: Client, lines: None) -> None:
        assert "del conjunto «Ejemplo»" in text(client, measures="executed")
        Dataset.objects.update(title_es="Cuenta de ejemplo")
        assert "del conjunto «Cuenta de ejemplo»" in text(client, measures="executed")

    def test_a_dataset_without_a_publisher_is_named_alone(
        self, client: Client, lines: None
    ) -> None:
        Dataset.objects.update(publisher="")
        assert ">, Ejemplo" not in text(client, measures="executed")
        Dataset.objects.update(publisher="Hacienda")
        assert ">Hacienda, Ejemplo<" in text(client, measures="executed")

    def test_a_correction_is_named_with_its_reason_and_its_place(self, client: Client) -> None:
        snapshot = store_lines(some_lines(2012, 2013))
        correction = create_correction(
            actor=None,
            snapshot=snapshot,
            where={"unit": "K00"},
            change={"executed": "1.00"},
            reason="El anexo dice otra cosa.",
        )
        page = text(client, measures="executed")
        place = f"{reverse('budgets:snapshot', args=[snapshot.key])}#correction-{correction.pk}"
        said = f'<a href="{place}">Corrección {correction.pk}</a>: El anexo dice otra cosa.'
        assert page.split("Para leer con cuidado")[1].split("Método")[0].count(said) == 1
        assert "Se aplican correcciones" not in page

    def test_both_languages_have_the_address(self, client: Client, lines: None) -> None:
        page = text(client, measures="executed")
        other = next(part for part in page.split('href="') if part.startswith("/en/budgets/expl"))
        assert other.startswith("/en/budgets/explore/?dataset=ejemplo&amp;measures=executed")

    def test_years_left_open_end_with_the_data(self, client: Client, lines: None) -> None:
        page = text(client, first_year="2011", measures="executed")
        assert "2011" in page
        assert "no tiene un documento de este tipo para el año" in page

    def test_real_and_per_person(self, client: Client, lines: None) -> None:
        a_series("precios", "deflator", y2012="50", y2013="100")
        a_series("solicitudes", "people", y2012="10", y2013="10")
        page = text(client, base="2013", per="solicitudes", measures="executed")
        assert "804.80" in page  # 4,024 pesos of 2012, doubled, by ten people
        assert "a precios de 2013" in page

    def test_prices_without_an_index_are_refused(self, client: Client, lines: None) -> None:
        page = ask(client, base="2013")
        assert page.status_code == 422
        assert "índice de precios" in page.content.decode()

    def test_classes_of_a_lens(self, client: Client, lines: None) -> None:
        rule = a_rule({"unit": "K00", "years": "2000:2030"}, of="control")
        publish_lens(actor=None, data=a_lens(rule), reason="La primera")
        page = text(client, by="class", measures="executed", first_year="2012", last_year="2012")
        assert "invented@1" in page
        assert "2,012.00" in page
        assert "sin clasificar" in page

    def test_signs_of_opacity(self, client: Client, lines: None) -> None:
        page = ask(client, figure="opacity:missing_years")
        assert page.status_code == 200
        assert "Años que faltan" in page.content.decode()

    def test_who_analyses_may_make_a_finding(
        self, client: Client, analyst: Client, lines: None
    ) -> None:
        asked = "?dataset=ejemplo&amp;measures=executed"
        address = f'href="{reverse("budgets:finding_write")}{asked}"'
        assert address in text(analyst, measures="executed")
        assert address not in text(client, measures="executed")

    def test_what_the_form_does_not_know_is_not_repeated(self, client: Client, lines: None) -> None:
        assert "utm_source" not in text(client, utm_source="x").split("<main")[1]


class TestSearch:
    def test_by_name_with_accents_ignored(self, client: Client, lines: None) -> None:
        for typed in ("migracion", "MIGRACIÓN ejemplo", "04-K", "04-k00"):
            page = text(client, name=typed)
            assert 'name="institution" value="04-K00"' in page, typed
            assert 'value="04-N00"' not in page
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("typed", ["niñez", "ninez", "NIÑEZ"])
    def test_an_enye_may_be_typed_without_its_tilde(
        self, client: Client, lines: None, typed: str
    ) -> None:
        assert 'value="04-N00"' in text(client, name=typed)

    def test_a_code_is_there_once_with_its_newest_name(self, client: Client) -> None:
        store_lines([*some_lines(2012), *some_lines(2014, commission="Comisión de la Niñez, A.C.")])
        page = text(client, name="comision")
        assert page.count('value="04-N00"') == 1
        assert "Comisión de la Niñez, A.C." in page
        assert "2012–2014" in page

    def test_what_is_chosen_stays_chosen(self, client: Client, lines: None) -> None:
        page = text(client, name="niñez", institution="04-K00")
        assert 'value="04-K00" checked' in page
        assert 'value="04-N00">' in page
        assert "Método" in page  # and what is chosen is answered

    def test_nothing_found_says_what_to_try(self, client: Client, lines: None) -> None:
        assert "Nada más se llama así" in text(client, name="zzz")
        assert text(client, name=" ").count("Método")

    def test_entities_of_the_concordance_are_found_by_acronym(
        self, client: Client, lines: None
    ) -> None:
        entity = an_entity("one", {"branch": "04", "unit": "K00", "years": "2012:2013"})
        publish_concordance(actor=None, data=a_concordance(entity), reason="La primera")
        page = text(client, concordance="invented", name="one")
        assert 'name="institution" value="one"' in page
        assert ask(client, concordance="invented", institution="one").status_code == 200


class TestRefusals:
    def test_documents_that_do_not_mix(self, client: Client, lines: None) -> None:
        page = ask(client, document=["approved", "final_account"])
        assert page.status_code == 422
        assert "un solo tipo de documento" in page.content.decode()

    def test_a_name_of_several_institutions(self, client: Client) -> None:
        store_lines(
            line(year, f"04-{unit}", "Delegación", approved=1)
            for year in (2012, 2013, 2014)
            for unit in ("A00", "B00")
        )
        page = ask(client, institution="Delegación")
        assert page.status_code == 422
        assert "04-A00" in page.content.decode()
        assert "04-B00" in page.content.decode()

    def test_what_does_not_hold(self, client: Client, lines: None) -> None:
        for asked in (
            {"dataset": "none"},
            {"first_year": "2013", "last_year": "2012"},
            {"first_year": "x"},
            {"measures": "stolen"},
            {"institution": [f"{n:02}-K00" for n in range(60)]},
            {"figure": "reallocation"},
        ):
            assert ask(client, **asked).status_code == 422, asked

    def test_a_dataset_of_the_coalition_is_for_who_is_signed_in(
        self, client: Client, analyst: Client
    ) -> None:
        store_lines(some_lines(2012), visibility="coalition")
        assert ask(client).status_code == 422
        assert ask(client, "explore_csv").status_code == 422
        assert ask(analyst).status_code == 200
        assert INM not in text(client, name="migracion")
        assert analyst.get(reverse("budgets:dataset", args=["ejemplo"])).status_code == 200
        assert client.get(reverse("budgets:dataset", args=["ejemplo"])).status_code == 404


class TestCost:
    def test_queries_do_not_grow(
        self, client: Client, django_assert_max_num_queries: Any, lines: None
    ) -> None:
        store_lines(
            line(year, f"05-{n}", f"Oficina {n}", approved=1)
            for year in (2014, 2015)
            for n in range(40)
        )
        asked: dict[str, Any] = {
            "by": "institution",
            "name": "oficina",
            "institution": ["04-K00", "05-1"],
        }
        ask(client, **asked)
        with django_assert_max_num_queries(13):
            assert ask(client, **asked).status_code == 200

    def test_it_is_computed_once_and_not_sent_again(self, client: Client, lines: None) -> None:
        first = ask(client, measures="executed")
        assert Answer.objects.count() == 1
        assert ask(client, "explore_chart", "light", measures="executed").status_code == 200
        assert Answer.objects.count() == 1
        again = client.get(
            reverse("budgets:explore"),
            {"dataset": "ejemplo", "measures": "executed"},
            headers={"If-None-Match": first.headers["ETag"]},
        )
        assert again.status_code == 304

    def test_too_many_at_once_are_told_to_come_back(
        self, client: Client, lines: None, settings: Any
    ) -> None:
        settings.BUDGET_QUESTIONS = 1
        with asking_slot():
            busy = ask(client, measures="executed")
            assert busy.status_code == 503
            assert busy.headers["Retry-After"] == "5"
            assert "Vuelva a intentarlo en un momento" in busy.content.decode()
            assert ask(client, "explore_csv").status_code == 503
            # What is kept needs no place.
            data = {"version": 1, "dataset": "ejemplo", "measures": ["paid"]}
            answer(None, question_from({**data, "by": ["year"], "figure": "amounts"}))
            assert ask(client, measures="paid").status_code == 200
        assert ask(client, measures="executed").status_code == 200
