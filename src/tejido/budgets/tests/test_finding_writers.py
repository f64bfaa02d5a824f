"""Who wrote in a finding does not review it; why it was withdrawn stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tejido.budgets.actions import findings
from tejido.budgets.domain.finding import FindingWords, difference
from tejido.budgets.finding_access import can_review_finding
from tejido.budgets.models import Dataset, FindingVersion, FindingWithdrawal
from tejido.budgets.panels import waiting_findings_panel
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.budgets.tests.finding_factories import an_analyst
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import User
from tejido.directory.models import Visibility
from tejido.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
WORDS = FindingWords("Ejerció 90.50.", "It spent 90.50.", "No dice en qué.", "Not on what.")
QUESTION = {"version": 1, "dataset": "ejemplo"}


@pytest.fixture
def written_by(tmp_path: Path) -> Callable[[User], FindingVersion]:
    """A maker of drafts."""
    import_budget(a_budget_file(tmp_path, a_line()))
    return lambda user: findings.write_finding(actor=user, question=QUESTION, words=WORDS)


def test_who_changed_what_another_began_does_not_review_it(
    written_by: Callable[[User], FindingVersion], alice: User
) -> None:
    eva, version = an_analyst(), written_by(an_analyst("diana@example.org"))
    findings.change_finding(actor=eva, version=version, question=QUESTION, words=WORDS)
    findings.send_to_review(actor=an_analyst("diana@example.org"), version=version)
    version.refresh_from_db()
    assert can_review_finding(alice, version)
    assert waiting_findings_panel(alice) is not None
    assert not can_review_finding(eva, version)
    assert waiting_findings_panel(eva) is None
    with pytest.raises(NotAllowed):
        findings.review_finding(actor=eva, version=version, holds=True, note="")
    assert list(Message.objects.values_list("recipient_id", flat=True)) == [alice.pk]


def test_a_change_asks_with_the_eyes_of_who_makes_it(
    written_by: Callable[[User], FindingVersion], alice: User
) -> None:
    version = written_by(alice)
    Dataset.objects.update(visibility=Visibility.SEALED)
    with pytest.raises(NotFound):
        findings.change_finding(actor=an_analyst(), version=version, question=QUESTION, words=WORDS)


def test_differences_are_named_by_what_they_are_about() -> None:
    before = [{"year": 2012, "measure": "executed", "value": "1.00"}]
    after = [{"year": 2012, "measure": "executed", "value": None, "reason": "x"}]
    assert difference(before, before) == []
    assert difference(before, after) == [
        {"measure": "executed", "year": 2012, "before": "1.00", "after": None}
    ]


def test_why_a_version_was_withdrawn_stands_on_its_page_for_ever(
    written_by: Callable[[User], FindingVersion], alice: User, client: Client
) -> None:
    eva = an_analyst()

    def published(version: FindingVersion) -> FindingVersion:
        findings.send_to_review(actor=eva, version=version)
        findings.review_finding(actor=alice, version=version, holds=True, note="")
        return findings.publish_finding(actor=eva, version=version)

    first = published(written_by(eva))
    finding = first.finding
    for number in (1, 2):
        findings.withdraw_finding(
            actor=alice, finding=finding, reason_es=f"Motivo {number}.", reason_en="A reason."
        )
        version = findings.start_finding_version(actor=eva, finding=finding)
        published(version)
    pages = [
        client.get(reverse("budgets:finding_version", args=[finding.key, number])).content.decode()
        for number in (1, 2, 3)
    ]
    assert ["se retiró" in page for page in pages] == [True, True, False]
    assert ["Hay una versión más nueva" in page for page in pages] == [True, True, False]
    assert "Motivo 1." in pages[0]
    assert "Motivo 2." in pages[1]


def test_all_published_versions_are_withdrawn_together(
    written_by: Callable[[User], FindingVersion], alice: User
) -> None:
    eva = an_analyst()
    version = written_by(eva)
    for _ in range(2):
        findings.send_to_review(actor=eva, version=version)
        findings.review_finding(actor=alice, version=version, holds=True, note="")
        findings.publish_finding(actor=eva, version=version)
        if version.number == 1:
            version = findings.start_finding_version(actor=eva, finding=version.finding)
    findings.withdraw_finding(actor=alice, finding=version.finding, reason_es="x", reason_en="y")
    assert FindingWithdrawal.objects.count() == 2
