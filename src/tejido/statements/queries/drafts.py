"""What the pages of the secretariat read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.safestring import SafeString

from tejido.accountability.queries import addressees_by_key
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.evidence.models import Source
from tejido.evidence.queries import sources_for
from tejido.statements.domain.checks import problems_of
from tejido.statements.domain.draft import Draft, DraftDemand, DraftNote
from tejido.statements.domain.problem import Problem
from tejido.statements.domain.version_text import (
    Addressee,
    Citation,
    DemandMade,
    Note,
    VersionContent,
    Wording,
)
from tejido.statements.markdown import render_body
from tejido.statements.models import Statement, Version
from tejido.statements.queries.content import version_content, with_content


def statements_to_write() -> QuerySet[Statement]:
    """Return every statement, newest first, with its versions and their titles."""
    versions = Version.objects.order_by("-number").prefetch_related("texts")
    return Statement.objects.select_related("published_version").prefetch_related(
        Prefetch("versions", queryset=versions)
    )


def draft_in(version: Version) -> Draft:
    """Return a stored draft the way a person sends one."""
    content = version_content(version)
    keys = [link.demand.key for link in version.demand_links.all()]
    return Draft(
        wordings=content.wordings,
        notes=tuple(
            DraftNote(note.number, note.source.key if note.source else "", note.locator, note.texts)
            for note in content.notes
        ),
        demands=tuple(
            DraftDemand(key, demand.addressee.key if demand.addressee else "", demand.texts)
            for key, demand in zip(keys, content.demands, strict=True)
        ),
    )


def content_of(draft: Draft, actor: User | None, *, corrects: bool) -> VersionContent:
    """Return what a draft says that is not stored, as far as `actor` may see what it cites."""
    sources = sources_by_key(actor, (note.source for note in draft.notes))
    bodies = addressees_by_key(actor, (demand.addressee for demand in draft.demands))
    return VersionContent(
        wordings=draft.wordings,
        notes=tuple(
            Note(note.number, _cited(sources.get(note.source)), note.locator, note.texts)
            for note in draft.notes
        ),
        demands=tuple(
            DemandMade(_addressed(bodies.get(demand.addressee)), demand.texts)
            for demand in draft.demands
        ),
        corrects=corrects,
    )


def sources_by_key(actor: User | None, keys: Iterable[str]) -> dict[str, Source]:
    """Return the sources with the keys that `actor` sees."""
    return {source.key: source for source in sources_for(actor).filter(key__in=list(keys))}


def _cited(source: Source | None) -> Citation | None:
    return Citation(source.key, source.title) if source else None


def _addressed(body: Organization | None) -> Addressee | None:
    return Addressee(body.key, body.name) if body else None


@dataclass(frozen=True, slots=True)
class Preview:
    """A version as it will read in one language.

    Arguments:
        prefix: of every id, since languages stand beside each other.
        notes, demands: with their text in this language, "" where it is missing.
    """

    wording: Wording
    prefix: str
    body: SafeString
    notes: tuple[tuple[Note, str], ...]
    demands: tuple[tuple[DemandMade, str], ...]


def previews(content: VersionContent) -> tuple[Preview, ...]:
    """Return a version in each of its languages, for one page."""
    return tuple(_preview(content, wording) for wording in content.wordings)


def _preview(content: VersionContent, wording: Wording) -> Preview:
    code = wording.language
    prefix = f"{code}-"
    numbers = {note.number for note in content.notes}
    return Preview(
        wording=wording,
        prefix=prefix,
        body=render_body(wording.body, numbers, language=code, prefix=prefix, top_level=3),
        notes=tuple((note, note.texts.get(code, "")) for note in content.notes),
        demands=tuple((demand, demand.texts.get(code, "")) for demand in content.demands),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with the version it is in."""

    statement: str
    version: int
    problem: Problem


def findings() -> tuple[Finding, ...]:
    """Return what the checks find in the published version and the draft of every statement."""
    wanted = Q(digest="") | Q(pk__in=Statement.objects.values("published_version"))
    versions = with_content(Version.objects.filter(wanted)).order_by("statement__slug", "number")
    return tuple(
        Finding(version.statement.slug, version.number, problem)
        for version in versions
        for problem in problems_of(version_content(version))
    )
