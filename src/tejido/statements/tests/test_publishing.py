"""Freezing, publishing, recording and correcting."""

from dataclasses import replace

import pytest

from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.models import Visibility
from tejido.evidence.actions import source_data, update_source
from tejido.evidence.models import Source
from tejido.evidence.tests.factories import a_source
from tejido.statements.actions import (
    StaleDraft,
    Unpublishable,
    create_statement,
    publish_version,
    record_statement,
    save_draft,
    start_correction,
)
from tejido.statements.domain.digest import digest
from tejido.statements.domain.draft import Draft, DraftNote
from tejido.statements.domain.version_text import Wording
from tejido.statements.models import Statement, StatementSort, Version
from tejido.statements.queries.content import version_content, with_content
from tejido.statements.queries.drafts import draft_in
from tejido.statements.tests.factories import (
    a_published_statement,
    a_record,
    a_statement,
    draft_of,
)

pytestmark = pytest.mark.django_db

OLD = Draft((Wording("es", "Antiguo", "Resumen.[^1] Y más.[^2]"),))


def content_of(version: Version | None) -> object:
    assert version is not None
    return version_content(with_content(Version.objects.filter(pk=version.pk)).get())


def recomputed(version: Version | None) -> str:
    assert version is not None
    return digest(version_content(with_content(Version.objects.filter(pk=version.pk)).get()))


def with_corrections(version: Version) -> Draft:
    stored = draft_in(version)
    return replace(
        stored, wordings=tuple(replace(w, correction="Una fecha.") for w in stored.wordings)
    )


def test_publication_freezes_under_the_digest(alice: User) -> None:
    statement = a_statement()
    draft = draft_of(statement)
    publish_version(actor=alice, version=draft, revision=1)
    statement.refresh_from_db()
    version = statement.published_version
    assert version is not None
    assert version.digest == recomputed(version)
    assert version.frozen_at == version.published_at is not None
    assert statement.revision > 1
    assert all(link.demand.is_frozen for link in version.demand_links.all())
    entry = AuditEntry.objects.get(action="publish_version")
    assert entry.data == {"number": 1, "digest": version.digest, "change": "", "unknown_notes": 0}


def test_what_it_cites_may_change_and_the_digest_holds() -> None:
    statement = a_published_statement()
    version = statement.published_version
    assert version is not None
    before = content_of(version)
    source = Source.objects.get()
    update_source(actor=None, source=source, data=replace(source_data(source), title="Otro"))
    body = version.demand_links.get().demand.addressee
    assert body is not None
    body.name = "Otro nombre"
    body.save()
    assert content_of(version) == before
    assert recomputed(version) == version.digest


def test_checks_block_publication() -> None:
    version = draft_of(a_statement())
    draft = draft_in(version)
    save_draft(actor=None, version=version, draft=replace(draft, notes=(DraftNote(1),)), revision=1)
    with pytest.raises(Unpublishable) as refusal:
        publish_version(actor=None, version=version, revision=2)
    assert [problem.code for problem in refusal.value.problems] == ["footnote_without_source"]
    version.refresh_from_db()
    assert not version.is_frozen
    assert version.draft_revision == 2


def test_what_is_not_public_is_not_published() -> None:
    version = draft_of(a_statement())
    Source.objects.update(visibility=Visibility.COALITION)
    with pytest.raises(Unpublishable) as refusal:
        publish_version(actor=None, version=version, revision=1)
    assert [problem.code for problem in refusal.value.problems] == ["footnote_source_not_public"]


def test_what_was_not_seen_is_not_published() -> None:
    version = draft_of(a_statement())
    seen = version.draft_revision
    save_draft(actor=None, version=version, draft=draft_in(version), revision=seen)
    with pytest.raises(StaleDraft):
        publish_version(actor=None, version=version, revision=seen)


def test_a_version_is_published_once() -> None:
    version = draft_of(a_statement())
    publish_version(actor=None, version=version, revision=1)
    for again in (version, Version.objects.get()):
        with pytest.raises((StaleDraft, NotAllowed)):
            publish_version(actor=None, version=again, revision=1)


def test_a_correction_continues_what_it_corrects() -> None:
    statement = a_published_statement()
    first = statement.published_version
    draft = start_correction(actor=None, statement=statement)
    old, new = (v.demand_links.get().demand for v in (first, draft) if v)
    assert new.continues == old
    with pytest.raises(Unpublishable) as refusal:
        publish_version(actor=None, version=draft, revision=1)
    assert {problem.where for problem in refusal.value.problems} == {"es", "en"}
    save_draft(actor=None, version=draft, draft=with_corrections(draft), revision=1)
    before = statement.revision
    publish_version(actor=None, version=draft, revision=2)
    statement.refresh_from_db()
    assert statement.published_version == draft
    assert statement.revision > before
    assert first is not None
    assert recomputed(first) == first.digest != statement.published_version.digest


def test_a_correction_is_begun_once_and_of_something() -> None:
    statement = a_published_statement()
    start_correction(actor=None, statement=statement)
    with pytest.raises(NotAllowed):
        start_correction(actor=None, statement=statement)
    with pytest.raises(NotAllowed):
        start_correction(actor=None, statement=a_statement("otro"))


def test_a_record_stands_although_notes_are_unknown() -> None:
    statement = a_record(unknown=14)
    version = statement.published_version
    assert version is not None
    assert version.is_incomplete
    assert version.unknown_notes == list(range(1, 15))
    assert version.digest == recomputed(version)
    entry = AuditEntry.objects.get(action="record_statement")
    assert entry.data["unknown_notes"] == 14


def a_record_draft(draft: Draft = OLD, *, digest_of_file: str = "cd" * 32) -> Version:
    source = a_source("El original", digest=digest_of_file)
    statement = create_statement(
        actor=None, slug="antiguo", draft=draft, sort=StatementSort.RECORD, source=source
    )
    return draft_of(statement)


def test_a_record_needs_its_source_and_the_digest_of_the_file() -> None:
    version = a_record_draft(digest_of_file="")
    with pytest.raises(InvalidInput, match="record-without-source"):
        record_statement(actor=None, version=version, revision=1)
    Statement.objects.update(source=None)
    with pytest.raises(InvalidInput, match="record-without-source"):
        record_statement(actor=None, version=draft_of(version.statement), revision=1)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(OLD, notes=(DraftNote(1),)), "footnote_without_source"),
        (replace(OLD, notes=(DraftNote(3),)), "footnote_without_marker"),
        (replace(OLD, wordings=(*OLD.wordings, Wording("en", "", ""))), "language_body_missing"),
    ],
)
def test_a_record_passes_every_other_check(draft: Draft, code: str) -> None:
    version = a_record_draft(draft)
    with pytest.raises(Unpublishable) as refusal:
        record_statement(actor=None, version=version, revision=1)
    assert code in [problem.code for problem in refusal.value.problems]
    assert "footnote_marker_without_note" not in [p.code for p in refusal.value.problems]


def test_nothing_else_skips_the_checks() -> None:
    record, living = a_record_draft(), draft_of(a_statement())
    with pytest.raises(NotAllowed):
        publish_version(actor=None, version=record, revision=1)
    with pytest.raises(NotAllowed):
        record_statement(actor=None, version=living, revision=1)


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_only_the_secretariat_publishes(who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        publish_version(actor=user, version=draft_of(a_statement()), revision=1)
    with pytest.raises(NotAllowed):
        start_correction(actor=user, statement=a_published_statement("otro"))
