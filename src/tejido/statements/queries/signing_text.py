"""The wording that is being signed, as its page shows it before it is published."""

from dataclasses import dataclass

from tejido.statements.domain.version_text import Wording
from tejido.statements.models import Statement, StatementSort, Version
from tejido.statements.queries.content import version_content, with_content
from tejido.statements.queries.demand_lines import DemandLine, demand_lines
from tejido.statements.queries.public import NoteLine, note_line


@dataclass(frozen=True, slots=True)
class SigningText:
    """A frozen version in one language, published or not; templates of the public page take it.

    Arguments:
        asked: the language that was asked for; `wording` is in the one there is.
        languages: those of the version, its first one first.
    """

    statement: Statement
    version: Version
    wording: Wording
    asked: str
    languages: tuple[str, ...]
    notes: tuple[NoteLine, ...]
    demands: tuple[DemandLine, ...]

    @property
    def language(self) -> str:
        """The language the page is in."""
        return self.wording.language

    @property
    def note_numbers(self) -> tuple[int, ...]:
        """The numbers a marker of the text leads to."""
        return (*(note.number for note in self.notes), *self.version.unknown_notes)

    @property
    def is_record(self) -> bool:
        """Whether it is remembered here and was said elsewhere."""
        return self.statement.sort == StatementSort.RECORD


def signing_text(version: Version, language: str) -> SigningText:
    """Return a frozen version in a language, or in its first one, in a constant number of queries.

    Arguments:
        version: one the reader may read (`signing_access`).
        language: the one asked for.
    """
    found = with_content(Version.objects.filter(pk=version.pk)).get()
    content = version_content(found)
    by_language = {wording.language: wording for wording in content.wordings}
    wording = by_language.get(language) or content.wordings[0]
    return SigningText(
        statement=found.statement,
        version=found,
        wording=wording,
        asked=language,
        languages=content.languages,
        notes=tuple(note_line(note, wording.language) for note in found.footnotes.all()),
        demands=demand_lines(found, wording.language),
    )
