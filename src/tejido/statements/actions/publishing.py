"""Freezing and publishing a version, recording a historical one, correcting."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.accountability.actions import create_demand, discard_demand, freeze_demands
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.core.transparency.log import Leaf
from tejido.statements.access import (
    can_edit_version,
    can_publish_version,
    can_record_version,
    can_start_correction,
)
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.drafts import claim_revision
from tejido.statements.actions.entering import log_leaves, today
from tejido.statements.domain.checks import problems_of, unknown_notes
from tejido.statements.domain.digest import citation_fields, digest
from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.domain.version_text import VersionContent
from tejido.statements.models import (
    Change,
    Footnote,
    FootnoteText,
    Statement,
    Tally,
    Version,
    VersionDemand,
    VersionText,
)
from tejido.statements.queries.content import citation_of, version_content, with_content
from tejido.statements.signing_access import can_publish_frozen


class Unpublishable(InvalidInput):
    """Checks block the publication; `problems` lists what to put right."""

    default_code = "checks"
    default_message = _("The text does not pass the checks. Put the listed points right first.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


@transaction.atomic
def freeze_version(
    *,
    actor: User | None,
    version: Version,
    revision: int,
    change: Change = Change.SUBSTANCE,
    now: datetime | None = None,
) -> Version:
    """Freeze a draft under its digest, so that it can be signed before it is published.

    Arguments:
        revision: `draft_revision` the person saw when confirming.
        change: what it changes of the version before it; says nothing of a first version.
        now: moment of the act; the present when left out.

    Errors:
        StaleDraft: the draft was saved or published in the meantime.
        Unpublishable: checks fail.
    """
    require(can_publish_version(actor, version))
    fresh, content = _checked(version, revision)
    return _freeze(actor, fresh, content, "freeze_version", change, now)


@transaction.atomic
def publish_version(
    *,
    actor: User | None,
    version: Version,
    revision: int,
    change: Change = Change.SUBSTANCE,
    now: datetime | None = None,
) -> Version:
    """Freeze a draft and make it the statement's published version at once.

    Arguments and errors: as `freeze_version`.
    """
    require(can_publish_version(actor, version))
    fresh, content = _checked(version, revision)
    moment = now or timezone.now()
    frozen = _freeze(actor, fresh, content, "publish_version", change, moment)
    return _publish(frozen, moment)


@transaction.atomic
def publish_frozen(*, actor: User | None, version: Version, now: datetime | None = None) -> Version:
    """Publish a version that was frozen to be signed.

    Errors:
        NotAllowed: the actor may not, or it is a draft, or published already.
    """
    require(can_publish_frozen(actor, version))
    lock_counting()
    published = _publish(version, now)
    audit.record(actor, "publish_frozen", version, {"number": version.number})
    return published


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
    moment = now or timezone.now()
    frozen = _freeze(actor, fresh, content, "record_statement", Change.SUBSTANCE, moment)
    return _publish(frozen, moment)


@transaction.atomic
def start_correction(*, actor: User | None, statement: Statement) -> Version:
    """Begin a corrected version: a draft copied from the newest frozen one.

    Its demands are new ones that continue the earlier ones. The correction note is empty:
    each language must say what was corrected before it can be published.
    """
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    require(can_start_correction(actor, locked))
    newest = locked.versions.aggregate(newest=Max("number"))["newest"]
    origin = with_content(locked.versions.filter(number=newest)).get()
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


def _checked(version: Version, revision: int) -> tuple[Version, VersionContent]:
    fresh = _claimed(version, revision)
    content = version_content(fresh)
    problems = problems_of(content)
    if problems:
        raise Unpublishable(problems)
    return fresh, content


def _claimed(version: Version, revision: int) -> Version:
    claim_revision(version, revision)
    return with_content(Version.objects.filter(pk=version.pk)).get()


def _freeze(
    actor: User | None,
    version: Version,
    content: VersionContent,
    action: str,
    change: Change,
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
    lock_counting()
    _set_root(version, change)
    version.digest = digest(content)
    version.frozen_at = moment
    version.save(update_fields=["digest", "frozen_at", "unknown_notes", "change", "root"])
    Tally.objects.get_or_create(version=version.root or version)
    log_leaves(version.statement_id, [_leaf("text", version, moment)])
    audit.record(
        actor,
        action,
        version,
        {
            "number": version.number,
            "digest": version.digest,
            "change": version.change,
            "unknown_notes": len(version.unknown_notes),
        },
    )
    return version


def _set_root(version: Version, change: Change) -> None:
    before = (
        Version.objects.filter(statement=version.statement_id, number__lt=version.number)
        .order_by("-number")
        .first()
    )
    version.change = change if before else ""
    version.root = version
    if before and change == Change.WORDING:
        version.root = before.root or before


def _publish(version: Version, now: datetime | None) -> Version:
    moment = now or timezone.now()
    version.published_at = moment
    version.save(update_fields=["published_at"])
    Statement.objects.filter(pk=version.statement_id).update(published_version=version)
    log_leaves(version.statement_id, [_leaf("publication", version, moment)])
    version.statement.refresh_from_db()
    return version


def _leaf(kind: str, version: Version, moment: datetime) -> Leaf:
    fields: dict[str, str | int | None] = {
        "statement": version.statement.slug,
        "number": version.number,
        "digest": version.digest,
        "day": today(moment),
    }
    if kind == "text":
        fields["change"] = version.change or None
    return Leaf(kind, fields)


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
