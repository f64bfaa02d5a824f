"""Publishing, correcting, comparing, discarding and previewing a draft through its pages."""

from collections.abc import Callable

from django.test import Client

from tejido.core.models import User
from tejido.statements.actions import start_correction
from tejido.statements.models import Statement, Version
from tejido.statements.tests.factories import a_published_statement, a_statement, draft_of
from tejido.statements.tests.pages import address
from tejido.statements.tests.secretary_forms import posted

ClientOf = Callable[[User | None], Client]


def test_the_checks_block_publication(secretary: Client) -> None:
    version = draft_of(a_statement())
    edit, publish = (address(name, "paso-seguro") for name in ("draft_edit", "draft_publish"))
    secretary.post(edit, posted(version, **{"text-es-title": ""}))
    page = secretary.get(publish).content.decode()
    assert "#id_text-es-title" in page
    assert 'name="seen"' not in page
    answer = secretary.post(publish, {"seen": version.draft_revision + 1})
    assert answer.status_code == 422
    assert not Version.objects.exclude(digest="").exists()


def test_publication_and_correction(secretary: Client) -> None:
    statement = a_statement()
    publish = address("draft_publish", statement.slug)
    assert 'name="seen" value="1"' in secretary.get(publish).content.decode()
    assert secretary.post(publish, {"seen": "0"}).status_code == 409
    answer = secretary.post(publish, {"seen": "1"})
    assert answer["Location"] == address("statement_page", statement.slug)
    correct = address("correction_start", statement.slug)
    assert secretary.get(correct).status_code == 200
    assert secretary.post(correct)["Location"] == address("draft_edit", statement.slug)
    draft = draft_of(statement)
    assert "correction" in secretary.get(address("draft_edit", statement.slug)).content.decode()
    changes = {"text-es-correction": "Se corrigió.", "text-en-correction": "Corrected."}
    changes["text-en-title"] = "Safe passage today"
    secretary.post(address("draft_edit", statement.slug), posted(draft, **changes))
    page = secretary.get(address("version_changes", statement.slug, 2)).content.decode()
    assert "<del>" in page
    unsaid = secretary.post(publish, {"seen": "2"})
    assert unsaid.status_code == 422
    said = {"seen": "2", "change": "substance", "days": "5"}
    assert secretary.post(publish, said).status_code == 302
    statement.refresh_from_db()
    assert statement.published_version == draft


def test_changes_of_a_draft_are_not_public(secretary: Client, client_of: ClientOf) -> None:
    statement = a_published_statement()
    start_correction(actor=None, statement=statement)
    changes = address("version_changes", statement.slug, 2)
    assert secretary.get(changes).status_code == 200
    assert client_of(None).get(changes).status_code == 404
    assert secretary.get(address("version_changes", statement.slug, 1)).status_code == 404


def test_a_draft_is_discarded(secretary: Client) -> None:
    statement = a_statement()
    discard = address("draft_discard", statement.slug)
    assert secretary.get(discard).status_code == 200
    assert secretary.post(discard, {"seen": "1"})["Location"] == address("draft_list")
    assert not Statement.objects.exists()


def test_the_preview_has_both_languages_and_no_id_twice(secretary: Client) -> None:
    a_statement()
    page = secretary.get(address("draft_preview", "paso-seguro")).content.decode()
    for anchor in ("es-note-1", "en-note-1", "es-marker-1", "en-marker-1"):
        assert page.count(f'id="{anchor}"') == 1
        assert page.count(f'href="#{anchor}"') == 1
    assert 'aria-label="Note 1"' in page
