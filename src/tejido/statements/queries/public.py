"""What a statement's public page shows, read in a constant number of queries."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from tejido.core.errors import NotFound
from tejido.directory.models import Visibility
from tejido.evidence.models import Source
from tejido.statements.domain.tally import Count
from tejido.statements.domain.version_text import Citation, VersionContent, Wording
from tejido.statements.models import (
    Footnote,
    Statement,
    StatementSort,
    Version,
    VersionText,
)
from tejido.statements.queries.content import (
    citation_of,
    version_content,
    with_content,
)
from tejido.statements.queries.counts import signed_version, stored_count
from tejido.statements.queries.demand_lines import DemandLine, demand_lines


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as a reader sees it.

    Arguments:
        text: in the page's language; "" when it says nothing besides its source.
        source: None when none is cited or it may not be seen.
        is_hidden: it cites a source that is not public.
    """

    number: int
    text: str
    locator: str
    source: Citation | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A version in one language, with all its page needs but the names.

    Arguments:
        asked: the language that was asked for; `language` is the one there is.
        languages: those of the version, its first one first.
        versions: published versions, newest first, each with its correction in this language.
        signed: the version the signatures were given to; None when nobody signed.
    """

    statement: Statement
    version: Version
    content: VersionContent
    wording: Wording
    asked: str
    notes: tuple[NoteLine, ...]
    demands: tuple[DemandLine, ...]
    versions: tuple[tuple[Version, str], ...]
    signed: Version | None
    count: Count

    @property
    def language(self) -> str:
        """The language the page is in."""
        return self.wording.language

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the version has."""
        return self.content.languages

    @property
    def note_numbers(self) -> tuple[int, ...]:
        """The numbers a marker of the text leads to: notes, and markers whose note is unknown."""
        return (*(note.number for note in self.notes), *self.version.unknown_notes)

    @property
    def is_record(self) -> bool:
        """Whether it is remembered here and was said elsewhere."""
        return self.statement.sort == StatementSort.RECORD

    @property
    def original(self) -> Source | None:
        """The source of a record's original, if the public may read of it."""
        source = self.statement.source
        return source if source and source.visibility == Visibility.PUBLIC else None

    @property
    def is_current(self) -> bool:
        """Whether it is the wording that is published now."""
        return self.version.pk == self.statement.published_version_id

    @property
    def signed_earlier(self) -> bool:
        """Whether the signatures were given to an earlier wording than the one shown."""
        return self.signed is not None and self.signed.pk != self.version.root_id

    @property
    def address(self) -> str:
        """The public address of the statement in the page's language."""
        return address_of(self.statement.slug, self.language)


def address_of(slug: str, language: str) -> str:
    """Return the whole address of a statement in a language."""
    with override(language):
        return f"{settings.BASE_URL}{reverse('statements:statement_page', args=[slug])}"


def statement_page(statement: Statement, language: str, number: int | None = None) -> StatementPage:
    """Return the published version of a statement, or the published one with a number.

    Arguments:
        statement: seen by the reader already (`access.get_statement_for`).
        language: the one asked for; where the version lacks it, the page is in its first one.

    Errors:
        NotFound: no such version is published.
    """
    published = statement.versions.filter(published_at__isnull=False)
    wanted = Q(number=number) if number else Q(pk=statement.published_version_id)
    version = with_content(published.filter(wanted)).first()
    if version is None:
        raise NotFound
    content = version_content(version)
    by_language = {wording.language: wording for wording in content.wordings}
    wording = by_language.get(language) or content.wordings[0]
    signed = signed_version(version)
    return StatementPage(
        statement=statement,
        version=version,
        content=content,
        wording=wording,
        asked=language,
        notes=tuple(note_line(note, wording.language) for note in version.footnotes.all()),
        demands=demand_lines(version, wording.language),
        versions=_history(published, wording.language),
        signed=signed,
        count=stored_count(signed),
    )


def _history(published: QuerySet[Version], language: str) -> tuple[tuple[Version, str], ...]:
    versions = list(published.order_by("-number"))
    texts = VersionText.objects.filter(version__in=versions, language=language)
    corrections = dict(texts.values_list("version", "correction"))
    return tuple((version, corrections.get(version.pk, "")) for version in versions)


def note_line(footnote: Footnote, language: str) -> NoteLine:
    """Return a note of a version fetched with its content, in a language."""
    texts = {text.language: text.text for text in footnote.texts.all()}
    source = footnote.source
    hidden = source is not None and source.visibility != Visibility.PUBLIC
    return NoteLine(
        number=footnote.number,
        text=texts.get(language, ""),
        locator=footnote.locator,
        source=None if hidden else citation_of(footnote),
        is_hidden=hidden,
    )
