"""Freezing and publishing a version, recording a historical one, correcting."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.accountability.actions import create_demand, discard_demand, freeze_demands
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.statements.access import (
    can_edit_version,
    can_publish_version,
    can_record_version,
    can_start_correction,
)
from tejido.statements.actions.drafts import claim_revision
from tejido.statements.domain.checks import problems_of, unknown_notes
from tejido.statements.domain.digest import citation_fields, digest
from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.domain.version_text import VersionContent
from tejido.statements.models import (
    Footnote,
    FootnoteText,
    Statement,
    Tally,
    Version,
    VersionDemand,
    VersionText,
)
from tejido.statements.queries.content import citation_of, version_content, with_content
from tejido.statements.tasks import renew_pdfs


class Unpublishable(InvalidInput):
    """Checks block the publication; `problems` lists what to put right."""

    default_code = "checks"
    default_message = _("The text does not pass the checks. Put the listed points right first.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


@transaction.atomic
def publish_version(
    *, actor: User | None, version: Version, revision: int, now: datetime | None = None
) -> Version:
    """Freeze a draft under its digest and make it the statement's published version.

    Arguments:
        revision: `draft_revision` the person saw when confirming.
        now: moment of publication; the present when left out.

    Errors:
        StaleDraft: the draft was saved or published in the meantime.
        Unpublishable: checks fail.
    """
    require(can_publish_version(actor, version))
    fresh = _claimed(version, revision)
    content = version_content(fresh)
    problems = problems_of(content)
    if problems:
        raise Unpublishable(problems)
    return _freeze(actor, fresh, content, "publish_version", now)


@transaction.atomic
def record_statement(
    *, actor: User | None, version: Version, revision: int, now: datetime | None = None
) -> Version:
    """Publish a historical record; markers whose notes are unknown stay, and are listed so.

    Every other check holds, and the record needs the source it records with its file's digest.

    Arguments: as `publish_version`.

    Errors:
        StaleDraft: the draft was saved or published in the meantime.
        InvalidInput: the record has no source, or its source no digest.
        Unpublishable: checks fail that a record must pass too.
    """
    require(can_record_version(actor, version))
    fresh = _claimed(version, revision)
    source = fresh.statement.source
    if source is None or not source.digest:
        message = _("A record needs the source it records, with the SHA-256 of its file.")
        raise InvalidInput(message, code="record-without-source")
    content = version_content(fresh)
    blocking = tuple(
        problem
        for problem in problems_of(content)
        if problem.code != ProblemCode.MARKER_WITHOUT_NOTE
    )
    if blocking:
        raise Unpublishable(blocking)
    fresh.unknown_notes = unknown_notes(content)
    return _freeze(actor, fresh, content, "record_statement", now)


@transaction.atomic
def start_correction(*, actor: User | None, statement: Statement) -> Version:
    """Begin a corrected version: a draft copied from the published one.

    Its demands are new ones that continue the published ones. The correction note is empty:
    each language must say what was corrected before it can be published.
    """
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    require(can_start_correction(actor, locked))
    origin = with_content(locked.versions.filter(pk=locked.published_version_id or 0)).get()
    newest = locked.versions.aggregate(newest=Max("number"))["newest"]
    draft = Version.objects.create(statement=locked, number=newest + 1)
    _copy_wordings(origin, draft)
    for link in origin.demand_links.all():
        demand = create_demand(
            actor=actor,
            addressee=link.demand.addressee,
            texts={text.language: text.text for text in link.demand.texts.all()},
            continues=link.demand,
        )
        VersionDemand.objects.create(version=draft, demand=demand, position=link.position)
    audit.record(actor, "start_correction", draft, {"corrects": origin.number})
    return draft


@transaction.atomic
def discard_draft(*, actor: User | None, version: Version, revision: int) -> None:
    """Delete a draft; a statement that was never published goes with it.

    Errors:
        StaleDraft: the draft was saved or published in the meantime.
    """
    require(can_edit_version(actor, version))
    claim_revision(version, revision)
    statement = version.statement
    demands = [link.demand for link in version.demand_links.select_related("demand")]
    audit.record(actor, "discard_draft", version, {"number": version.number})
    version.demand_links.all().delete()
    for demand in demands:
        discard_demand(actor=actor, demand=demand)
    version.delete()
    if not statement.versions.exists():
        audit.record(actor, "discard_statement", statement)
        statement.delete()


def _claimed(version: Version, revision: int) -> Version:
    claim_revision(version, revision)
    return with_content(Version.objects.filter(pk=version.pk)).get()


def _freeze(
    actor: User | None,
    version: Version,
    content: VersionContent,
    action: str,
    now: datetime | None,
) -> Version:
    """Freeze what hangs on the version first: once it has a digest nothing of it can change."""
    moment = now or timezone.now()
    for footnote in version.footnotes.all():
        citation = citation_of(footnote)
        footnote.cited = citation_fields(citation) if citation else None
        footnote.save(update_fields=["cited"])
    links = list(version.demand_links.all())
    for link, demand in zip(links, content.demands, strict=True):
        link.addressed_to = demand.addressee.name if demand.addressee else ""
        link.save(update_fields=["addressed_to"])
    freeze_demands(actor=actor, demands=[link.demand for link in links], at=moment)
    version.digest = digest(content)
    version.frozen_at = version.published_at = moment
    version.save(update_fields=["digest", "frozen_at", "published_at", "unknown_notes"])
    Tally.objects.get_or_create(version=version)
    Statement.objects.filter(pk=version.statement_id).update(
        published_version=version, revision=F("revision") + 1
    )
    version.statement.refresh_from_db()
    transaction.on_commit(partial(renew_pdfs, [version.statement_id]))
    audit.record(
        actor,
        action,
        version,
        {
            "number": version.number,
            "digest": version.digest,
            "unknown_notes": len(version.unknown_notes),
        },
    )
    return version


def _copy_wordings(origin: Version, draft: Version) -> None:
    VersionText.objects.bulk_create(
        VersionText(version=draft, language=text.language, title=text.title, body=text.body)
        for text in origin.texts.all()
    )
    for note in origin.footnotes.all():
        copy = Footnote.objects.create(
            version=draft, number=note.number, source=note.source, locator=note.locator
        )
        FootnoteText.objects.bulk_create(
            FootnoteText(footnote=copy, language=text.language, text=text.text)
            for text in note.texts.all()
        )
