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
from tejido.statements.models import Statement, StatementSort, Version, VersionText
from tejido.statements.queries.confirming import unconfirmed_count
from tejido.statements.queries.content import with_content
from tejido.statements.queries.counts import current_version, signed_version, stored_count
from tejido.statements.queries.shown_text import ShownText, shown_text


@dataclass(frozen=True, slots=True)
class StatementPage(ShownText):
    """A version in one language, with all its page needs but the names.

    Arguments:
        current: the wording that stands.
        versions: frozen versions, newest first, each with its correction in this language.
        signed: the root that the signatures count for; None when nobody signed.
        unconfirmed: how many signed an earlier text and have not confirmed it for this one.
    """

    current: Version
    versions: tuple[tuple[Version, str], ...]
    signed: Version | None
    count: Count
    unconfirmed: int

    @property
    def original(self) -> Source | None:
        """The source of a record's original, if the public may read of it."""
        source = self.statement.source
        return source if source and source.visibility == Visibility.PUBLIC else None

    @property
    def is_published(self) -> bool:
        """Whether this wording was published, now or earlier."""
        return self.version.published_at is not None

    @property
    def is_current(self) -> bool:
        """Whether it is the wording that stands."""
        return self.version.pk == self.current.pk

    @property
    def is_newer(self) -> bool:
        """Whether it is frozen to be signed while an earlier one is still what is published."""
        return self.version.number > self.current.number

    @property
    def next_text(self) -> Version | None:
        """A newer wording that is signed and not published yet, if there is one."""
        newest = self.versions[0][0]
        return newest if newest.number > self.current.number else None

    @property
    def keeps_signatures(self) -> bool:
        """Whether some of its signatures were given to an earlier wording of the same meaning."""
        return self.signed is not None and self.signed.pk != self.version.pk

    @property
    def address(self) -> str:
        """The public address of the statement in the page's language."""
        return address_of(self.statement.slug, self.language)


def address_of(slug: str, language: str) -> str:
    """Return the whole address of a statement in a language."""
    with override(language):
        return f"{settings.BASE_URL}{reverse('statements:statement_page', args=[slug])}"


def statement_page(statement: Statement, language: str, number: int | None = None) -> StatementPage:
    """Return the wording of a statement that stands, or the frozen one with a number.

    Arguments:
        statement: seen by the reader already (`access.get_statement_for`).
        language: the one asked for; where the version lacks it, the page is in its first one.

    Errors:
        NotFound: no such version is frozen.
    """
    frozen = statement.versions.exclude(digest="")
    current = current_version(statement)
    if current is None:
        raise NotFound
    wanted = Q(number=number) if number else Q(pk=current.pk)
    version = with_content(frozen.filter(wanted).select_related("root")).first()
    if version is None:
        raise NotFound
    text = shown_text(version, language)
    signed = signed_version(version)
    return StatementPage(
        statement=statement,
        version=version,
        content=text.content,
        wording=text.wording,
        asked=language,
        notes=text.notes,
        demands=text.demands,
        current=current,
        versions=_history(frozen, text.language),
        signed=signed,
        count=stored_count(signed),
        unconfirmed=0 if statement.sort == StatementSort.RECORD else unconfirmed_count(version),
    )


def _history(frozen: QuerySet[Version], language: str) -> tuple[tuple[Version, str], ...]:
    versions = list(frozen.order_by("-number"))
    texts = VersionText.objects.filter(version__in=versions, language=language)
    corrections = dict(texts.values_list("version", "correction"))
    return tuple((version, corrections.get(version.pk, "")) for version in versions)
