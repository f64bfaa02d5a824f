"""Legal forms are found at the end of a name, after a comma, before a bracket, with odd dots."""

import pytest

from tejido.directory.domain.legal_forms import begins_with_legal_form, find_legal_forms


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Casa Abierta, A.C.", "A.C."),
        ("Casa Abierta, A. C. (Oaxaca)", "A.C."),
        ("Casa Abierta A.C", "A.C."),
        ("Casa Abierta AC", "A.C."),
        ("Casa Abierta AC (CASAB)", "A.C."),
        ("Casa Abierta, AC.", "A.C."),
        ("Casa Abierta, Asociación Civil", "A.C."),
        ("Muros Caídos, I.A.P.", "I.A.P."),
        ("Muros Caídos IAP", "I.A.P."),
        ("Consultoras del Sur, S.C.", "S.C."),
        ("Cooperativa Maíz, S.C. de R.L. de C.V.", "S.C. de R.L. de C.V."),
        ("Imprenta Sol, S.A. de C.V.", "S.A. de C.V."),
        ("Imprenta Sol SA de CV", "S.A. de C.V."),
        ("Imprenta Sol S. de R.L.", "S. de R.L."),
        ("Hope at the Door, Inc.", "Inc."),
        ("Hope at the Door 501(c)(3)", "501(c)(3)"),
        ("Manos Juntas, ONG", "ONG"),
        ("Casa, A. C. Promoción de la Salud", "A.C."),
    ],
)
def test_forms_are_found(text: str, canonical: str) -> None:
    assert [form.canonical for form in find_legal_forms(text)] == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "Instituto de Paz Luis Peralta, S.J. Universidad del Lago",
        "Centro “Fray Elías O.P.”",
        "Grupo Articulador de la Sociedad Civil",
        "A.C. Sandoval",
        "Red ACCEDE",
        "Acción Cívica",
        "",
    ],
)
def test_what_is_no_form(text: str) -> None:
    assert find_legal_forms(text) == []


def test_a_part_that_begins_with_a_form() -> None:
    assert begins_with_legal_form("AC (CASAB)") == 2
    assert begins_with_legal_form("Acción y Vida") == 0
