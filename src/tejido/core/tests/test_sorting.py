"""A to Z in Spanish, by a stored key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.core.sorting import initial, sort_key


def test_spanish_order() -> None:
    names = ["Ñandú", "Nube", "Ozono", "Ángel", "Avispa", "nopal", "Zócalo", "«Abeja»"]
    in_order = ["«Abeja»", "Ángel", "Avispa", "nopal", "Nube", "Ñandú", "Ozono", "Zócalo"]
    assert sorted(names, key=sort_key) == in_order


def test_numbers_by_their_value() -> None:
    names = ["Zona 10", "Zona 2", "Zona 1 norte", "Zona"]
    assert sorted(names, key=sort_key) == ["Zona", "Zona 1 norte", "Zona 2", "Zona 10"]


@pytest.mark.parametrize(
    ("name", "letter"), [("Ñandú", "Ñ"), ("Ángel", "A"), ("72 Horas", "#"), ("", "#")]
)
def test_initial(name: str, letter: str) -> None:
    assert initial(sort_key(name)) == letter


@given(st.text())
def test_any_text_has_a_key_without_capitals_or_marks(text: str) -> None:
    key = sort_key(text)
    assert key == key.strip()
    assert len(key) <= 300
    assert sort_key(text.upper()) == sort_key(text.upper().lower())
