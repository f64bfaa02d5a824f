"""Acronyms are known by their shape, and by the name that spells them."""

import pytest

from tejido.directory.domain.printed_acronyms import (
    are_acronyms,
    is_acronym,
    is_short_for,
    is_upper_acronym,
)


@pytest.mark.parametrize(
    "token", ["CODEVE", "M3", "FM4", "ProVIDA", "CIRESyDV", "VM-ABC", "XYZ-Norte"]
)
def test_shapes_of_acronyms(token: str) -> None:
    assert is_acronym(token)


@pytest.mark.parametrize(
    "token", ["Alma", "A", "Hogar-Refugio", "72", "U.S", "de", "Ch-ol’abes", ""]
)
def test_shapes_of_words(token: str) -> None:
    assert not is_acronym(token)


def test_capitals_alone() -> None:
    assert is_upper_acronym("CODEVE")
    assert not is_upper_acronym("AC")
    assert not is_upper_acronym("ProVIDA")


def test_several_words_in_a_bracket() -> None:
    assert are_acronyms("CDH FrayBe")
    assert not are_acronyms("La 81")
    assert not are_acronyms("Tierra Verde")


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("SAVIN", "Salud y Vida Integral"),
        ("CODEHUSUR", "Comité de Derechos Humanos del Sur"),
        ("IMUJET", "Instituto para las Mujeres en el Trabajo"),
        ("ABITyD", "Alianza Binacional Trabajo y Desarrollo"),
        ("M3", "Marcha de Mujeres Mayas"),
        ("Inpyde", "Instituto para la Paz y la Democracia"),
    ],
)
def test_names_that_spell_an_acronym(acronym: str, name: str) -> None:
    assert is_short_for(acronym, name)


@pytest.mark.parametrize(("acronym", "name"), [("UNAX", "Facultad de Economía"), ("CASA", "Casa")])
def test_names_that_do_not(acronym: str, name: str) -> None:
    assert not is_short_for(acronym, name)


def test_omissions_are_counted() -> None:
    name = "Centro de Derechos Humanos Fray Elías del Monte"
    assert not is_short_for("CDHM", name, omissions=0)
    assert is_short_for("CDHM", name, omissions=2)
