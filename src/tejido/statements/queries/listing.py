"""The list of statements: published ones, and those that can be read while they are signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tejido.core.models import User
from tejido.statements.domain.tally import Count
from tejido.statements.models import Statement, Tally, Version, VersionText
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.opening import Opening, opening_of
from tejido.statements.queries.signatories import Annotated


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in the list of statements.

    Arguments:
        version: the wording that stands: published, or being signed.
        opening: how it stands with its campaign; None without one.
    """

    statement: Statement
    version: Version
    title: str
    language: str
    count: Count
    opening: Opening | None


def statement_lines(
    user: User | AnonymousUser,
    language: str,
    most: int | None = None,
    *,
    now: datetime | None = None,
) -> list[StatementLine]:
    """Return the statements a person may read, newest first, in the language or the one there is.

    Arguments:
        user: who reads; a draft, and what is frozen and has no campaign yet, are not listed.
        language: of the titles, where they have it.
        most: how many to return; None for all.
    """
    frozen = Version.objects.filter(statement=OuterRef("pk")).exclude(digest="")
    found: Annotated = (
        Statement.objects.visible_to(user, now=now)
        .filter(Q(published_version__isnull=False) | Q(campaign__isnull=False))
        .select_related("campaign")
        .annotate(
            current=Coalesce(
                "published_version", Subquery(frozen.order_by("-number").values("pk")[:1])
            ),
            since=Coalesce("published_version__published_at", "campaign__opens_at"),
        )
        .filter(current__isnull=False)
        .order_by("-since", "-pk")[:most]
    )
    statements = {statement.current: statement for statement in found}
    versions = Version.objects.in_bulk(list(statements))
    titles: dict[int, dict[str, str]] = {}
    for text in VersionText.objects.filter(version__in=versions).order_by("pk"):
        titles.setdefault(text.version_id, {})[text.language] = text.title
    counts = _counts(list(versions.values()))
    return [
        _line(statement, versions[pk], titles.get(pk, {}), language, counts, now)
        for pk, statement in statements.items()
    ]


def _counts(versions: Sequence[Version]) -> dict[int, Count]:
    """Return the counts of root versions by their id."""
    tallies = Tally.objects.filter(version__in={row.root_id or row.pk for row in versions})
    return {tally.version_id: count_in(tally) for tally in tallies}


def _line(
    statement: Statement,
    version: Version,
    titles: Mapping[str, str],
    language: str,
    counts: Mapping[int, Count],
    now: datetime | None,
) -> StatementLine:
    there = language if titles.get(language) else next(iter(titles), language)
    return StatementLine(
        statement,
        version,
        titles.get(there, statement.slug),
        there,
        counts.get(version.root_id or version.pk, Count()),
        opening_of(statement, now=now),
    )
