"""The list of published statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from tejido.core.models import User
from tejido.statements.domain.tally import Count
from tejido.statements.models import Statement, Tally, VersionText
from tejido.statements.queries.counts import count_in


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in the list of statements."""

    statement: Statement
    title: str
    language: str
    count: Count


def statement_lines(
    user: User | AnonymousUser, language: str, most: int | None = None
) -> list[StatementLine]:
    """Return the published statements, newest first, in the language or the one there is.

    Arguments:
        user: who reads.
        language: of the titles, where they have it.
        most: how many to return; None for all.
    """
    statements = list(
        Statement.objects.visible_to(user)
        .filter(published_version__isnull=False)
        .select_related("published_version")
        .order_by("-published_version__published_at", "-pk")[:most]
    )
    ids = [statement.published_version_id for statement in statements]
    texts = VersionText.objects.filter(version__in=ids).order_by("pk")
    titles: dict[int, dict[str, str]] = {}
    for text in texts:
        titles.setdefault(text.version_id, {})[text.language] = text.title
    counts = _counts([statement.pk for statement in statements])
    return [
        _line(statement, titles.get(statement.published_version_id or 0, {}), language, counts)
        for statement in statements
    ]


def _counts(statements: list[int]) -> dict[int, Count]:
    tallies = Tally.objects.filter(version__statement__in=statements).select_related("version")
    counts: dict[int, Count] = {}
    for tally in tallies.order_by("version__number"):
        count = count_in(tally)
        if not count.is_empty:
            counts[tally.version.statement_id] = count
    return counts


def _line(
    statement: Statement, titles: Mapping[str, str], language: str, counts: Mapping[int, Count]
) -> StatementLine:
    there = language if titles.get(language) else next(iter(titles), language)
    count = counts.get(statement.pk, Count())
    return StatementLine(statement, titles.get(there, statement.slug), there, count)
