"""Whole lists, in the layouts coalitions print them in. All names are invented."""

import pytest

from tejido.directory.domain.mention import Claim, MentionKind, Reading
from tejido.directory.domain.reading import StartNotFoundError, read_list


def texts(reading: Reading) -> list[str]:
    """Texts of a reading's mentions."""
    return [mention.text for mention in reading.mentions]


def under(reading: Reading, heading: str | None) -> list[str]:
    """Texts of the mentions under a heading."""
    return [m.text for m in reading.mentions if m.listed_under == heading]


def test_one_signatory_a_line_under_an_organization_that_collected_them() -> None:
    reading = read_list(
        "Voces del Río, Acción con Pueblos, A.C. (Chiapas):\n\n"
        "Salud y Vida, A.C. (SAVI)\n\nPueblo Firme, Oaxaca\n\n\nYadira Ponce Solana (Chiapas)\n"
    )
    heading = "Voces del Río, Acción con Pueblos, A.C. (Chiapas)"
    assert under(reading, None) == [heading]
    assert under(reading, heading) == [
        "Salud y Vida, A.C. (SAVI)",
        "Pueblo Firme, Oaxaca",
        "Yadira Ponce Solana (Chiapas)",
    ]
    assert [m.kind.value for m in reading.mentions] == [
        "organization",
        "organization",
        "organization",
        "person",
    ]
    assert not any(m.under_network for m in reading.mentions)
    assert [m.line for m in reading.mentions] == [1, 3, 5, 8]
    assert reading.lines == 4


def test_members_behind_a_colon_are_members_of_the_network() -> None:
    reading = read_list("Mesa de Género: Casa Uno; Pop Tzij; Sin Muros, IAP; CODEVE.")
    assert under(reading, "Mesa de Género") == ["Casa Uno", "Pop Tzij", "Sin Muros, IAP", "CODEVE"]
    assert reading.mentions[0].kind is MentionKind.NETWORK
    assert reading.mentions[0].listed_under is None
    assert all(m.under_network for m in reading.mentions[1:])


def test_members_in_a_bracket() -> None:
    reading = read_list(
        "Red Mujer y Salud (Foro de la Mujer, Guatemala; CODEX, Guatemala; "
        "Instituto de Paz (INPAZ), México; Las tejedoras, México.)."
    )
    assert under(reading, "Red Mujer y Salud") == [
        "Foro de la Mujer, Guatemala",
        "CODEX, Guatemala",
        "Instituto de Paz (INPAZ), México",
        "Las tejedoras, México",
    ]


def test_a_bracket_left_open() -> None:
    reading = read_list("Red Mujer y Salud (CODEX; FODEM; Casa Luz.")
    assert under(reading, "Red Mujer y Salud") == ["CODEX", "FODEM", "Casa Luz"]


def test_a_heading_over_two_lines_with_a_claim() -> None:
    reading = read_list(
        "Ana Ruiz\n\nRed Nacional de Organismos “Todos los Caminos”\n"
        "(conformada por 3 organizaciones en 2 estados de la República):\n\n"
        "Casa Uno (Chihuahua); El Anzuelo, A.C (Oaxaca); Voces (Puebla, Pue.).;\n"
    )
    heading = "Red Nacional de Organismos “Todos los Caminos”"
    assert under(reading, heading) == [
        "Casa Uno (Chihuahua)",
        "El Anzuelo, A.C (Oaxaca)",
        "Voces (Puebla, Pue.)",
    ]
    assert reading.claims == (Claim(heading, 3, 3),)
    assert reading.mentions[1].line == 3


def test_a_heading_alone_followed_by_its_claim_and_marked_members() -> None:
    reading = read_list(
        "Coordinadora de Albergues del Golfo\n12 albergues en 5 estados\n"
        "- Albergue San Telmo\n- Casa Betania\n"
    )
    assert under(reading, "Coordinadora de Albergues del Golfo") == [
        "Albergue San Telmo",
        "Casa Betania",
    ]
    assert reading.claims == (Claim("Coordinadora de Albergues del Golfo", 12, 2),)


def test_a_network_name_over_two_lines() -> None:
    reading = read_list("Red de Organismos Civiles\nTodos los Caminos:\nCasa Uno\nCasa Dos\n")
    assert under(reading, "Red de Organismos Civiles Todos los Caminos") == ["Casa Uno", "Casa Dos"]


@pytest.mark.parametrize(
    "claim",
    [
        "(4 organizaciones)",
        ", integrada por 4 organizaciones de la sociedad civil",
        " – red de 4 colectivos en 2 países",
        " (which represents 4 member organizations)",
        "\nLa red está formada por 4 organizaciones",
    ],
)
def test_ways_to_claim_a_number(claim: str) -> None:
    reading = read_list(f"Red del Sur{claim}:\nCasa Uno\nCasa Dos\n")
    assert reading.claims == (Claim("Red del Sur", 4, 2),)
    assert texts(reading) == ["Red del Sur", "Casa Uno", "Casa Dos"]


def test_people_behind_a_heading_in_the_middle_of_a_list() -> None:
    reading = read_list(
        "Red de Jornaleras: Enlace Sur, AC; Centro de Estudios CESUR. Académicos: Marta Barragán, "
        "Facultad de Economía de la UNAX; Bruno Ortega, Universidad  del Valle; Voces, Acción, AC."
    )
    assert under(reading, "Red de Jornaleras") == [
        "Enlace Sur, AC",
        "Centro de Estudios CESUR",
        "Marta Barragán, Facultad de Economía de la UNAX",
        "Bruno Ortega, Universidad del Valle",
        "Voces, Acción, AC.",
    ]
    kinds = [m.kind.value for m in reading.mentions]
    assert kinds == ["network", *["organization"] * 2, *["person"] * 2, "organization"]


