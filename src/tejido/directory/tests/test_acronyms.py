"""How acronyms are formed from long names."""

import pytest

from tejido.directory.domain.acronyms import (
    initials,
    looks_like_acronym,
    plain_acronym,
    possible_initials,
    spells,
)
from tejido.directory.domain.folding import fold


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("CDMCH", "Centro de Derechos de las Mujeres de Chiapas"),
        ("CDMVAL", "Centro de Derechos de las Mujeres del Valle"),
        ("IMUMI", "Instituto para las Mujeres en la Migración"),
        ("SIPAM", "Salud Integral para la Mujer"),
        ("ABIMyD", "Alianza Binacional Migración y Desarrollo"),
        ("CODEHUTAB", "Comité de Derechos Humanos de Tabasco"),
        ("COTERA", "Colectivo Tejiendo Raíces"),
    ],
)
def test_an_acronym_is_formed_from_beginnings_of_the_words(acronym: str, name: str) -> None:
    assert spells(plain_acronym(acronym), fold(name).split())


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("CDMCH", "Centro de Derechos Humanos de las Mujeres"),
        ("CIAM", "Centro de Atención Integral de la Mujer"),
        ("CDM", "Centro de Derechos de las Mujeres de Chiapas"),
        ("MCDH", "Centro de Derechos Humanos"),
        ("CDH", ""),
        ("C", "Centro"),
        ("ABCDEFGHIJKLMN", "Alba Baja Cada Duna"),
    ],
)
def test_no_significant_word_is_passed_over(acronym: str, name: str) -> None:
    assert not spells(plain_acronym(acronym), fold(name).split())


def test_omissions_are_allowed_when_asked_for() -> None:
    words = fold("Mesa de Coordinación Transfronteriza del Sur").split()
    assert not spells("mts", words)
    assert spells("mts", words, omissions=1)


@pytest.mark.parametrize("word", ["FIOB", "ABIMyD", "ProDESC", "CIREJyDDH", "FM4"])
def test_capitals_make_an_acronym(word: str) -> None:
    assert looks_like_acronym(word)


@pytest.mark.parametrize("word", ["Alma", "y", "A", "72", "Hogar"])
def test_a_capitalized_word_is_none(word: str) -> None:
    assert not looks_like_acronym(word)


def test_a_long_name_is_found_by_its_initials() -> None:
    words = fold("Comité de Derechos Humanos de Tabasco").split()
    assert initials(words) in possible_initials("codehutab")
    assert possible_initials("abcdefghijklmn") == set()
