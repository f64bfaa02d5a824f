"""A frozen wording as a page shows it, published or not: its text, notes and demands."""

from dataclasses import dataclass

from tejido.directory.models import Visibility
from tejido.statements.domain.version_text import Citation, VersionContent, Wording
from tejido.statements.models import Footnote, Statement, StatementSort, Version
from tejido.statements.queries.content import citation_of, version_content, with_content
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
class ShownText:
    """A frozen version in one language, published or not; templates of the public page take it.

    Arguments:
        asked: the language that was asked for; `wording` is in the one there is.
    """

    statement: Statement
    version: Version
    content: VersionContent
    wording: Wording
    asked: str
    notes: tuple[NoteLine, ...]
    demands: tuple[DemandLine, ...]

    @property
    def language(self) -> str:
        """The language the page is in."""
        return self.wording.language

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the version has, its first one first."""
        return self.content.languages

    @property
    def note_numbers(self) -> tuple[int, ...]:
        """The numbers a marker of the text leads to: notes, and markers whose note is unknown."""
        return (*(note.number for note in self.notes), *self.version.unknown_notes)

    @property
    def is_record(self) -> bool:
        """Whether it is remembered here and was said elsewhere."""
        return self.statement.sort == StatementSort.RECORD


def signing_text(version: Version, language: str) -> ShownText:
    """Return a frozen version in a language, or in its first one, in a constant number of queries.

    Arguments:
        version: one the reader may read (`signing_access`).
        language: the one asked for.
    """
    found = with_content(Version.objects.filter(pk=version.pk)).get()
    return shown_text(found, language)


def shown_text(version: Version, language: str) -> ShownText:
    """Return a version fetched with its content in a language, or in its first one."""
    content = version_content(version)
    by_language = {wording.language: wording for wording in content.wordings}
    wording = by_language.get(language) or content.wordings[0]
    return ShownText(
        statement=version.statement,
        version=version,
        content=content,
        wording=wording,
        asked=language,
        notes=tuple(_note_line(note, wording.language) for note in version.footnotes.all()),
        demands=demand_lines(version, wording.language),
    )


def _note_line(footnote: Footnote, language: str) -> NoteLine:
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
