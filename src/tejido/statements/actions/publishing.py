"""Freezing and publishing a version, recording a historical one."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.accountability.actions import freeze_demands
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.core.transparency.log import Leaf
from tejido.statements.access import (
    can_publish_version,
    can_record_version,
)
from tejido.statements.actions.counting import lock_counting, recount_unconfirmed
from tejido.statements.actions.drafts import claim_revision
from tejido.statements.actions.log_entries import log_leaves, today
from tejido.statements.change_telling import tell_changed, tell_worded
from tejido.statements.domain.checks import problems_of, unknown_notes
from tejido.statements.domain.digest import citation_fields, digest
from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.domain.version_text import VersionContent
from tejido.statements.models import Change, Statement, StatementSort, Tally, Version
from tejido.statements.queries.content import citation_of, version_content, with_content
from tejido.statements.signing_access import can_publish_frozen
from tejido.statements.tasks import request_pdf

_FROZEN_FIELDS = (
    "digest",
    "frozen_at",
    "unknown_notes",
    "change",
    "root",
    "confirm_until",
)


@dataclass(frozen=True, slots=True)
class _Step:
    """How and when a version is frozen: name of the action, class of change, times."""

    action: str
    change: Change
    confirm_until: datetime | None
    moment: datetime


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
    confirm_until: datetime | None = None,
    now: datetime | None = None,
) -> Version:
    """Freeze a draft under its digest, so that it can be signed before it is published.

    Arguments:
        revision: `draft_revision` the person saw when confirming.
        change: what it changes of the version before it; says nothing of a first version. After
            a change of wording signatures stay; after one of substance whoever gave them is told,
            and confirms or withdraws.
        confirm_until: until when they are confirmed; as long as the campaign runs when left out.
        now: moment of the act; the present when left out.

    Errors:
        StaleDraft: the draft was saved or published in the meantime.
        Unpublishable: checks fail.
        InvalidInput: the time to confirm has passed.
    """
    require(can_publish_version(actor, version))
    fresh, content = _checked(version, revision)
    step = _Step("freeze_version", change, confirm_until, now or timezone.now())
    return _freeze(actor, fresh, content, step)


@transaction.atomic
def publish_version(
    *,
    actor: User | None,
    version: Version,
    revision: int,
    change: Change = Change.SUBSTANCE,
    confirm_until: datetime | None = None,
    now: datetime | None = None,
) -> Version:
    """Freeze a draft and make it the statement's published version at once.

    Arguments and errors: as `freeze_version`.
    """
    require(can_publish_version(actor, version))
    fresh, content = _checked(version, revision)
    step = _Step("publish_version", change, confirm_until, now or timezone.now())
    return _publish(_freeze(actor, fresh, content, step), step.moment)


@transaction.atomic
def publish_frozen(*, actor: User | None, version: Version, now: datetime | None = None) -> Version:
    """Publish a version that was frozen to be signed.

    Errors:
        NotAllowed: the actor may not, or it is a draft, or published already.
    """
    lock_counting()
    version = Version.objects.select_related("statement", "root").get(pk=version.pk)
    require(can_publish_frozen(actor, version))
    published = _publish(version, now)
    audit.record(actor, "publish_frozen", version, {"number": version.number})
    return published


@transaction.atomic
def record_statement(
    *, actor: User | None, version: Version, revision: int, now: datetime | None = None
) -> Version:
    """Publish a historical record; markers whose notes are unknown stay, and are listed so.

    Every other check holds, and the record needs the source it records with its file's digest.
    The signatures were given to the original, so a corrected record leaves them as they are.

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
    step = _Step("record_statement", Change.WORDING, None, now or timezone.now())
    return _publish(_freeze(actor, fresh, content, step), step.moment)


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


def _freeze(actor: User | None, version: Version, content: VersionContent, step: _Step) -> Version:
    """Freeze what hangs on the version first: once it has a digest nothing of it can change."""
    for footnote in version.footnotes.all():
        citation = citation_of(footnote)
        footnote.cited = citation_fields(citation) if citation else None
        footnote.save(update_fields=["cited"])
    links = list(version.demand_links.all())
    for link, demand in zip(links, content.demands, strict=True):
        link.addressed_to = demand.addressee.name if demand.addressee else ""
        link.save(update_fields=["addressed_to"])
    freeze_demands(actor=actor, demands=[link.demand for link in links], at=step.moment)
    lock_counting()
    _set_root(version, step)
    version.digest = digest(content)
    if Version.objects.filter(statement=version.statement_id, digest=version.digest).exists():
        raise InvalidInput(
            _("An earlier version says exactly the same, its correction included."),
            code="same-text",
        )
    version.frozen_at = step.moment
    version.save(update_fields=_FROZEN_FIELDS)
    Tally.objects.get_or_create(version=version.root or version)
    recount_unconfirmed(version.statement_id)
    # Before the log, whose lock others wait for.
    _tell(version, step.moment)
    log_leaves(version.statement_id, [_leaf("text", version, step.moment)])
    audit.record(
        actor,
        step.action,
        version,
        {
            "number": version.number,
            "digest": version.digest,
            "change": version.change,
            "unknown_notes": len(version.unknown_notes),
        },
    )
    return version


def _set_root(version: Version, step: _Step) -> None:
    before = (
        Version.objects.filter(statement=version.statement_id, number__lt=version.number)
        .order_by("-number")
        .first()
    )
    version.change = step.change if before else ""
    version.root = version
    if before and step.change == Change.WORDING:
        version.root = before.root or before
    elif before:
        version.confirm_until = step.confirm_until
    if version.confirm_until is not None and version.confirm_until <= step.moment:
        raise InvalidInput(_("The time to confirm must lie in the future."), code="until-past")


def _tell(version: Version, moment: datetime) -> None:
    """Tell whoever signed the text before; nobody of a record, which was signed elsewhere."""
    if version.statement.sort == StatementSort.RECORD:
        return
    if version.change == Change.SUBSTANCE:
        tell_changed(version, now=moment)
    elif version.change == Change.WORDING:
        tell_worded(version, now=moment)


def _publish(version: Version, now: datetime | None) -> Version:
    moment = now or timezone.now()
    version.published_at = moment
    version.save(update_fields=["published_at"])
    Statement.objects.filter(pk=version.statement_id).update(published_version=version)
    log_leaves(version.statement_id, [_leaf("publication", version, moment)])
    transaction.on_commit(partial(request_pdf, version.statement_id))
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
