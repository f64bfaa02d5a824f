"""The small data set imported by the real actions, and the shipped questions asked of it."""

from decimal import Decimal

import pytest

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.case import CASE, load_case
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.domain.answer import Answer
from tejido.budgets.models import Coverage, Label, Snapshot, SnapshotState
from tejido.budgets.queries.shipped import shipped_question
from tejido.budgets.tests.test_case_data import NAMES, rows

pytestmark = pytest.mark.django_db


def asked(name: str) -> Answer:
    load_case(actor=None)
    load_shipped()
    return answer(None, question_from(shipped_question(name)))


def values(found: Answer, **where: str) -> dict[int, str]:
    return {
        row["year"]: row["value"]
        for row in found.rows
        if all(str(row[column]) == value for column, value in where.items())
    }


def test_both_files_are_imported_whole_and_once() -> None:
    first = load_case(actor=None)
    assert load_case(actor=None) == first
    snapshots = Snapshot.objects.filter(dataset=first, state=SnapshotState.STORED)
    assert {snapshot.original_name: snapshot.rows for snapshot in snapshots} == {
        name: len(rows(name)) for name in NAMES
    }
    assert all(snapshot.source is not None for snapshot in snapshots)
    accounts = Coverage.objects.filter(dataset=first, document="final_account", in_force=True)
    assert sorted(accounts.values_list("year", flat=True)) == list(range(2008, 2024))
    assert Label.objects.filter(dataset__key=CASE, code="04-K00").exists()


def test_a_file_that_was_refused_is_imported_whatever_else_is_stored() -> None:
    dataset = load_case(actor=None)
    gone = Snapshot.objects.get(dataset=dataset, original_name=NAMES[0])
    Coverage.objects.filter(snapshot=gone).delete()
    Snapshot.objects.filter(pk=gone.pk).update(state=SnapshotState.REFUSED)
    load_case(actor=None)
    stored = Snapshot.objects.filter(dataset=dataset, state=SnapshotState.STORED)
    assert set(stored.values_list("original_name", flat=True)) == set(NAMES)


def test_what_the_migration_institute_spent_beyond_what_was_approved() -> None:
    found = asked("mx-migration-institute")
    assert values(found, measure="approved", indicator="amount")[2008] == "1835648754.00"
    assert values(found, measure="executed", indicator="amount")[2008] == "1980507176.00"
    more = values(found, measure="executed", indicator="difference_from_approved")
    assert {year: Decimal(value) for year, value in more.items()} == {
        2008: Decimal("144858422.00"),
        2009: Decimal("872740115.00"),
        2010: Decimal("1132415371.00"),
        2011: Decimal("1182985673.00"),
        2012: Decimal("1307999053.19"),
        2013: Decimal("1249345506.51"),
    }


def test_what_an_asylum_application_comes_to() -> None:
    found = asked("mx-refugees-per-application")
    assert {row["unit"] for row in found.rows} == {"MXN/2023/person"}
    each = values(found, institution="refugee-programme")
    assert list(each) == list(range(2008, 2024))
    assert {year: each[year] for year in (2008, 2013, 2023)} == {
        2008: "76066.67",
        2013: "18072.49",
        2023: "685.98",
    }


def test_three_side_by_side_in_the_prices_of_one_year() -> None:
    found = asked("mx-army-migration-refugees")
    assert all(row["unit"] == "MXN/2023" for row in found.rows)
    by_entity = {
        entity: values(found, institution=entity)
        for entity in ("army", "migration-programme", "refugee-programme")
    }
    assert all(list(one) == list(range(2008, 2024)) for one in by_entity.values())
    assert {entity: one[2023] for entity, one in by_entity.items()} == {
        "army": "144060042600.92",
        "migration-programme": "5689725960.33",
        "refugee-programme": "96709170.08",
    }
    assert by_entity["refugee-programme"][2008] == "22667867.92"


def test_the_method_names_the_index_and_the_applications_each_at_its_place() -> None:
    method = asked("mx-refugees-per-application").method
    assert "(inpc-mx@1)" in next(said for said in method["es"] if said.startswith("Montos en"))
    assert "(asylum-applications-mx@1)" in next(
        said for said in method["en"] if said.startswith("Divided by")
    )
