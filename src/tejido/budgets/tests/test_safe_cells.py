"""Labels in files are never computed by a spreadsheet, and amounts stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.budgets.safe_cells import safe_cell


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_what_a_spreadsheet_would_compute(label: str) -> None:
    assert safe_cell(label) == f"'{label}"


@pytest.mark.parametrize("value", ["04-K00 Oficina", "", "1101", None, 2012])
def test_what_it_would_not(value: object) -> None:
    assert safe_cell(value) == value


@given(st.text())
def test_nothing_of_a_label_is_lost(label: str) -> None:
    assert str(safe_cell(label)).removeprefix("'") == label.removeprefix("'")
