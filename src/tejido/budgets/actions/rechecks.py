"""Published findings computed again, from their own data and from what is in force today."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tejido.budgets.actions.asking import answer, answer_again, question_from
from tejido.budgets.domain.answer import Answer, read_answer
from tejido.budgets.domain.finding import difference
from tejido.budgets.finding_access import can_write_findings
from tejido.budgets.models import FindingState, FindingVersion, Recheck
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import DomainError, InvalidInput, NotFound
from tejido.core.models import User


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What computing a finding again came to.

    Arguments:
        recheck: what is kept of it.
        refusal: why its question gets no answer today, in the language of who asks; or empty.
    """

    recheck: Recheck
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class _Today:
    """What the question comes to today: whether it is the answer kept, read from the same."""

    current: bool
    differences: list[dict[str, Any]]
    refusal: str = ""


def recheck_published(*, actor: User | None) -> list[dict[str, Any]]:
    """Compute every published finding again, in order of publication.

    Returns:
        {"finding", "version", "verdict", "differences", "reason"} each; the verdict is "same",
        "outdated" (its own data give it, but others are in force by now, which may give something
        else, or nothing: "reason" says why), "differs" or "unreadable" ("reason" says why).
    """
    require(can_write_findings(actor))
    versions = FindingVersion.objects.filter(state=FindingState.PUBLISHED)
    return [
        _verdict(actor, version)
        for version in versions.select_related("finding").order_by("published_at", "pk")
    ]


def recheck_finding(*, actor: User | None, version: FindingVersion) -> Rechecked:
    """Compute a finding again, from its own data and from what is in force today.

    Errors:
        as `asking.answer_again`: what it rests on is gone or damaged. WarehouseFailed: what is
            in force today is.
    """
    require(can_write_findings(actor))
    kept = read_answer(version.answer)
    own = difference(kept.rows, answer_again(kept).rows)
    today = _today(version, kept)
    with transaction.atomic():
        recheck = Recheck.objects.create(
            version=version,
            same=not own,
            current=today.current,
            difference=(own or today.differences)[:100],
        )
        audit.record(
            actor,
            "recheck_finding",
            version.finding,
            {"same": recheck.same, "current": recheck.current},
        )
    return Rechecked(recheck, today.refusal)


def _today(version: FindingVersion, kept: Answer) -> _Today:
    try:
        found = answer(None, question_from(version.question), fresh=True)
    except (InvalidInput, NotFound) as refusal:
        return _Today(current=False, differences=[], refusal=str(refusal.message))
    differences = difference(kept.rows, found.rows)
    return _Today(not differences and _rests_on(kept) == _rests_on(found), differences)


def _rests_on(found: Answer) -> set[tuple[object, ...]]:
    """Return what an answer was read from that another import or version may replace."""
    read = {(one["digest"], one["year"], one["document"]) for one in found.resolved["snapshots"]}
    told_by = found.resolved.get("acronyms", ())
    return read | {(one["key"], one["number"]) for one in told_by}


def _verdict(actor: User | None, version: FindingVersion) -> dict[str, Any]:
    found = {"finding": version.finding.key, "version": version.number}
    try:
        done = recheck_finding(actor=actor, version=version)
    except DomainError as refusal:
        return found | {
            "verdict": "unreadable",
            "differences": [],
            "reason": str(refusal.message),
        }
    verdict = "same" if done.recheck.current else "outdated"
    return found | {
        "verdict": verdict if done.recheck.same else "differs",
        "differences": done.recheck.difference,
        "reason": done.refusal if done.recheck.same else "",
    }
