"""Resolution of whole lists: an invented one with the traps real ones have."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from tejido.directory.domain.mention import MentionKind, Reading
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import (
    Reason,
    Resolution,
    Verdict,
    mention_fingerprint,
    pair_key,
    resolve_mentions,
)
from tejido.directory.domain.resolution_output import resolution_data
from tejido.directory.tests.printed import mention

SCHEMA = Path(__file__).parents[4] / "docs" / "resolution.schema.json"


def resolved(text: str) -> Resolution:
    return resolve_mentions(read_list(text))


def groups(resolution: Resolution) -> set[frozenset[str]]:
    texts = {one.mention.id: one.mention.text for one in resolution.mentions}
    return {
        frozenset(texts[number] for number in found.mentions) for found in resolution.organizations
    }


def asked(resolution: Resolution) -> dict[frozenset[str], Reason]:
    texts = {one.mention.id: one.mention.text for one in resolution.mentions}
    return {frozenset((texts[pair.a], texts[pair.b])): pair.reason for pair in resolution.review}


LIST = """\
Red Nacional de Casas “Puente Largo” (conformada por 3 organizaciones): Centro de Derechos Humanos \
Río Hondo, A.C. (Tapachula, Chis.); Instituto para las Mujeres del Valle (IMUVA); \
Casa del Migrante Luna Nueva (Saltillo, Coah.)

