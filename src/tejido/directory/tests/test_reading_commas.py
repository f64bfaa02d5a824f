"""Commas that part names, and commas that stand inside one. All names are invented."""

import pytest

from tejido.directory.domain.reading import read_list
from tejido.directory.domain.reading.joints import Known
from tejido.directory.domain.reading.splitting import split_commas, split_semicolons, trim

PARTED = [
    "Casa Uno, CODEX, Albergue Senda",
    "Casa Uno, A.C., Red de Paz, AC, Norte Vivo",
    "INSAX,INSEP",
    "Red de Todas (RETO),Instituto de Paz",
    "INCIDA Social, A.C., Inclusión y Vida AC (IyV), CODEX",
    "Paso Libre, Formación y Trabajo A.C. (FOTRA)",
    "Programa Norte (PRANO, Casa Uno, Red de Todas (RETO)",
    "Casa Uno (Norte, Sur y Este), CODEX",
    "Marta Iris Castañeda, Luis Ponce",
]

WHOLE = [
    "Casa Uno, A.C.",
    "Instituto de Paz, AC (INPAZ)",
    "Red Sureña Niñez, Salud y Migración",
    "Mujeres, Organización y Caminos, A.C.",
    "Servicio, Salud y Justicia",
    "Vida, Derechos Humanos y Equidad, A.C.",
    "Proyecto sobre Formación, Desarrollo, Salud e Investigación",
    "Center for Gender, Refugee and Human Rights",
    "Casa Uno, Tapachula",
    "Casa Uno, Oaxaca",
    "Pueblo Firme, San Cristóbal de Las Casas, Chiapas",
    "Comité de la Laguna, San Andrés, Petén",
    "Asociación de Comunidades del Norte, Petén (ACONORTE)",
    "Comité de Defensa Campesina, CODECAM Las Lomas",
    "Servicios de Salud Comunitaria, SESCO",
    "SJP México, Servicio Jesuita de Paz – México",
    "Instituto Luis Peralta, S.J. Universidad del Lago",
    "Programa de Asuntos del ITEX, Universidad del Valle (PRASU-ITEX",
    "Posgrado en Estudios Migratorios, Universidad del Istmo",
    "Consejo de Educación Popular, (CEPOP)",
    "Marta Iris Castañeda, Facultad de Economía de la UNAX",
    "Rebeca Cuéllar, Analista de fronteras",
]


@pytest.mark.parametrize("text", PARTED)
def test_commas_that_part(text: str) -> None:
    found = [piece.text for piece in split_commas(text, Known())]
    assert len(found) > 1
    assert all(text.index(part) >= 0 for part in found)


def test_parted_names_keep_their_forms_and_brackets() -> None:
    found = [piece.text for piece in split_commas(PARTED[4], Known())]
    assert found == ["INCIDA Social, A.C.", "Inclusión y Vida AC (IyV)", "CODEX"]
    found = [piece.text for piece in split_commas(PARTED[6], Known())]
    assert found == ["Programa Norte (PRANO", "Casa Uno", "Red de Todas (RETO)"]


@pytest.mark.parametrize("text", WHOLE)
def test_commas_inside_a_name(text: str) -> None:
    assert [piece.text for piece in split_commas(text, Known())] == [text]


def test_a_full_name_known_from_elsewhere_wins() -> None:
    text = "Casa Uno, Voces del Río, Acción con Pueblos, CODEX"
    known = Known.of(["Voces del Río, Acción con Pueblos, A.C. (Chiapas)"])
    assert "Voces del Río, Acción con Pueblos" in [p.text for p in split_commas(text, known)]
    assert "Voces del Río" in [p.text for p in split_commas(text, Known())]


def test_a_known_name_is_not_continued_into() -> None:
    text = "Observatorio de Migración, Salud y Trabajo, CODEX"
    assert len(split_commas(text, Known())) == 2
    assert len(split_commas(text, Known.of(["Salud y Trabajo"]))) == 3


def test_known_names_come_from_the_rest_of_the_list() -> None:
    reading = read_list(
        "Colectivo Norte: Casa Uno, Delta, Tlachis, CODEX, Luz\n\n"
        "Red Sur: Delta, Tlachis, A.C.; Pop Tzij.\n"
    )
    assert [m.text for m in reading.mentions][2] == "Delta, Tlachis"


def test_slashes_and_the_last_and() -> None:
    found = [p.text for p in split_commas("Red Norte, / UACX, /Mesa Sur, y Casa Dos", Known())]
    assert found == ["Red Norte", "UACX", "Mesa Sur", "Casa Dos"]
    found = [p.text for p in split_commas("CODEX, Casa Uno y Centro de Paz", Known())]
    assert found == ["CODEX", "Casa Uno", "Centro de Paz"]


def test_semicolons_stay_whole_within_brackets() -> None:
    found = [p.text for p in split_semicolons("Casa Uno (a; b); Red Dos (RD; CODEX.;")]
    assert found == ["Casa Uno (a; b)", "Red Dos (RD", "CODEX"]


def test_a_last_and_after_semicolons() -> None:
    found = [p.text for p in split_semicolons("CODEX; Casa Uno; y Centro de Paz y Vida.")]
    assert found == ["CODEX", "Casa Uno", "Centro de Paz y Vida"]


@pytest.mark.parametrize(
    ("printed", "item"),
    [
        (" / Casa Uno ;", "Casa Uno"),
        ("Casa Uno.", "Casa Uno"),
        ("Casa Uno, A.C.", "Casa Uno, A.C."),
        ("Planeta Uno AC.", "Planeta Uno AC."),
        ("Casa Uno (Oaxaca, Oax.).;", "Casa Uno (Oaxaca, Oax.)"),
        ("Casa Uno)", "Casa Uno"),
        ("...;", ""),
    ],
)
def test_separators_around_an_item(printed: str, item: str) -> None:
    assert trim(printed)[1] == item


def test_a_list_of_commas_in_every_layout() -> None:
    members = ["Casa Uno", "INSAX", "Red de Mujer, Salud y Paz", "Ana Ruiz", "Sin Muros, IAP"]
    inline = read_list("Colectivo Norte, COLNO: " + ", ".join(members))
    below = read_list("Colectivo Norte, COLNO:\n" + ", ".join(members))
    assert [m.text for m in inline.mentions][1:] == members
    assert [m.text for m in below.mentions][1:] == members
    assert inline.mentions[0].acronyms == ("COLNO",)
