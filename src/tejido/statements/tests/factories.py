"""Statements for tests: plain functions that call the actions."""

from collections.abc import Iterable

from tejido.core.sorting import sort_key
from tejido.directory.models import Organization, OrganizationKind, Visibility
from tejido.evidence.tests.factories import a_source
from tejido.statements.actions import (
    create_statement,
    freeze_version,
    publish_version,
    record_statement,
)
from tejido.statements.domain.draft import Draft, DraftDemand, DraftNote
from tejido.statements.domain.version_text import Wording
from tejido.statements.models import Statement, StatementSort, Version

TITLES = {"es": "Paso seguro ya", "en": "Safe passage now"}
BODIES = {
    "es": "Las redes firmantes hablan.[^1]\n\n## Qué pedimos\n\nLo que sigue.",
    "en": "The signing networks speak.[^1]\n\n## What we ask\n\nWhat follows.",
}
NOTES = {"es": "Página 3 del informe.", "en": "Page 3 of the report."}
DEMANDS = {"es": "Publicar las cifras.", "en": "Publish the figures."}


def an_authority(name: str = "Instituto Inventado", *, visibility: str = "public") -> Organization:
    """Return a body a demand can be made to."""
    return Organization.objects.create(
        name=name,
        sort_key=sort_key(name),
        kind=OrganizationKind.AUTHORITY,
        visibility=Visibility(visibility),
    )


def a_draft(languages: Iterable[str] = ("es", "en")) -> Draft:
    """Return a draft that passes every check: one note, one demand."""
    codes = tuple(languages)
    return Draft(
        wordings=tuple(Wording(code, TITLES[code], BODIES[code]) for code in codes),
        notes=(
            DraftNote(1, source=a_source().key, locator="p. 3", texts={c: NOTES[c] for c in codes}),
        ),
        demands=(DraftDemand(addressee=an_authority().key, texts={c: DEMANDS[c] for c in codes}),),
    )


def a_statement(
    slug: str = "paso-seguro", *, languages: Iterable[str] = ("es", "en"), is_example: bool = False
) -> Statement:
    """Return a statement whose first version is a draft that could be published."""
    return create_statement(actor=None, slug=slug, draft=a_draft(languages), is_example=is_example)


def draft_of(statement: Statement) -> Version:
    """Return the draft of a statement."""
    return statement.versions.select_related("statement").get(digest="")


def a_frozen_statement(slug: str = "paso-seguro") -> Statement:
    """Return a statement whose first version is frozen to be signed, and not published."""
    statement = a_statement(slug)
    draft = draft_of(statement)
    freeze_version(actor=None, version=draft, revision=draft.draft_revision)
    return Statement.objects.get(pk=statement.pk)


def a_published_statement(
    slug: str = "paso-seguro", *, languages: Iterable[str] = ("es", "en"), is_example: bool = False
) -> Statement:
    """Return a statement with a published first version."""
    statement = a_statement(slug, languages=languages, is_example=is_example)
    draft = draft_of(statement)
    return publish_version(actor=None, version=draft, revision=draft.draft_revision).statement


def a_record(slug: str = "declaracion-antigua", *, unknown: int = 3) -> Statement:
    """Return a recorded historical statement whose notes are unknown."""
    markers = "".join(f" Texto.[^{number}]" for number in range(1, unknown + 1))
    statement = create_statement(
        actor=None,
        slug=slug,
        draft=Draft(
            wordings=(
                Wording("es", "Declaración antigua", f"Resumen.{markers}"),
                Wording("en", "Old declaration", f"Summary.{markers}"),
            ),
        ),
        sort=StatementSort.RECORD,
        source=a_source("Declaración de 2017 (ejemplo)", digest="ab" * 32),
    )
    draft = draft_of(statement)
    return record_statement(actor=None, version=draft, revision=draft.draft_revision).statement
