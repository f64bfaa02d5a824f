"""A person never becomes an organization, and an organization never a person.

All names of people are invented.
"""

import pytest

from tejido.directory.domain.mention import MentionKind
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.reading.people import is_described_person, person_name

PEOPLE = [
    "Yadira Ponce Solana",
    "Norma Elisa Godoy (Cd México)",
    "Galina V. Torshina",
    "Perla Quiroga (UNACA, Chiapas)",
    "Marta Iris Castañeda, Facultad de Economía de la UNAX",
    "Bruno Ortega, Universidad Intercultural del Valle",
    "Rebeca Cuéllar, Analista de fronteras",
    "Dra. Irene Quijano",
    "Padre Alejo Solís",
    "Fray Tomás Ibarra OFM",
    "Mons. Rubén Arce, O.P.",
    "John A. Whitford",
    "Rebecca Sharpe, University of the Coast",
    "María del Carmen García de la Torre",
    "Flor Campos",
    "Esperanza Cruz",
    "Ma. Elena Ramos",
    "Xunka' Hernández Díaz",
    "KARLA IRENE SALAZAR",
    "Estela Ramos Vda. de Ortiz",
    "Xilonen Bratt, investigadora",
    "Ana Ruiz - Colegio del Río",
]

ORGANIZATIONS = [
    "Luz",
    "Luz Migrante",
    "Las Firmes",
    "Luz del Camino",
    "Casa Madre Lucía",
    "Centro Gerardo",
    "Centro de Derechos Humanos Irene Quijano",
    "Instituto José Pablo Robles",
    "Irene Quijano, A.C.",
    "Fundación Rosa Luna",
    "Misioneras de San Carlos",
    "Otros Sueños",
    "Espacio Sureño",
    "Sembrando Flores",
    "Grace Lutheran Church",
    "Virginia Coalition for Newcomers",
    "Texas Civil Project",
    "50 Pasos por la Paz",
    "Comunidad Creyente",
    "Impulso Juvenil",
    "Una Mano Firme",
    "FUNDAX Centro de Análisis",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_people_stay_people(text: str) -> None:
    (mention,) = read_list(text).mentions
    assert mention.kind is MentionKind.PERSON
    assert mention.text == text
    assert mention.acronyms == ()


@pytest.mark.parametrize("text", ORGANIZATIONS)
def test_organizations_stay_organizations(text: str) -> None:
    (mention,) = read_list(text).mentions
    assert mention.kind is not MentionKind.PERSON


def test_the_name_goes_without_title_affiliation_and_place() -> None:
    assert person_name("Dra. Irene Quijano, Universidad del Lago") == "Irene Quijano"
    assert person_name("Perla Quiroga (UNACA, Chiapas)") == "Perla Quiroga"


def test_unknown_names_are_people_among_people_only() -> None:
    assert person_name("Tzitzil Bratt") is None
    assert person_name("Tzitzil Bratt", among_people=True) == "Tzitzil Bratt"
    assert person_name("Centro Bratt", among_people=True) is None


def test_a_name_between_two_people_is_a_person() -> None:
    kinds = [m.kind for m in read_list("Ana Ruiz\nTzitzil Bratt\nLuis Ponce").mentions]
    assert kinds == [MentionKind.PERSON] * 3


@pytest.mark.parametrize("text", ["UNAX-Investigadora", "COLRIO profesora", "Investigadora, UNAX"])
def test_one_person_described_by_role(text: str) -> None:
    assert is_described_person(text)
    (mention,) = read_list(text).mentions
    assert mention.kind is MentionKind.PERSON


@pytest.mark.parametrize("text", ["Red de Investigadoras", "Student Action", "UNAX"])
def test_what_describes_no_single_person(text: str) -> None:
    assert not is_described_person(text)
