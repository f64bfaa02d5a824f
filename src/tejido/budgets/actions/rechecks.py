"""Published findings computed again, from their own data and from what is in force today."""

from typing import Any

from django.db import transaction

from tejido.budgets.actions.asking import answer, answer_again, question_from
from tejido.budgets.domain.answer import read_answer
from tejido.budgets.domain.finding import difference
from tejido.budgets.finding_access import can_write_findings
from tejido.budgets.models import FindingState, FindingVersion, Recheck
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import DomainError
from tejido.core.models import User


def recheck_published(*, actor: User | None) -> list[dict[str, Any]]:
    """Compute every published finding again, in order of publication.

    Returns:
        {"finding", "version", "verdict", "differences"} each; the verdict is "same", "outdated"
        (its own data give it, those in force today do not), "differs" or "unreadable".
    """
    require(can_write_findings(actor))
    versions = FindingVersion.objects.filter(state=FindingState.PUBLISHED)
    return [
        _verdict(actor, version)
        for version in versions.select_related("finding").order_by("published_at", "pk")
    ]


def recheck_finding(*, actor: User | None, version: FindingVersion) -> Recheck:
    """Compute a finding again, from its own data and from what is in force today.

    Errors:
        as `asking.answer`: what it rests on is gone or damaged.
    """
    require(can_write_findings(actor))
    kept = read_answer(version.answer)
    own = difference(kept.rows, answer_again(kept).rows)
    now = difference(kept.rows, answer(None, question_from(version.question), fresh=True).rows)
    with transaction.atomic():
        recheck = Recheck.objects.create(
            version=version, same=not own, current=not now, difference=(own or now)[:100]
        )
        audit.record(
            actor, "recheck_finding", version.finding, {"same": not own, "current": not now}
        )
    return recheck


def _verdict(actor: User | None, version: FindingVersion) -> dict[str, Any]:
    found = {"finding": version.finding.key, "version": version.number}
    try:
        recheck = recheck_finding(actor=actor, version=version)
    except DomainError as refusal:
        return found | {"verdict": "unreadable", "differences": [str(refusal.message)]}
    verdict = "same" if recheck.current else "outdated"
    return found | {
        "verdict": verdict if recheck.same else "differs",
        "differences": recheck.difference,
    }
