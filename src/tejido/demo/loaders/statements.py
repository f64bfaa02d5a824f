"""A statement of the data files as a published version, with its sources, demands and draft."""

from dataclasses import asdict

from tejido.demo.files import DemandRow, SourceRow, StatementFile
from tejido.demo.loaders.organizations import organization_named
from tejido.directory.models import Visibility
from tejido.evidence.actions import create_source
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import Source
from tejido.statements.actions import (
    create_statement,
    publish_version,
    record_statement,
    save_draft,
    start_correction,
)
from tejido.statements.domain.draft import Draft, DraftDemand, DraftNote
from tejido.statements.domain.version_text import Wording
from tejido.statements.models import Statement, StatementSort, Version


def is_loaded(data: StatementFile) -> bool:
    """Return whether the statement was loaded before: from then on it is its readers' own."""
    return Statement.objects.filter(slug=data.slug).exists()


def load_record(data: StatementFile) -> Version:
    """Record a historical statement; the addressees of its demands stand in the directory."""
    statement = create_statement(
        actor=None,
        slug=data.slug,
        draft=Draft(_wordings(data), demands=_demands(data.demands)),
        sort=StatementSort.RECORD,
        source=_register(data.source) if data.source else None,
    )
    draft = statement.versions.get()
    return record_statement(actor=None, version=draft, revision=draft.draft_revision)


def load_example(data: StatementFile) -> Version:
    """Publish the invented statement; the addressees of its demands stand in the directory."""
    sources = {name: _register(row) for name, row in data.sources.items()}
    notes = tuple(
        DraftNote(note.number, sources[note.source].key, note.locator, note.texts)
        for note in data.footnotes
    )
    statement = create_statement(
        actor=None,
        slug=data.slug,
        draft=Draft(_wordings(data), notes, _demands(data.demands)),
        is_example=True,
    )
    draft = statement.versions.get()
    return publish_version(actor=None, version=draft, revision=draft.draft_revision)


def load_correction(data: StatementFile, statement: Statement) -> None:
    """Leave a correction of the published text begun as a draft."""
    draft = start_correction(actor=None, statement=statement)
    wordings = tuple(
        Wording(
            wording.language,
            wording.title,
            wording.body.replace(
                data.correction[wording.language].replace, data.correction[wording.language].by
            ),
            data.correction[wording.language].note,
        )
        for wording in _wordings(data)
    )
    save_draft(
        actor=None,
        version=draft,
        draft=Draft(wordings, _notes_of(draft), _demands_of(draft)),
        revision=draft.draft_revision,
    )


def _register(row: SourceRow) -> Source:
    data = SourceData(**asdict(row), visibility=Visibility.PUBLIC)
    return create_source(actor=None, data=data)


def _wordings(data: StatementFile) -> tuple[Wording, ...]:
    return tuple(
        Wording(language, data.titles[language], body) for language, body in data.bodies.items()
    )


def _demands(rows: tuple[DemandRow, ...]) -> tuple[DraftDemand, ...]:
    return tuple(
        DraftDemand(addressee=organization_named(row.addressee).key, texts=row.texts)
        for row in rows
    )


def _notes_of(draft: Version) -> tuple[DraftNote, ...]:
    return tuple(
        DraftNote(
            note.number,
            note.source.key if note.source else "",
            note.locator,
            {text.language: text.text for text in note.texts.all()},
        )
        for note in draft.footnotes.select_related("source").prefetch_related("texts")
    )


def _demands_of(draft: Version) -> tuple[DraftDemand, ...]:
    return tuple(
        DraftDemand(
            link.demand.key,
            link.demand.addressee.key if link.demand.addressee else "",
            {text.language: text.text for text in link.demand.texts.all()},
        )
        for link in draft.demand_links.select_related("demand__addressee")
    )
