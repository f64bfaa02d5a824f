"""A version of a finding as its page shows it."""

from typing import Any

from tejido.budgets.answer_basis import basis_of
from tejido.budgets.answer_rows import chart_of
from tejido.budgets.answer_table import page_table
from tejido.budgets.domain.answer import Answer
from tejido.budgets.models import FindingVersion, FindingWithdrawal
from tejido.budgets.rule_files import write_question


def page_of(version: FindingVersion, answer: Answer, language: str) -> dict[str, Any]:
    """Return what the page of a version shows, in the reader's language."""
    sentence = getattr(version, f"sentence_{language}")
    withdrawal = FindingWithdrawal.objects.filter(version=version).first()
    return {
        "sentence": sentence,
        "limits": getattr(version, f"limits_{language}"),
        "withdrawal": withdrawal,
        "withdrawn_reason": getattr(withdrawal, f"reason_{language}", ""),
        "table": page_table(answer, language),
        "has_chart": chart_of(answer, sentence, language) is not None,
        "question_yaml": write_question(version.question),
        **basis_of(answer, language),
    }
