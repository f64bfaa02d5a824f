"""The rules of an organization as entered, and its places."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tejido.directory.domain.countries import (
    country_name,
    find_subdivision,
    is_first_level,
    subdivision_name,
    subdivision_names,
)
from tejido.directory.domain.organization_data import (
    NameData,
    OrganizationData,
    OrganizationFault,
    faults_of,
    name_shown,
    without_loose_space,
)

FINE = OrganizationData(names=(NameData("Colectivo Ejemplo"),), country="MX", subdivision="MX-CHP")
POINT = {"latitude": Decimal("16.75"), "longitude": Decimal("-93.1")}


def test_fine() -> None:
    assert faults_of(FINE) == []
    located = replace(FINE, latitude=POINT["latitude"], longitude=POINT["longitude"])
    assert faults_of(located) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"names": ()}, OrganizationFault.NO_NAME),
        ({"names": (NameData(""),)}, OrganizationFault.EMPTY_NAME),
        ({"names": (NameData("x" * 301),)}, OrganizationFault.LONG_NAME),
        ({"names": (NameData("Uno"), NameData("Uno"))}, OrganizationFault.NAME_TWICE),
        ({"names": (NameData("Uno", language="español"),)}, OrganizationFault.UNKNOWN_LANGUAGE),
        ({"country": "XX"}, OrganizationFault.UNKNOWN_COUNTRY),
        ({"subdivision": "GT-13"}, OrganizationFault.SUBDIVISION_ELSEWHERE),
        ({"country": ""}, OrganizationFault.SUBDIVISION_ELSEWHERE),
        ({"town": "x" * 121}, OrganizationFault.LONG_TOWN),
        ({"latitude": Decimal(1)}, OrganizationFault.HALF_COORDINATES),
        ({**POINT, "latitude": Decimal(91)}, OrganizationFault.NOT_ON_EARTH),
        ({**POINT, "kind": "shelter"}, OrganizationFault.HIDDEN_HAS_COORDINATES),
        ({**POINT, "visibility": "sealed"}, OrganizationFault.HIDDEN_HAS_COORDINATES),
    ],
)
def test_faults(change: dict[str, object], fault: OrganizationFault) -> None:
    assert faults_of(replace(FINE, **change)) == [fault]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([NameData("CE", "acronym"), NameData("Casa Ejemplo", "short")], "Casa Ejemplo"),
        ([NameData("Antes", "former"), NameData("C. Ejemplo", "as_printed")], "C. Ejemplo"),
        ([NameData("Corto", "short"), NameData("Largo"), NameData("Long", language="en")], "Largo"),
        ([], ""),
    ],
)
def test_the_name_shown(names: list[NameData], shown: str) -> None:
    assert name_shown(names) == shown


def test_loose_space() -> None:
    loose = OrganizationData(
        names=(NameData("  Casa \t Ejemplo ", language=" ES "),), country="mx "
    )
    tidy = without_loose_space(loose)
    assert tidy.names == (NameData("Casa Ejemplo", language="es"),)
    assert tidy.country == "MX"


def test_countries_in_the_readers_language() -> None:
    assert country_name("US", "es") == "Estados Unidos"
    assert country_name("US", "en") == "United States"
    assert country_name("BO", "es") == "Bolivia"
    assert country_name("??", "es") == "??"


def test_first_level_subdivisions() -> None:
    assert len(subdivision_names("MX", "es")) == 32
    assert len(subdivision_names("GT", "es")) == 22
    assert subdivision_name("MX-VER", "es") == "Veracruz"
    assert is_first_level("ES-CT", "ES")
    # A province of an autonomous community is a second level.
    assert not is_first_level("ES-B", "ES")


def test_a_subdivision_as_typed() -> None:
    assert find_subdivision("queretaro", "MX") == "MX-QUE"
    assert find_subdivision("mx-chp", "MX") == "MX-CHP"
    assert find_subdivision("Veracruz", "MX") == "MX-VER"
    assert find_subdivision("Veracruz de Ignacio de la Llave", "MX") == "MX-VER"
    assert find_subdivision("Chiapas", "GT") is None
    assert find_subdivision("", "MX") is None