Mesa Transfronteriza del Sur: Centro de Derechos Himanos Río Hondo; IMUVA; \
Casa del Migrante Luna Nueva (Tijuana, B.C.); Red Nacional de Casas Puente Largo
"""


def test_one_organization_under_two_headings_is_counted_once() -> None:
    resolution = resolved(LIST)
    by_name = {found.name: found for found in resolution.organizations}
    centre = by_name["Centro de Derechos Humanos Río Hondo"]
    assert len(centre.mentions) == 2
    assert len(centre.listed_under) == 2
    assert centre.aliases == ("Centro de Derechos Himanos Río Hondo",)
    assert (centre.place.subdivision, centre.place.town) == ("MX-CHP", "Tapachula")
    assert resolution.summary.under_several == 2


def test_an_acronym_alone_belongs_to_the_name_it_is_printed_with() -> None:
    resolution = resolved(LIST)
    institute = next(found for found in resolution.organizations if "IMUVA" in found.acronyms)
    assert institute.name == "Instituto para las Mujeres del Valle"
    assert len(institute.mentions) == 2


def test_two_houses_of_one_name_in_two_towns_stay_two() -> None:
    resolution = resolved(LIST)
    houses = [found for found in resolution.organizations if "Luna Nueva" in found.name]
    assert len(houses) == 2
    assert len({found.key for found in houses}) == 2
    assert Reason.PLACES_DIFFER in asked(resolution).values()


def test_a_network_as_heading_and_as_member_is_one() -> None:
    network = next(found for found in resolved(LIST).organizations if "Puente Largo" in found.name)
    assert network.kind is MentionKind.NETWORK
    assert len(network.mentions) == 2


def test_a_name_without_a_town_joins_neither_of_two_houses() -> None:
    resolution = resolved(
        "Casa Luna Nueva (Saltillo, Coah.)\nCasa Luna Nueva (Tijuana, B.C.)\nCasa Luna Nueva\n"
    )
    assert len(resolution.organizations) == 3
    assert list(asked(resolution).values()).count(Reason.AMBIGUOUS) == 2


def test_an_acronym_two_bodies_print_is_a_question() -> None:
    resolution = resolved("Centro Dalia Morada (CDM)\nColectivo Dulce Milpa (CDM)\nCDM\n")
    assert len(resolution.organizations) == 3
    assert len(asked(resolution)) == 2


def test_an_acronym_is_formed_from_one_name_of_the_list() -> None:
    resolution = resolved(
        "Centro de Derechos de las Mujeres de Chiapas\nCDMCH, México\n"
        "Centro de Derechos Humanos de las Mujeres (Chihuahua)\n"
    )
    assert frozenset(("Centro de Derechos de las Mujeres de Chiapas", "CDMCH, México")) in groups(
        resolution
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Respuesta Nopal, A. C. Servicio de Derechos Humanos (Colima)", "Respuesta Nopal, AC"),
        ("Justicia en la Vereda A.C., QT4 Paso Claro (Jalisco)", "QT4 Paso Claro"),
        ("Casa Arriero Saltillo, Justicia sin Muros A.C. (Casa Arriero)", "Casa Arriero"),
        ("QUNDAR Centro de Análisis y Milpa, A.C.", "QUNDAR"),
        ("Luna Serrana, Acción con Pueblos", "Luna Serrana"),
    ],
)
def test_a_short_name_joins_the_one_long_name_it_is_printed_in(one: str, other: str) -> None:
    resolution = resolved(f"{one}\n{other}\nComité de Derechos Humanos del Maíz\n")
    assert len(resolution.organizations) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Instituto Ceibal, Universidad del Llano Alto", "Universidad del Llano Alto"),
        ("Frente Tepozoco. Secretaría de Derechos Humanos", "Frente Tepozoco"),
        ("Luna Serrana, Sección Norte", "Luna Serrana"),
        ("Iniciativa Ciudadana para la Cultura del Diálogo", "Iniciativa Ciudadana"),
        ("Centro de Apoyo al Trabajador Migrante", "Centro de Apoyo al Trabajador (CAT)"),
    ],
)
def test_a_part_is_not_the_whole(one: str, other: str) -> None:
    assert len(resolved(f"{one}\n{other}\n").organizations) == 2


def test_a_person_never_joins_an_organization() -> None:
    resolution = resolved("Ana Luz Robles Vela\nColectivo Ana Luz Robles Vela\n")
    kinds = {found.name: found.kind for found in resolution.organizations}
    assert kinds["Ana Luz Robles Vela"] is MentionKind.PERSON
    assert len(kinds) == 2


def test_the_same_name_printed_otherwise_keeps_its_fingerprint() -> None:
    one = mention("Casa Luna Nueva, A. C. (Saltillo, Coah.)")
    other = mention("CASA LUNA NUEVA AC (Saltillo, Coah)")
    assert mention_fingerprint(one) == mention_fingerprint(other)
    assert mention_fingerprint(one) != mention_fingerprint(mention("Casa Luna Nueva"))


def test_the_output_follows_its_schema() -> None:
    data = resolution_data(resolved(LIST))
    jsonschema.validate(json.loads(json.dumps(data)), json.loads(SCHEMA.read_text("utf-8")))
    keys = {found["key"] for found in data["organizations"]}
    assert len(keys) == len(data["organizations"])
    assert {found["organization"] for found in data["mentions"]} == keys
    assert all(pair["a"] < pair["b"] for pair in data["review"])
    assert data["claims"][0]["claimed"] == data["claims"][0]["listed"] == 3


def test_an_empty_list_resolves_to_nothing() -> None:
    data = resolution_data(resolved(""))
    assert data["mentions"] == data["organizations"] == data["review"] == []


def test_what_was_decided_holds_and_is_not_asked_again() -> None:
    text = "Casa Luna Nueva (Saltillo, Coah.)\nCasa Luna Nueva (Tijuana, B.C.)\nCasa Luna Nueva\n"
    reading = read_list(text)
    saltillo, tijuana, bare = map(mention_fingerprint, reading.mentions)
    decisions = {pair_key(saltillo, bare): Verdict.SAME}
    resolution = resolve_mentions(reading, decisions=decisions)
    keys = [one.organization for one in resolution.mentions]
    assert keys[0] == keys[2] != keys[1]
    decisions[pair_key(saltillo, tijuana)] = Verdict.UNSURE
    assert resolve_mentions(reading, decisions=decisions).review == ()


def test_different_forbids_through_a_third_mention() -> None:
    text = "Centro Luna Nueva\nCentro Luna Nueva (CELUNA)\nCentro Luna Nueva, A.C.\n"
    reading = read_list(text)
    first, second, _ = map(mention_fingerprint, reading.mentions)
    assert len(resolve_mentions(reading).organizations) == 1
    resolution = resolve_mentions(reading, decisions={pair_key(first, second): Verdict.DIFFERENT})
    keys = [one.organization for one in resolution.mentions]
    assert keys[0] != keys[1]
    assert {pair.reason for pair in resolution.review} == {Reason.AMBIGUOUS}


def test_a_name_without_a_place_has_a_rival_that_names_another_one() -> None:
    resolution = resolved(
        "Universidad Ceibal Puebla\nUniversidad Ceibal (Tijuana, B.C.)\nUniversidad Ceibal\n"
    )
    assert len(resolution.organizations) == 3
    pair = frozenset(("Universidad Ceibal (Tijuana, B.C.)", "Universidad Ceibal"))
    assert asked(resolution)[pair] is Reason.AMBIGUOUS


def test_a_word_that_another_name_holds_is_no_short_name() -> None:
    assert len(resolved("ENRAMADA Comunicación y Milpa, A.C.\nENRAMADA\n").organizations) == 1
    resolution = resolved(
        "ENRAMADA Comunicación y Milpa, A.C.\nENRAMADA\nEnramada Ciudadana de Mujeres\n"
    )
    assert len(resolution.organizations) == 3


def test_the_fullest_well_formed_name_is_chosen() -> None:
    resolution = resolved(
        "Voce Serranas Acción con Pueblos (VS-AP)\nVoces Serranas, Acción con Pueblos, A.C.\n"
        "Voces Serranas, Acción con Pueblos (Tlapa, Gro.)\nCDH Río Hondo\n"
        "Centro de Derechos Humanos Rio Hondo\n"
    )
    assert [found.name for found in resolution.organizations] == [
        "Voces Serranas, Acción con Pueblos",
        "Centro de Derechos Humanos Rio Hondo",
    ]


def test_an_acronym_printed_with_a_name_outranks_one_that_another_name_forms() -> None:
    resolution = resolved(
        "Casa del Migrante Jazmín (CASMIJA)\nCASMIJA\nCasa Amiga Sobre la Milpa Jacinto\n"
    )
    assert len(resolution.organizations) == 2


def test_a_mention_of_signs_alone_stands_alone() -> None:
    signs = tuple(
        replace(mention("Casa Luna"), id=number, name=text, text=text)
        for number, text in enumerate(("—", "***", "Casa Luna"))
    )
    resolution = resolve_mentions(Reading(signs, (), 3))
    assert len(resolution.organizations) == 3


def test_an_acronym_of_another_country_is_not_the_one_left_over() -> None:
    resolution = resolved(
        "Comisión Naranja de Milpas (CONAM), Guatemala\nConsejo Nardo Migrante (CONAM)\n"
        "CONAM, Honduras\n"
    )
    assert len(resolution.organizations) == 3


def test_an_acronym_alone_follows_another_that_found_its_name() -> None:
    resolution = resolved("Organización Fresca Nardo, OFRENA\nOFRENA\nOFRENA (Honduras)\n")
    assert len(resolution.organizations) == 1
