"""Lines without a code: rows say so in words, and are found by what they have."""

import pytest
from django.utils.translation import override

from tejido.budgets.answer_files import csv_text
from tejido.budgets.answer_rows import said
from tejido.budgets.answer_table import page_table
from tejido.budgets.domain.shown_codes import shown_code
from tejido.budgets.tests.asked_lines import ask, line, store_lines


@pytest.mark.parametrize(
    ("group", "value", "shown"),
    [
        ("institution", "07-", "07, nothing"),
        ("institution", "-", "nothing"),
        ("institution", "07- Defensa", "07, Defensa"),
        ("institution", "-K00 Instituto de Ejemplo", "K00 Instituto de Ejemplo"),
        ("institution", "- Instituto de Ejemplo", "Instituto de Ejemplo"),
        ("institution", "04-K00 Instituto - de Ejemplo", "04-K00 Instituto - de Ejemplo"),
        ("institution", "04-K00", "04-K00"),
        ("institution", "police-force", "police-force"),
        ("programme", "07--", "07, nothing"),
        ("programme", "07-E-", "07-E, nothing"),
        ("programme", "07--006 Ayuda", "07-006 Ayuda"),
        ("object", "", "nothing"),
        ("object", "Sueldos base", "Sueldos base"),
        ("branch", "07 Defensa", "07 Defensa"),
        ("class", "07-", "07-"),
    ],
)
def test_what_is_missing_is_said_in_words(group: str, value: str, shown: str) -> None:
    assert shown_code(group, value, "nothing") == shown


@pytest.mark.django_db
@pytest.mark.usefixtures("folders")
class TestLinesWithoutUnit:
    def test_an_answer_shows_words_and_keeps_the_code(self) -> None:
        store_lines(
            [
                {**line(2012, "07-", "", approved=1), "unit": None, "unit_label": None},
                line(2012, "04-K00", "Instituto", approved=2),
            ]
        )
        found = ask(by=["institution"], measures=["approved"])
        assert [row["institution"] for row in found.rows] == ["04-K00 Instituto", "07-"]
        assert said(found, found.rows[1], "institution", "es") == "07, sin unidad"
        assert said(found, found.rows[1], "institution", "en") == "07, no unit given"
        with override("es"):
            assert "07, sin unidad" in csv_text(found, "es")
            shown = [cell.text for row in page_table(found, "es").parts[0].rows for cell in row]
        assert "07, sin unidad" in shown
        assert "07-" not in shown

    def test_what_has_a_name_and_no_code_is_found_by_either(self) -> None:
        store_lines([{**line(2012, "07-", "Defensa", approved=1), "unit": None}])
        for name in ("07-", "defensa"):
            found = ask(where={"institution": name}, by=["institution"], measures=["approved"])
            assert [row["value"] for row in found.rows] == ["1.00"]
