"""Findings: written, sent to review, reviewed by a second person, published, withdrawn."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tejido.budgets.actions.asking import answer, answer_again, question_from
from tejido.budgets.domain.answer import Answer, answer_data, pinned_question, read_answer
from tejido.budgets.domain.finding import FindingWords, difference, missing_words
from tejido.budgets.domain.question import question_data
from tejido.budgets.finding_access import (
    can_change_finding,
    can_publish_finding,
    can_review_finding,
    can_start_version,
    can_withdraw_finding,
    can_write_findings,
)
from tejido.budgets.finding_telling import tell_author, tell_reviewers
from tejido.budgets.models import (
    Dataset,
    Finding,
    FindingState,
    FindingVersion,
    FindingWithdrawal,
    LensVersion,
    Snapshot,
)
from tejido.budgets.rule_sets import LONGEST_REASON
from tejido.core import audit
from tejido.core.access import require
from tejido.core.canonical import digest_of
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.directory.models import Visibility
from tejido.evidence.actions import create_source
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import Series


@transaction.atomic
def write_finding(*, actor: User | None, question: object, words: FindingWords) -> FindingVersion:
    """Begin a finding: a sentence and the question that produces its figure.

    Arguments:
        actor: an analyst or the secretariat; None is the installation itself.
        question: what a question's YAML holds.

    Errors:
        InvalidInput: words are missing, or the question does not hold. As `asking.answer`.
    """
    require(can_write_findings(actor))
    version = FindingVersion(finding=Finding.objects.create(), number=1, author=actor)
    _fill(actor, version, words, question)
    audit.record(actor, "write_finding", version.finding, {"number": 1})
    return version


@transaction.atomic
def change_finding(
    *, actor: User | None, version: FindingVersion, question: object, words: FindingWords
) -> FindingVersion:
    """Change a draft; its figures are computed anew. Errors: as `write_finding`."""
    version = _locked(version)
    require(can_change_finding(actor, version))
    _fill(actor, version, words, question)
    audit.record(actor, "change_finding", version.finding, {"number": version.number})
    return version


@transaction.atomic
def start_finding_version(*, actor: User | None, finding: Finding) -> FindingVersion:
    """Begin the next version of a finding as a draft, from the newest; the published one stays."""
    Finding.objects.select_for_update().get(pk=finding.pk)
    require(can_start_version(actor, finding))
    newest = finding.versions.first()
    if newest is None:
        raise Conflict
    version = FindingVersion(finding=finding, number=newest.number + 1, author=actor)
    _fill(actor, version, _words(newest), newest.question)
    audit.record(actor, "start_finding_version", finding, {"number": version.number})
    return version


@transaction.atomic
def send_to_review(*, actor: User | None, version: FindingVersion) -> FindingVersion:
    """Freeze a draft, so that a second person reviews what will be published."""
    version = _locked(version)
    require(can_change_finding(actor, version))
    _move(version, FindingState.IN_REVIEW)
    audit.record(actor, "send_finding_to_review", version.finding, {"number": version.number})
    tell_reviewers(version, actor)
    return version


@transaction.atomic
def review_finding(
    *, actor: User | None, version: FindingVersion, holds: bool, note: str
) -> FindingVersion:
    """Say whether a finding holds: it may be published, or goes back to who wrote it.

    Arguments:
        holds: the reviewer's verdict; the figures are recomputed before it is taken.
        note: what was looked at; why, when it goes back. Not published.

    Errors:
        InvalidInput: it goes back without a reason. Conflict: the figures do not come out again.
    """
    version = _locked(version)
    require(can_review_finding(actor, version))
    if not holds and not note.strip() or len(note) > LONGEST_REASON:
        raise InvalidInput(_("Say in a few words why it goes back."), code="review-note")
    if holds:
        _require_same(version)
    version.reviewer, version.reviewed_at = (actor, timezone.now()) if holds else (None, None)
    version.review_note = note.strip()
    _move(version, FindingState.REVIEWED if holds else FindingState.DRAFT)
    audit.record(
        actor, "review_finding", version.finding, {"number": version.number, "holds": holds}
    )
    tell_author(version, holds=holds)
    return version


@transaction.atomic
def publish_finding(*, actor: User | None, version: FindingVersion) -> FindingVersion:
    """Publish a reviewed finding and register the source that footnotes cite.

    Errors:
        InvalidInput: it rests on a dataset or series that is not public. Conflict: the figures do
            not come out again.
    """
    version = _locked(version)
    require(can_publish_finding(actor, version))
    _require_public(read_answer(version.answer))
    _require_same(version)
    version.published_at = timezone.now()
    version.source = create_source(actor=actor, data=_source_data(version))
    _move(version, FindingState.PUBLISHED)
    Finding.objects.filter(pk=version.finding_id).update(
        published_version=version, withdrawn_at=None
    )
    audit.record(actor, "publish_finding", version.finding, {"number": version.number})
    return version


@transaction.atomic
def withdraw_finding(
    *, actor: User | None, finding: Finding, reason_es: str, reason_en: str
) -> Finding:
    """Withdraw a published finding: its page stays, with the reason, since others may cite it.

    Errors:
        InvalidInput: a reason is missing in one of the languages.
    """
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    require(can_withdraw_finding(actor, finding))
    reasons = (reason_es.strip(), reason_en.strip())
    if not all(0 < len(one) <= LONGEST_REASON for one in reasons):
        raise InvalidInput(_("Give the reason in both languages."), code="withdrawal-reason")
    finding.withdrawn_at = now = timezone.now()
    finding.save()
    standing = finding.versions.filter(state=FindingState.PUBLISHED)
    FindingWithdrawal.objects.bulk_create(
        FindingWithdrawal(version=one, reason_es=reasons[0], reason_en=reasons[1], withdrawn_at=now)
        for one in standing.defer("answer")
    )
    standing.update(state=FindingState.WITHDRAWN)
    audit.record(actor, "withdraw_finding", finding)
    return finding


def _fill(
    actor: User | None, version: FindingVersion, words: FindingWords, question: object
) -> None:
    """Write a version; whoever does answers for it, and asks with their own eyes."""
    missing = missing_words(words)
    if missing:
        raise InvalidInput(
            _("The sentence and what the data cannot show are needed in both languages."),
            code=f"finding-{missing[0]}",
        )
    asked = question_from(question)
    found = answer(actor, asked)
    for name, text in asdict(words).items():
        setattr(version, name, text.strip())
    version.question = question_data(pinned_question(asked, found.resolved))
    version.answer = answer_data(found)
    version.result_digest = digest_of(found.rows)
    version.lens_version = _lens_version(found)
    version.save()
    if actor is not None:
        version.writers.add(actor)
    digests = {one["digest"] for one in found.resolved["snapshots"]}
    version.snapshots.set(Snapshot.objects.filter(digest__in=digests))


def _lens_version(found: Answer) -> LensVersion | None:
    lens = found.resolved["lens"]
    if not lens:
        return None
    return LensVersion.objects.get(lens__key=lens["key"], number=lens["number"])


def _words(version: FindingVersion) -> FindingWords:
    return FindingWords(
        version.sentence_es, version.sentence_en, version.limits_es, version.limits_en
    )


def _locked(version: FindingVersion) -> FindingVersion:
    return (
        FindingVersion.objects.select_for_update(of=("self",))
        .select_related("finding", "author", "reviewer")
        .get(pk=version.pk)
    )


def _move(version: FindingVersion, state: FindingState) -> None:
    version.state = state
    version.save()


def _require_same(version: FindingVersion) -> None:
    kept = read_answer(version.answer)
    if difference(kept.rows, answer_again(kept).rows):
        raise Conflict(
            _("The figures do not come out as they are written. Nothing was changed."),
            code="finding-differs",
        )


def _require_public(found: Answer) -> None:
    datasets = Dataset.objects.filter(key=found.resolved["dataset"])
    series = Series.objects.filter(key__in=[one["key"] for one in found.resolved["series"]])
    hidden = [*datasets.exclude(visibility=Visibility.PUBLIC)]
    if hidden or series.exclude(visibility=Visibility.PUBLIC).exists():
        raise InvalidInput(
            _("A published finding rests on public data only. Make the dataset public first."),
            code="finding-hidden-data",
        )


def _source_data(version: FindingVersion) -> SourceData:
    with override("es"):
        page = reverse("budgets:finding_version", args=[version.finding.key, version.number])
    data: dict[str, Any] = {
        "title": version.sentence_es[:300],
        "publisher": settings.COALITION or "Tejido",
        "published_on": f"{timezone.localdate():%Y-%m-%d}",
        "url": f"{settings.BASE_URL}{page}",
        "language": "es",
        "digest": version.result_digest,
        "note": version.sentence_en,
    }
    return SourceData(**data, visibility=Visibility.PUBLIC)
