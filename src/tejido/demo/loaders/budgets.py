"""The budgets of the real case: the data imported, what is asked of them published as findings."""

from django.db import transaction

from tejido.budgets.actions.case import load_case
from tejido.budgets.actions.findings import (
    publish_finding,
    review_finding,
    send_to_review,
    write_finding,
)
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.domain.finding import FindingWords
from tejido.budgets.models import Finding, FindingVersion
from tejido.budgets.queries.shipped import shipped_question
from tejido.core.models import User
from tejido.demo.budget_file import FindingRow, read_findings
from tejido.evidence.models import Source

REVIEWED = "Recalculado con los archivos del paquete; la frase dice lo que dice la tabla."


def load_budgets(*, analyst: User, secretary: User) -> None:
    """Import the data, publish rules and series, then the findings; what is there stays as it is.

    Arguments:
        analyst: who imports and writes.
        secretary: who reviews and publishes.
    """
    load_case(actor=analyst)
    load_shipped()
    with transaction.atomic():
        if not Finding.objects.exists():
            for row in read_findings():
                _publish(row, analyst, secretary)


def finding_sources() -> dict[str, Source]:
    """Return what footnotes cite of each finding that stands, by the name of its question."""
    found = FindingVersion.objects.filter(number=1, source__isnull=False).select_related("source")
    by_sentence = {version.sentence_es: version.source for version in found}
    return {
        row.question: source
        for row in read_findings()
        if (source := by_sentence.get(row.sentence["es"])) is not None
    }


def _publish(row: FindingRow, analyst: User, secretary: User) -> None:
    words = FindingWords(
        sentence_es=row.sentence["es"],
        sentence_en=row.sentence["en"],
        limits_es=row.limits["es"],
        limits_en=row.limits["en"],
    )
    version = write_finding(actor=analyst, question=shipped_question(row.question), words=words)
    version = send_to_review(actor=analyst, version=version)
    version = review_finding(actor=secretary, version=version, holds=True, note=REVIEWED)
    publish_finding(actor=secretary, version=version)
