"""A version's rows as the one object that is checked, frozen and shown."""

from django.db.models import QuerySet

from tejido.directory.models import Visibility
from tejido.statements.domain.version_text import (
    Addressee,
    Citation,
    DemandMade,
    Note,
    VersionContent,
    Wording,
)
from tejido.statements.models import Footnote, Version, VersionDemand


def with_content(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the versions with all they hold, in a constant number of queries."""
    return versions.select_related("statement").prefetch_related(
        "texts",
        "footnotes__texts",
        "footnotes__source",
        "demand_links__demand__texts",
        "demand_links__demand__addressee__merged_into",
    )


def version_content(version: Version) -> VersionContent:
    """Return what a version says; what a frozen one cites is as it stood then."""
    return VersionContent(
        wordings=tuple(
            Wording(text.language, text.title, text.body, text.correction)
            for text in version.texts.all()
        ),
        notes=tuple(_note(footnote) for footnote in version.footnotes.all()),
        demands=tuple(_demand(link) for link in version.demand_links.all()),
        corrects=version.number > 1,
    )


def citation_of(footnote: Footnote) -> Citation | None:
    """Return the source a note cites: as frozen, or as it stands now for a draft."""
    source = footnote.source
    if source is None:
        return None
    public = source.visibility == Visibility.PUBLIC
    if footnote.cited is not None:
        return Citation(**footnote.cited, public=public)
    return Citation(
        key=source.key,
        title=source.title,
        publisher=source.publisher,
        published_on=source.published_on,
        url=source.url,
        digest=source.digest,
        public=public,
    )


def addressee_of(link: VersionDemand) -> Addressee | None:
    """Return whom a demand is made to, under the name it had when frozen.

    It is public when the body that stands for it now and the one that was named both are.
    """
    organization = link.demand.addressee
    if organization is None:
        return None
    bodies = (organization, organization.merged_into or organization)
    public = all(body.visibility == Visibility.PUBLIC for body in bodies)
    return Addressee(organization.key, link.addressed_to or organization.name, public)


def _note(footnote: Footnote) -> Note:
    return Note(
        number=footnote.number,
        source=citation_of(footnote),
        locator=footnote.locator,
        texts={text.language: text.text for text in footnote.texts.all()},
    )


def _demand(link: VersionDemand) -> DemandMade:
    return DemandMade(
        addressee=addressee_of(link),
        texts={text.language: text.text for text in link.demand.texts.all()},
    )
