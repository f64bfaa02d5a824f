"""The same file imported again: what was put right before stays right, wherever it is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tejido.budgets.actions import findings
from tejido.budgets.actions.asking import answer_again
from tejido.budgets.actions.corrections import create_correction, withdraw_correction
from tejido.budgets.actions.rechecks import recheck_published
from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.finding import FindingWords
from tejido.budgets.lens_scope import scope_of
from tejido.budgets.models import Correction, Snapshot
from tejido.budgets.queries.controls import compared
from tejido.budgets.tests.asked_lines import ask, values
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.core.models import Role, User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def file(folders: Path) -> Path:
    return a_budget_file(folders, a_line(), a_line(ID_UR="N00"))


@pytest.fixture
def correction(file: Path) -> Correction:
    """Says 7.00 instead of the 100.00 of the first line; the second has 100.00 too."""
    return create_correction(
        actor=None,
        snapshot=import_budget(file),
        where={"line": "1"},
        change={"approved": "7"},
        reason="Lo dice el anexo",
    )


@pytest.fixture
def again(correction: Correction, file: Path) -> Snapshot:
    """The second import, which is in force."""
    found = import_budget(file)
    assert found.digest == correction.snapshot.digest
    return found


def approved() -> list[tuple[str]]:
    return values(ask(measures=["approved"]), "value")


def test_a_question_reads_the_line_as_it_was_put_right(
    again: Snapshot, correction: Correction
) -> None:
    found = ask(measures=["approved"])
    assert values(found, "value") == [("107.00",)]
    assert [note["code"] for note in found.notes] == ["corrected"]
    assert found.resolved["corrections"] == [
        {
            "number": correction.pk,
            "snapshot": again.digest,
            "where": {"line": "1"},
            "change": {"approved": "7"},
            "reason": "Lo dice el anexo",
        }
    ]
    withdraw_correction(actor=None, correction=correction)
    assert approved() == [("200.00",)]


def test_an_answer_from_before_comes_out_the_same(correction: Correction, file: Path) -> None:
    before = ask(measures=["approved"])
    import_budget(file)
    create_correction(
        actor=None,
        snapshot=Snapshot.objects.latest("pk"),
        where={"line": "2"},
        change={"approved": "8"},
        reason="También lo dice",
    )
    assert approved() == [("15.00",)]
    assert answer_again(before).rows == before.rows
    withdraw_correction(actor=None, correction=correction)
    assert approved() == [("108.00",)]
    assert answer_again(before).rows == before.rows


def test_a_finding_from_before_rechecks_as_the_same(
    correction: Correction, file: Path, alice: User
) -> None:
    ana = User.objects.create_user("ana@example.org", role=Role.ANALYST)
    version = findings.write_finding(
        actor=ana,
        question={"version": 1, "dataset": "ejemplo", "measures": ["approved"]},
        words=FindingWords("Son 107.00.", "They are 107.00.", "Nada más.", "Nothing more."),
    )
    findings.send_to_review(actor=ana, version=version)
    findings.review_finding(actor=alice, version=version, holds=True, note="")
    findings.publish_finding(actor=ana, version=version)
    import_budget(file)
    assert [one["verdict"] for one in recheck_published(actor=None)] == ["same"]


def test_a_correction_stays_within_its_dataset(correction: Correction, file: Path) -> None:
    other = import_budget(file, dataset="otra")
    assert other.digest == correction.snapshot.digest
    found = ask(dataset="otra", measures=["approved"])
    assert values(found, "value") == [("200.00",)]
    assert found.resolved["corrections"] == []


def test_nothing_reads_another_dataset_s_lines_with_it(
    correction: Correction, file: Path, folders: Path
) -> None:
    """Not a lens, not a comparison, and not an answer from before that claims to."""
    other = import_budget(file, dataset="otra")
    control = import_budget(a_budget_file(folders, a_line(), name="control.csv"), dataset="c")
    assert not scope_of(other.dataset, Document.FINAL_ACCOUNT).rules
    assert scope_of(correction.snapshot.dataset, Document.FINAL_ACCOUNT).rules
    for snapshot, numbers in ((other, []), (correction.snapshot, [correction.pk])):
        for pair in ((snapshot, control), (control, snapshot)):
            assert compared(*pair)["corrections"] == numbers
    found = ask(dataset="otra", measures=["approved"])
    found.resolved["corrections"] = [{"number": correction.pk}]
    again = answer_again(found)
    assert (again.rows, again.resolved["corrections"]) == (found.rows, [])


def test_the_pages_tell_it_and_take_it_back(
    again: Snapshot, correction: Correction, client_of: ClientOf
) -> None:
    analyst = client_of(User.objects.create_user("ana@example.org", role=Role.ANALYST))
    dataset = analyst.get(again.dataset.get_absolute_url()).content.decode()
    assert f"#correction-{correction.pk}" in dataset
    page = analyst.get(again.get_absolute_url()).content.decode()
    assert f'id="correction-{correction.pk}"' in page
    assert "100.00 → <strong>7.00</strong>" in page
    withdraw = reverse("budgets:correction_withdraw", args=[correction.snapshot.key, correction.pk])
    assert f'action="{withdraw}"' in page
    assert analyst.post(withdraw).status_code == 302
    page = analyst.get(again.get_absolute_url()).content.decode()
    assert f'id="correction-{correction.pk}"' in page
    assert f'action="{withdraw}"' not in page
    dataset = analyst.get(again.dataset.get_absolute_url()).content.decode()
    assert f"#correction-{correction.pk}" not in dataset


def test_the_page_of_another_dataset_s_import_does_not_tell_it(
    correction: Correction, file: Path, client: Client
) -> None:
    other = import_budget(file, dataset="otra")
    for one in (other, other.dataset):
        page = client.get(one.get_absolute_url()).content.decode()
        assert f"correction-{correction.pk}" not in page
