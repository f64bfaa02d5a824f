"""Writing drafts through the actions."""

from dataclasses import replace

import pytest

from tejido.accountability.models import Demand
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.evidence.tests.factories import a_source
from tejido.statements.actions import (
    StaleDraft,
    add_language,
    create_statement,
    discard_draft,
    remove_language,
    save_draft,
    start_correction,
)
from tejido.statements.actions.campaigns import open_campaign
from tejido.statements.domain.draft import Draft, DraftNote
from tejido.statements.domain.version_text import MAX_BODY_BYTES, Wording
from tejido.statements.models import Statement, Version
from tejido.statements.queries.content import version_content, with_content
from tejido.statements.queries.drafts import draft_in
from tejido.statements.tests.campaigns import a_plan
from tejido.statements.tests.factories import (
    a_draft,
    a_published_statement,
    a_statement,
    an_authority,
    draft_of,
)

pytestmark = pytest.mark.django_db


def fresh(version: Version) -> Version:
    return with_content(Version.objects.filter(pk=version.pk)).get()


def saved(version: Version, draft: Draft) -> Draft:
    """Save a draft over a version and return what is stored."""
    save_draft(actor=None, version=version, draft=draft, revision=version.draft_revision)
    return draft_in(fresh(version))


def test_what_is_saved_is_what_is_stored(alice: User) -> None:
    version = draft_of(a_statement())
    stored = draft_in(version)
    draft = replace(
        stored,
        wordings=(Wording("es", "Títul\u006f\u0301", "a\r\nb"), stored.wordings[1]),
        notes=(replace(stored.notes[0], number=2), DraftNote(1, a_source("Otra").key)),
    )
    save_draft(actor=alice, version=version, draft=draft, revision=1)
    found = draft_in(fresh(version))
    assert found.wordings[0] == Wording("es", "Títul\u00f3", "a\nb")
    assert [note.number for note in found.notes] == [1, 2]
    assert found.notes[1] == draft.notes[0]
    assert found.demands == stored.demands
    entry = AuditEntry.objects.get(action="save_draft")
    assert (entry.actor, entry.data) == (alice, {"revision": 2})


def test_a_demand_keeps_its_key_while_it_is_written() -> None:
    version = draft_of(a_statement())
    draft = draft_in(version).with_new_demand().with_addressee(2, an_authority("Otra").key)
    first = draft.demands[0]
    found = saved(version, replace(draft, demands=(draft.demands[1], first)))
    assert found.demands[1] == first
    found = saved(version, replace(found, demands=found.demands[:1]))
    assert Demand.objects.get().key == found.demands[0].key != first.key


def test_a_stale_save_changes_nothing() -> None:
    version = draft_of(a_statement())
    before = draft_in(version)
    saved(version, before)
    for stale in (1, 7):
        with pytest.raises(StaleDraft):
            save_draft(actor=None, version=version, draft=a_draft(), revision=stale)
    assert draft_in(fresh(version)) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"notes": (DraftNote(1), DraftNote(1))}, "footnote-number-twice"),
        ({"notes": (DraftNote(0),)}, "footnote-number-twice"),
        ({"notes": (DraftNote(1, "nothing"),)}, "no-such-source"),
        ({"wordings": ()}, "languages"),
        ({"wordings": (Wording("es", "", ""), Wording("es", "", ""))}, "languages"),
        ({"wordings": (Wording("xx", "", ""),)}, "languages"),
        ({"wordings": (Wording("es", "", "ñ" * MAX_BODY_BYTES),)}, "body-too-long"),
    ],
)
def test_what_does_not_hold_is_refused(change: dict[str, object], code: str) -> None:
    version = draft_of(a_statement())
    before = draft_in(version)
    with pytest.raises(InvalidInput) as refusal:
        save_draft(
            actor=None,
            version=version,
            draft=replace(before, **change),  # type: ignore[arg-type]
            revision=1,
        )
    assert refusal.value.code == code
    assert draft_in(fresh(version)) == before


def test_only_bodies_that_answer_for_something_are_addressed() -> None:
    version = draft_of(a_statement())
    with pytest.raises(InvalidInput, match="no-such-addressee"):
        saved(version, draft_in(version).with_addressee(1, "nothing"))


@pytest.mark.parametrize("slug", ["uno", "drafts", "borradores"])
def test_an_address_is_given_once(slug: str) -> None:
    a_statement("uno")
    with pytest.raises(InvalidInput, match="slug-taken"):
        create_statement(actor=None, slug=slug, draft=a_draft())


def test_languages_come_and_go_with_their_texts() -> None:
    version = draft_of(a_statement())
    remove_language(actor=None, version=version, language="es", revision=1)
    content = version_content(fresh(version))
    assert content.languages == ("en",)
    assert all(set(note.texts) == {"en"} for note in content.notes)
    assert all(set(demand.texts) == {"en"} for demand in content.demands)
    with pytest.raises(InvalidInput, match="last-language"):
        remove_language(actor=None, version=version, language="en", revision=2)
    add_language(actor=None, version=version, language="es", revision=2)
    assert version_content(fresh(version)).languages == ("en", "es")
    with pytest.raises(InvalidInput, match="languages"):
        add_language(actor=None, version=version, language="es", revision=3)


def test_a_discarded_draft_leaves_nothing_behind() -> None:
    statement = a_statement()
    discard_draft(actor=None, version=draft_of(statement), revision=1)
    assert not Statement.objects.exists()
    assert not Demand.objects.exists()


def test_a_draft_whose_signing_is_planned_can_be_discarded() -> None:
    statement = a_statement()
    open_campaign(actor=None, statement=statement, plan=a_plan())
    discard_draft(actor=None, version=draft_of(statement), revision=1)
    assert not Statement.objects.exists()


def test_a_discarded_correction_leaves_what_is_published() -> None:
    statement = a_published_statement()
    draft = start_correction(actor=None, statement=statement)
    discard_draft(actor=None, version=draft, revision=1)
    assert list(statement.versions.all()) == [statement.published_version]
    assert Demand.objects.count() == 1


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_only_the_secretariat_writes(who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    version = draft_of(a_statement())
    with pytest.raises(NotAllowed):
        save_draft(actor=user, version=version, draft=a_draft(), revision=1)
    with pytest.raises(NotAllowed):
        create_statement(actor=user, slug="otro", draft=a_draft())
    with pytest.raises(NotAllowed):
        discard_draft(actor=user, version=version, revision=1)


def test_of_two_who_take_one_address_at_once_the_second_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As if both had asked before either was stored."""
    a_statement("una-direccion")
    monkeypatch.setattr("tejido.statements.actions.drafts._require_free_slug", lambda slug: None)
    with pytest.raises(InvalidInput) as refused:
        a_statement("una-direccion")
    assert refused.value.code == "slug-taken"