def test_a_colon_inside_a_name_is_no_heading() -> None:
    reading = read_list("Grupo de Trabajo Sur: Casa Uno; SMR Servidoras: Misión y Refugio; CODEX")
    assert texts(reading)[2] == "SMR Servidoras: Misión y Refugio"


def test_what_follows_a_list_on_one_line_is_no_member() -> None:
    reading = read_list("Red Norte: Casa Uno; Casa Dos.\n\nLuz Migrante\n")
    assert reading.mentions[-1].listed_under is None


def test_category_headings_sign_nothing() -> None:
    reading = read_list("Organizaciones firmantes\n\nCasa Uno\n\nA título personal:\n\nAna Ruiz\n")
    assert texts(reading) == ["Casa Uno", "Ana Ruiz"]
    assert under(reading, "A título personal") == ["Ana Ruiz"]
    assert not any(m.under_network for m in reading.mentions)


def test_country_headings_say_where() -> None:
    reading = read_list("México\nCasa Uno\nGuatemala\nPop Tzij\nHonduras:\nRadio Sur\n")
    assert [m.place.country for m in reading.mentions] == ["MX", "GT", "HN"]


@pytest.mark.parametrize(
    ("printed", "joined"),
    [
        (
            "Asociación Raíz (Tierra) ARAIZ.\n\nCarchá, Alta Verapaz  Guatemala",
            "Asociación Raíz (Tierra) ARAIZ. Carchá, Alta Verapaz Guatemala",
        ),
        ("Asociación para la Vida de\nMujeres, A.C.", "Asociación para la Vida de Mujeres, A.C."),
        ("Asociación para la Vida\n\nde Mujeres", "Asociación para la Vida de Mujeres"),
        ("Casa Uno,\nA.C.", "Casa Uno, A.C."),
        ("Casa Uno\n(CASUN)", "Casa Uno (CASUN)"),
        ("Centro Norte\n“Fray Elías”", "Centro Norte “Fray Elías”"),
        ("Casa Uno (Ciudad\nJuárez)", "Casa Uno (Ciudad Juárez)"),
    ],
)
def test_a_name_continued_on_the_next_line(printed: str, joined: str) -> None:
    assert texts(read_list(printed)) == [joined]


@pytest.mark.parametrize(
    "printed",
    [
        "Fundación de Apoyo al Saber,      \n\n\nColectivo Mexicano de Educación, (CEMX)",
        "Casa Uno\nPueblo Firme, Oaxaca",
        "Casa Uno\n\nPueblo Firme, San Cristóbal de Las Casas, Chiapas",
        "Casa Uno,\nCasa Dos,",
        "Casa Uno;\nCasa Dos;",
        "1. Casa Uno\n2. Casa Dos",
        "• Casa Uno\n• Casa Dos",
    ],
)
def test_two_names_on_two_lines(printed: str) -> None:
    assert len(read_list(printed).mentions) == 2


def test_lists_broken_at_a_width() -> None:
    reading = read_list(
        "Red de Casas y Albergues del Sur: Casa del Caminante de la Costa; Albergue\n"
        "San Telmo (Tapachula, Chis.); Centro de Derechos Humanos Fray Elías del\n"
        "Monte, A.C.; Voces.\n"
    )
    assert under(reading, "Red de Casas y Albergues del Sur") == [
        "Casa del Caminante de la Costa",
        "Albergue San Telmo (Tapachula, Chis.)",
        "Centro de Derechos Humanos Fray Elías del Monte, A.C.",
        "Voces",
    ]
    assert [m.line for m in reading.mentions] == [1, 1, 1, 2, 3]


def test_the_start_skips_a_preamble() -> None:
    text = "Pronunciamiento de Casa Uno.\nCasa Uno\n\nCASA  UNO, a.c.:\nPop Tzij\n"
    reading = read_list(text, start="Casa Uno, A.C.")
    assert texts(reading) == ["CASA UNO, a.c.", "Pop Tzij"]
    assert reading.mentions[0].line == 4
    assert reading.lines == 2


def test_a_start_that_no_line_has() -> None:
    with pytest.raises(StartNotFoundError):
        read_list("Casa Uno\n", start="Casa Dos")


def test_an_english_letter() -> None:
    reading = read_list(
        "National organizations\n\nCenter for Gender, Refugee and Border Studies\n"
        "Hope Across Borders, Inc.\n\nIndividuals\n\nRebecca Sharpe, University of the Coast\n"
    )
    assert under(reading, "National organizations") == [
        "Center for Gender, Refugee and Border Studies",
        "Hope Across Borders, Inc.",
    ]
    assert under(reading, "Individuals") == ["Rebecca Sharpe, University of the Coast"]


def test_an_acronym_that_spells_a_place_heads_nothing_in_a_long_list() -> None:
    names = [f"Colectivo Nopal {number}" for number in range(1000)]
    names[300], names[700] = "COCLE", "GUAM"
    reading = read_list("\n".join(names))
    assert len(reading.mentions) == 1000
    assert {mention.listed_under for mention in reading.mentions} == {None}
    assert {mention.place.country for mention in reading.mentions[301:]} == {None}
