"""The secretariat writes a statement: every page through HTTP."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tejido.core.models import User
from tejido.statements.actions import save_draft
from tejido.statements.models import Statement
from tejido.statements.queries.drafts import draft_in, findings
from tejido.statements.tests.factories import (
    BODIES,
    a_published_statement,
    a_statement,
    an_authority,
    draft_of,
)
from tejido.statements.tests.pages import address
from tejido.statements.tests.secretary_forms import posted, text_of


def test_a_statement_is_begun(secretary: Client) -> None:
    assert secretary.get(address("draft_create")).status_code == 200
    data = {"title": "Paso seguro", "slug": "paso", "language": "es", "sort": "living"}
    answer = secretary.post(address("draft_create"), data)
    assert answer.status_code == 302
    assert answer["Location"] == address("draft_edit", "paso")
    assert draft_of(Statement.objects.get()).texts.get().title == "Paso seguro"


@pytest.mark.parametrize("slug", ["paso-seguro", "borradores", "drafts"])
def test_an_address_that_is_taken_is_refused(secretary: Client, slug: str) -> None:
    a_statement()
    data = {"title": "Otro", "slug": slug, "language": "es", "sort": "living"}
    answer = secretary.post(address("draft_create"), data)
    assert answer.status_code == 422
    assert "Otro" in answer.content.decode()


def test_the_list_says_what_to_do(secretary: Client) -> None:
    assert secretary.get(address("draft_list")).status_code == 200
    a_statement("uno")
    a_published_statement("dos")
    page = secretary.get(address("draft_list")).content.decode()
    assert address("draft_edit", "uno") in page
    assert address("correction_start", "dos") in page


def test_more_statements_cost_no_more_queries(
    secretary: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for number in range(5):
        a_statement(f"uno-{number}")
        a_published_statement(f"dos-{number}")
    with django_assert_max_num_queries(10):
        secretary.get(address("draft_list"))
    with django_assert_max_num_queries(10):
        assert findings() == ()


def test_a_draft_is_saved_whole(secretary: Client) -> None:
    version = draft_of(a_statement())
    page = secretary.get(address("draft_edit", "paso-seguro")).content.decode()
    assert BODIES["en"].splitlines()[0] in page
    body = "Otro texto.[^1]\r\n\r\n## Qué pedimos\r\n\r\nMás."
    data = posted(version, **{"text-es-body": body})
    assert secretary.post(address("draft_edit", "paso-seguro"), data).status_code == 302
    assert text_of(version, "es") == body.replace("\r", "")
    assert text_of(version, "en") == BODIES["en"]
    assert version.footnotes.count() == version.demand_links.count() == 1


@pytest.mark.parametrize(
    ("then", "target"),
    [
        ("preview", "draft_preview"),
        ("source:0", "draft_source"),
        ("addressee:0", "draft_addressee"),
    ],
)
def test_every_button_saves_first(secretary: Client, then: str, target: str) -> None:
    version = draft_of(a_statement())
    data = posted(version, then=then, **{"text-es-title": "Nuevo título"})
    answer = secretary.post(address("draft_edit", "paso-seguro"), data)
    args = ["paso-seguro", 1] if ":" in then else ["paso-seguro"]
    assert answer["Location"] == address(target, *args)
    assert version.texts.get(language="es").title == "Nuevo título"
    assert secretary.get(answer["Location"]).status_code == 200


def test_rows_and_languages_are_added_and_taken_away(secretary: Client) -> None:
    version = draft_of(a_statement(languages=["es"]))
    edit = address("draft_edit", "paso-seguro")
    for then in ("add_note", "add_demand", "language:en"):
        version.refresh_from_db()
        assert secretary.post(edit, posted(version, then=then)).status_code == 302
    version.refresh_from_db()
    assert list(version.footnotes.values_list("number", flat=True)) == [1, 2]
    assert version.demand_links.count() == 2
    data = posted(version, **{"note-1-remove": "on", "demand-0-remove": "on"})
    assert secretary.post(edit, data).status_code == 302
    assert list(version.footnotes.values_list("number", flat=True)) == [1]
    assert version.demand_links.count() == 1
    remove = address("draft_language_remove", "paso-seguro", "en")
    assert secretary.get(remove).status_code == 200
    version.refresh_from_db()
    assert secretary.post(remove, {"seen": version.draft_revision}).status_code == 302
    assert [text.language for text in version.texts.all()] == ["es"]


def test_demands_change_places(secretary: Client) -> None:
    version = draft_of(a_statement())
    edit = address("draft_edit", "paso-seguro")
    secretary.post(edit, posted(version, then="add_demand"))
    version.refresh_from_db()
    first, second = (link.demand for link in version.demand_links.all())
    data = posted(version, then="addressee:1", **{"demand-0-place": "3"})
    answer = secretary.post(edit, data)
    assert answer["Location"] == address("draft_addressee", "paso-seguro", 1)
    assert [link.demand for link in version.demand_links.all()] == [second, first]


def test_a_row_that_goes_is_not_chosen_for(secretary: Client) -> None:
    version = draft_of(a_statement())
    edit = address("draft_edit", "paso-seguro")
    for then, row in (("source:0", "note-0"), ("addressee:0", "demand-0"), ("source:x", "x")):
        version.refresh_from_db()
        answer = secretary.post(edit, posted(version, then=then, **{f"{row}-remove": "on"}))
        assert answer["Location"] == edit


@pytest.mark.parametrize("lost", ["notes", "demands", "revision"])
def test_a_form_that_lost_its_counts_changes_nothing(secretary: Client, lost: str) -> None:
    version = draft_of(a_statement())
    data = posted(version)
    del data[lost]
    assert secretary.post(address("draft_edit", "paso-seguro"), data).status_code == 422
    assert version.footnotes.count() == version.demand_links.count() == 1


def test_a_body_that_is_too_long_is_refused_and_kept_on_the_page(secretary: Client) -> None:
    version = draft_of(a_statement())
    data = posted(version, **{"text-en-body": "long " * 21_000})
    answer = secretary.post(address("draft_edit", "paso-seguro"), data)
    assert answer.status_code == 422
    assert "105 kB" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert "long long" in answer.content.decode()
    assert text_of(version, "en") == BODIES["en"]


def test_two_notes_with_one_number_are_refused_and_kept(secretary: Client) -> None:
    version = draft_of(a_statement())
    edit = address("draft_edit", "paso-seguro")
    secretary.post(edit, posted(version, then="add_note"))
    version.refresh_from_db()
    data = posted(version, **{"note-1-number": "1", "note-1-text_es": "Nota nueva"})
    answer = secretary.post(edit, data)
    assert answer.status_code == 422
    assert "Nota nueva" in answer.content.decode()


def test_a_stale_save_is_refused_and_shows_both(secretary: Client, alice: User) -> None:
    version = draft_of(a_statement())
    mine = posted(version, **{"text-es-body": "Lo mío.[^1]\n\n## Qué pedimos\n\nAlgo."})
    theirs = draft_in(version)
    save_draft(actor=alice, version=version, draft=theirs, revision=version.draft_revision)
    edit = address("draft_edit", "paso-seguro")
    answer = secretary.post(edit, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lo mío" in page
    assert "firmantes" in page
    assert text_of(version, "es") == BODIES["es"]
    # The page knows the new revision: sending it once more keeps what was typed.
    again = {**mine, "revision": str(version.draft_revision)}
    assert f'name="revision" value="{version.draft_revision}"' in page
    assert secretary.post(edit, again).status_code == 302
    assert text_of(version, "es").startswith("Lo mío")


def test_what_was_typed_for_a_published_draft_is_given_back(secretary: Client) -> None:
    statement = a_statement()
    data = posted(draft_of(statement), **{"text-es-body": "Llegué tarde."})
    publish = address("draft_publish", statement.slug)
    assert secretary.post(publish, {"seen": 1}).status_code == 302
    answer = secretary.post(address("draft_edit", statement.slug), data)
    assert answer.status_code == 409
    assert "Llegué tarde." in answer.content.decode()


def test_source_and_addressee_are_chosen(secretary: Client) -> None:
    version = draft_of(a_statement())
    other = an_authority("Secretaría Inventada")
    choose = address("draft_addressee", "paso-seguro", 1)
    page = secretary.get(choose, {"q": "secretaria"}).content.decode()
    assert "Secretaría Inventada" in page
    assert "Instituto Inventado" not in page
    answer = secretary.post(choose, {"chosen": other.key, "seen": version.draft_revision})
    assert answer["Location"].endswith("#demand-1")
    assert version.demand_links.get().demand.addressee == other
    unknown = secretary.post(choose, {"chosen": "zzz", "seen": version.draft_revision + 1})
    assert unknown.status_code == 422
    for page_name in ("draft_addressee", "draft_source"):
        assert secretary.get(address(page_name, "paso-seguro", 9)).status_code == 404
