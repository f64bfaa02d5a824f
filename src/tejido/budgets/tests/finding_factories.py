"""Invented findings for tests: most have no data behind them."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tejido.budgets.actions import findings
from tejido.budgets.domain.answer import Answer, answer_data
from tejido.budgets.domain.finding import FindingWords
from tejido.budgets.models import Finding, FindingState, FindingVersion, FindingWithdrawal
from tejido.core.canonical import digest_of
from tejido.core.models import Role, User
from tejido.evidence.tests.factories import a_source

ROWS = [
    {
        "year": year,
        "institution": "04-K00 Instituto de Ejemplo",
        "measure": "executed",
        "value": value,
        "unit": "MXN",
        "document": "final_account",
        **({} if value else {"reason": "no_document"}),
    }
    for year, value in ((2012, "90.50"), (2013, "1234567.00"), (2014, None))
]
ANSWER = Answer(
    question={"version": 1, "dataset": "ejemplo", "measures": ["executed"]},
    columns=["year", "institution", "measure", "value", "unit", "document", "reason"],
    rows=ROWS,
    sql="SELECT 1",
    resolved={
        "dataset": "ejemplo",
        "snapshots": [],
        "corrections": [],
        "lens": None,
        "concordance": None,
        "series": [],
    },
    method={"es": ["Se suman las líneas."], "en": ["Lines are added up."]},
    notes=[{"code": "x", "es": "Falta 2014.", "en": "2014 is missing."}],
    reasons={"no_document": {"es": "No hay documento.", "en": "There is no document."}},
)


def an_analyst(email: str = "eva@example.org") -> User:
    """Somebody who works on budgets."""
    return User.objects.filter(email=email).first() or User.objects.create_user(
        email, role=Role.ANALYST, name="Eva Ejemplo"
    )


def a_finding(state: str = FindingState.DRAFT) -> FindingVersion:
    """A finding by somebody else than those of the tables, in some state."""
    published = state in (FindingState.PUBLISHED, FindingState.WITHDRAWN)
    finding = Finding.objects.create()
    version = FindingVersion.objects.create(
        finding=finding,
        number=1,
        state=state,
        sentence_es="El Instituto de Ejemplo ejerció 90.50 pesos en 2012.",
        sentence_en="The Example Institute spent 90.50 pesos in 2012.",
        limits_es="No dice en qué.",
        limits_en="It does not say on what.",
        question=ANSWER.question,
        answer=answer_data(ANSWER),
        result_digest=digest_of(ROWS),
        author=an_analyst(),
        source=a_source("El Instituto de Ejemplo ejerció") if published else None,
        published_at=timezone.now() if published else None,
    )
    if published:
        finding.published_version = version
        if state == FindingState.WITHDRAWN:
            finding.withdrawn_at = timezone.now()
            FindingWithdrawal.objects.create(
                version=version,
                reason_es="Error",
                reason_en="Error",
                withdrawn_at=finding.withdrawn_at,
            )
        finding.save()
    return version


def a_published_finding(
    question: dict[str, Any], kept: Callable[[dict[str, Any]], dict[str, Any]] | None = None
) -> FindingVersion:
    """A finding on the example dataset, by the real actions.

    Arguments:
        kept: what is kept of its answer, where that is not what is kept today.
    """
    author, reviewer = an_analyst(), an_analyst("otra@example.org")
    version = findings.write_finding(
        actor=author,
        question={"version": 1, "dataset": "ejemplo", **question},
        words=FindingWords("Una cifra.", "A figure.", "Nada más.", "Nothing more."),
    )
    if kept is not None:
        FindingVersion.objects.filter(pk=version.pk).update(answer=kept(version.answer))
    findings.send_to_review(actor=author, version=version)
    findings.review_finding(actor=reviewer, version=version, holds=True, note="")
    return findings.publish_finding(actor=author, version=version)
