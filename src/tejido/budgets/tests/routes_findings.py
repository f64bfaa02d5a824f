"""Who gets what at the addresses of findings."""

import tempfile
from pathlib import Path

from tejido.budgets.actions import findings
from tejido.budgets.domain.finding import FindingWords
from tejido.budgets.models import FindingState
from tejido.budgets.tests.factories import a_budget_file, import_budget
from tejido.budgets.tests.finding_factories import a_finding
from tejido.core.tests.permissions import Route, everyone, only

WRITERS = ("analyst", "secretary")
_WORDS = dict.fromkeys(("sentence_es", "sentence_en", "limits_es", "limits_en"), "Texto")
_BACK = {"verdict": "back", "note": "Falta 2011."}
_REASONS = {"reason_es": "Error", "reason_en": "Error"}


def _published() -> tuple[str]:
    return (a_finding(FindingState.PUBLISHED).finding.key,)


def _published_version() -> tuple[str, int]:
    return (*_published(), 1)


def _recomputable() -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        import_budget(a_budget_file(Path(folder)))
    words = FindingWords("Una cifra.", "A figure.", "Nada más.", "Nothing else.")
    question = {"version": 1, "dataset": "ejemplo", "measures": ["executed"]}
    version = findings.write_finding(actor=None, question=question, words=words)
    findings.send_to_review(actor=None, version=version)
    findings.review_finding(actor=None, version=version, holds=True, note="")
    findings.publish_finding(actor=None, version=version)
    return (version.finding.key, 1)


def _of(state: FindingState) -> tuple[str, int]:
    return (a_finding(state).finding.key, 1)


def _draft() -> tuple[str, int]:
    return _of(FindingState.DRAFT)


def _in_review() -> tuple[str, int]:
    return _of(FindingState.IN_REVIEW)


def _reviewed() -> tuple[str, int]:
    return _of(FindingState.REVIEWED)


# Drafts of others are not there for a delegate or a reviewer of names.
_OWN = {"anonymous": 404, "delegate": 404, "reviewer": 404, "analyst": 200, "secretary": 200}
_DONE = {**_OWN, "analyst": 302, "secretary": 302}

ROUTES = {
    "budgets:finding_list": Route(get=everyone()),
    "budgets:finding": Route(get=everyone(), args=_published),
    "budgets:finding_version": Route(get=everyone(), args=_published_version),
    "budgets:finding_chart": Route(get=everyone(), args=lambda: (*_published_version(), "light")),
    "budgets:finding_csv": Route(get=everyone(), args=_published_version),
    "budgets:finding_bundle": Route(get=everyone(), args=_recomputable),
    "budgets:finding_write": Route(
        get=only(*WRITERS), post=only(*WRITERS, status=422), data={**_WORDS, "question": "- x"}
    ),
    "budgets:finding_edit": Route(
        get=_OWN,
        post={**_OWN, "analyst": 422, "secretary": 422},
        args=_draft,
        data={**_WORDS, "question": "- x"},
    ),
    "budgets:finding_send": Route(post=_DONE, args=_draft),
    "budgets:finding_review": Route(get=_OWN, post=_DONE, args=_in_review, data=_BACK),
    "budgets:finding_publish": Route(
        get=_OWN, post={**_OWN, "analyst": 404, "secretary": 404}, args=_reviewed
    ),
    "budgets:finding_withdraw": Route(
        get=only(*WRITERS), post=only(*WRITERS, status=302), args=_published, data=_REASONS
    ),
    "budgets:finding_next": Route(post=only(*WRITERS, status=404), args=_published),
}
