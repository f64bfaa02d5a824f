"""Folded text compares names regardless of case, accents and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.folding import fold, squeeze


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Acción Solidaria, A. C.", "accion solidaria a c"),
        ("Ku´utik", "ku utik"),
        ("Pop Tzij’", "pop tzij"),
        ("  “Flor”\u00a0y   Canto ", "flor y canto"),
        ("Señal_Niñez", "senal ninez"),
        ("1ª Casa", "1a casa"),
        ("...;", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_squeeze_leaves_no_double_space(text: str) -> None:
    squeezed = squeeze(text)
    assert squeezed == " ".join(squeezed.split())
