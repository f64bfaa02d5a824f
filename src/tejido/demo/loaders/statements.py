"""A statement of the data files, with its sources, demands and corrections."""

from collections.abc import Mapping
from dataclasses import asdict

from tejido.demo.files import FINDING, CorrectionRow, DemandRow, SourceRow, StatementFile
from tejido.demo.loaders.organizations import organization_named
from tejido.directory.models import Visibility
from tejido.evidence.actions import create_source
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import Source
from tejido.statements.actions import (
    create_statement,
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


def draft_example(data: StatementFile, findings: Mapping[str, Source]) -> Version:
    """Begin an invented statement; the addressees of its demands stand in the directory.

    Arguments:
        findings: what the notes cite of findings, by the name of the question.
    """
    sources = {name: _register(row) for name, row in data.sources.items()}
    sources |= {f"{FINDING}{name}": source for name, source in findings.items()}
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
    return statement.versions.get()


def draft_correction(statement: Statement, rows: Mapping[str, CorrectionRow]) -> Version:
    """Begin a corrected text as a draft: the newest one, with a passage changed by language."""
    draft = start_correction(actor=None, statement=statement)
    wordings = tuple(
        Wording(
            text.language,
            text.title,
            text.body.replace(rows[text.language].replace, rows[text.language].by),
            rows[text.language].note,
        )
        for text in draft.texts.all()
    )
    return save_draft(
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
