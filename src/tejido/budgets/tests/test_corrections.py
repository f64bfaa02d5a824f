"""Corrections: rules with an author and a reason, applied when lines are read."""

from pathlib import Path

import pytest

from tejido.budgets import warehouse
from tejido.budgets.actions.corrections import create_correction, withdraw_correction
from tejido.budgets.domain.corrections import read_rule
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.models import Correction, Snapshot
from tejido.budgets.queries.corrections import rules_in_force
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import AuditEntry, Role, User


@pytest.fixture
def snapshot(folders: Path) -> Snapshot:
    return import_budget(a_budget_file(folders, a_line(), a_line(DESC_UR="L'Oficina; --")))


def units(snapshot: Snapshot) -> list[tuple[str, str]]:
    path = parquet_path(snapshot.digest)
    lines = warehouse.lines_sql([path], rules_in_force(snapshot.dataset, [snapshot.digest]))
    with warehouse.connect(files=[path]) as engine:
        rows = engine.rows(f"FROM ({lines}) SELECT unit_label, approved ORDER BY line")
    return [(label, str(amount)) for label, amount in rows]


@pytest.mark.django_db
def test_the_last_rule_wins_and_a_withdrawn_one_is_gone(snapshot: Snapshot) -> None:
    before = parquet_path(snapshot.digest).read_bytes()
    first = create_correction(
        actor=None,
        snapshot=snapshot,
        where={"unit_label": "L'Oficina; --"},
        change={"approved": "1", "unit_label": "Oficina"},
        reason="Uno",
    )
    second = create_correction(
        actor=None, snapshot=snapshot, where={"line": "2"}, change={"approved": "2"}, reason="Dos"
    )
    assert units(snapshot)[1] == ("Oficina", "2.00")
    withdraw_correction(actor=None, correction=second)
    assert units(snapshot)[1] == ("Oficina", "1.00")
    withdraw_correction(actor=None, correction=first)
    assert units(snapshot)[1] == ("L'Oficina; --", "100.00")
    assert parquet_path(snapshot.digest).read_bytes() == before
    assert Correction.objects.count() == 2
    with pytest.raises(Conflict):
        withdraw_correction(actor=None, correction=first)


@pytest.mark.django_db
def test_a_rule_holds_for_the_same_bytes_imported_again(snapshot: Snapshot, folders: Path) -> None:
    create_correction(
        actor=None, snapshot=snapshot, where={"line": "1"}, change={"approved": "7"}, reason="Uno"
    )
    again = import_budget(folders / "presupuesto.csv")
    assert again.digest == snapshot.digest
    assert units(again)[0][1] == "7.00"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "change", "reason", "code"),
    [
        ({"line": "9"}, {"approved": "1"}, "x", "correction-about-nothing"),
        ({"line": "1"}, {"approved": "1"}, "  ", "correction-reason"),
        ({"line": "1"}, {"year": "2013"}, "x", "correction-column-fixed"),
        ({"line": "1"}, {"amount": "1"}, "x", "correction-column-unknown"),
        ({"line": "1; DROP"}, {"approved": "1"}, "x", "correction-not-a-number"),
        ({"line": "1"}, {"approved": "1e5"}, "x", "correction-not-an-amount"),
        ({"line": "1"}, {"unit": 5}, "x", "correction-not-text"),
        ({}, {"approved": "1"}, "x", "correction-empty"),
        ({"line": "1"}, {}, "x", "correction-empty"),
    ],
)
def test_rules_that_do_not_hold_are_refused(
    snapshot: Snapshot,
    where: dict[str, object],
    change: dict[str, object],
    reason: str,
    code: str,
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_correction(actor=None, snapshot=snapshot, where=where, change=change, reason=reason)
    assert refusal.value.code == code
    assert not Correction.objects.exists()


@pytest.mark.django_db
def test_who_corrected_is_on_record_and_what_the_line_says_is_not(snapshot: Snapshot) -> None:
    ana = User.objects.create_user("ana@example.org", role=Role.ANALYST)
    row = create_correction(
        actor=ana, snapshot=snapshot, where={"line": "1"}, change={"approved": "7"}, reason="Uno"
    )
    assert row.author == ana
    assert AuditEntry.objects.latest("pk").data == {"columns": ["approved"], "lines": 1}


def test_a_column_nobody_changes_is_read_as_it_is() -> None:
    with pytest.raises(RuleFault):
        read_rule({"line": "1"}, {"line": "2"})
