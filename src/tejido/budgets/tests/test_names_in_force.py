"""Names count while their import is in force: what was replaced or withdrawn is called nothing."""

from pathlib import Path
from typing import Any

import pytest

from tejido.budgets.actions.asking import answer_again
from tejido.budgets.actions.withdrawals import withdraw_snapshot
from tejido.budgets.models import Dataset, Snapshot
from tejido.budgets.queries.answers import codes_named
from tejido.budgets.queries.labels import chosen_labels, search_labels
from tejido.budgets.reading import Choices
from tejido.budgets.tests.asked_lines import ask, line, refused, store_lines, values
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
RIGHT = "Instituto de Migración"
BY_INSTITUTION: dict[str, Any] = {"by": ["year", "institution"], "measures": ["approved"]}
BY_CODE = {"where": {"institution": "04-K00"}, **BY_INSTITUTION}


def stored(*years: int, name: str, code: str = "04-K00") -> Snapshot:
    return store_lines([line(year, code, name, approved=1) for year in years])


def found_in_search(text: str) -> list[tuple[str, str]]:
    found = search_labels(Dataset.objects.get(), text, (), "es").found
    return [(one.label, one.years) for one in found if one.field == "institution"]


def test_a_wrong_encoding_leaves_no_name_once_the_file_is_imported_rightly(tmp_path: Path) -> None:
    file = a_budget_file(tmp_path, a_line(DESC_UR=RIGHT))
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp850"))
    wrong = import_budget(file, choices=Choices(encoding="cp1252"))
    assert values(ask(**BY_CODE), "institution") == [("04-K00 Instituto de Migraci¢n",)]
    import_budget(file, choices=Choices(encoding="cp850"))
    found = ask(**BY_CODE)
    assert values(found, "institution", "value") == [(f"04-K00 {RIGHT}", "100.00")]
    assert found.notes == []
    assert refused(where={"institution": "Instituto de Migraci¢n"}).code == "name-unknown"
    assert wrong.labels.exists()


def test_a_withdrawn_import_is_called_nothing() -> None:
    snapshot = stored(2012, name="Alfa")
    assert found_in_search("alfa") == [("Alfa", "2012")]
    withdraw_snapshot(actor=None, snapshot=snapshot, reason="ejemplo")
    assert refused(where={"institution": "Alfa"}).code == "name-unknown"
    assert refused(where={"institution": "04-K00"}).code == "name-unknown"
    assert found_in_search("alfa") == []


def test_what_takes_its_place_has_its_names_again() -> None:
    stored(2012, name="Alfa")
    newer = stored(2012, name="Beta")
    assert found_in_search("04-K00") == [("Beta", "2012")]
    withdraw_snapshot(actor=None, snapshot=newer, reason="ejemplo")
    assert values(ask(**BY_CODE), "institution") == [("04-K00 Alfa",)]


def test_a_name_counts_in_the_years_its_import_is_still_in_force_for() -> None:
    stored(2011, 2012, 2013, name="Alfa")
    stored(2013, name="Beta")
    dataset = Dataset.objects.get()
    spans = [
        (one.label, one.first_year, one.last_year)
        for one in codes_named(dataset, "unit", ["04-K00"])
    ]
    assert spans == [("Alfa", 2011, 2012), ("Beta", 2013, 2013)]
    chosen = chosen_labels(dataset, {"institution": ["04-K00"]}, (), "es")
    assert [(one.label, one.years) for one in chosen] == [("Beta", "2011–2013")]
    # Before, a row for "Alfa" without a figure stood beside it.
    assert values(ask(years="2013", **BY_CODE), "institution") == [("04-K00 Beta",)]
    assert values(ask(years="2012", **BY_CODE), "institution") == [("04-K00 Alfa",)]


def test_a_name_of_several_imports_is_one() -> None:
    stored(2011, name="Alfa")
    stored(2012, name="Alfa")
    assert len(codes_named(Dataset.objects.get(), "unit", ["Alfa"])) == 1
    assert found_in_search("alfa") == [("Alfa", "2011–2012")]


def test_an_answer_keeps_the_names_it_was_made_with() -> None:
    snapshot = stored(2012, name="Alfa")
    found = ask(**{**BY_CODE, "where": {"institution": "Alfa"}})
    withdraw_snapshot(actor=None, snapshot=snapshot, reason="ejemplo")
    assert answer_again(found).rows == found.rows
    found.resolved["codes"] = {"institution": ["04-K00"]}
    assert answer_again(found).rows == found.rows


def test_the_number_of_queries_is_one_however_many_imports(
    django_assert_num_queries: Any,
) -> None:
    for year in range(2008, 2014):
        for name in ("Alfa", "Beta", "Gama"):
            stored(year, name=name)
    dataset = Dataset.objects.get()
    with django_assert_num_queries(1):
        assert [one.label for one in codes_named(dataset, "unit", ["04-K00"])] == ["Gama"]
