"""Places as lists print them are told from acronyms, short names and remarks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.mention import Place
from tejido.directory.domain.places import is_town, learned_towns, merged, read_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Oaxaca", Place("MX", "MX-OAX")),
        ("Chilapa, Gro.", Place("MX", "MX-GRO", "Chilapa")),
        ("Villahermosa, Tab", Place("MX", "MX-TAB", "Villahermosa")),
        ("La Paz, BCS.", Place("MX", "MX-BCS", "La Paz")),
        ("Jacala Hgo.", Place("MX", "MX-HID", "Jacala")),
        ("Estado de México", Place("MX", "MX-MEX")),
        ("Cd México", Place("MX", "MX-CMX")),
        ("CDMX", Place("MX", "MX-CMX")),
        ("México, D.F.", Place("MX", "MX-CMX", "México")),
        ("México", Place("MX")),
        ("Guatemala", Place("GT")),
        ("Petén", Place("GT", "GT-17")),
        ("Rabinal, Baja Verapaz", Place("GT", "GT-15", "Rabinal")),
        ("Carchá, Alta Verapaz Guatemala", Place("GT", "GT-16", "Carchá")),
        ("Choluteca, Honduras", Place("HN", "HN-CH")),
        ("Tegucigalpa, Honduras", Place("HN", "HN-FM", "Tegucigalpa")),
        ("Santa Ana, El Salvador", Place("SV", "SV-SA")),
        ("Estelí, Nicaragua", Place("NI", "NI-ES")),
        ("Alajuela, Costa Rica", Place("CR", "CR-A")),
        ("Cayo, Belice", Place("BZ", "BZ-CY")),
        ("Tucson, AZ", Place("US", "US-AZ", "Tucson")),
        ("Texas", Place("US", "US-TX")),
        ("EE.UU.", Place("US")),
        ("España", Place("ES")),
        ("Tapachula", Place("MX", "MX-CHP", "Tapachula")),
    ],
)
def test_places_are_read(text: str, place: Place) -> None:
    assert read_place(text) == place


@pytest.mark.parametrize(
    "text",
    ["UNACA, Chiapas", "Observadoras", "Madre Nube", "La Paz", "COL", "Sin", "Casa (Oaxaca)", ""],
)
def test_what_is_no_place_alone(text: str) -> None:
    assert read_place(text) is None


def test_a_list_teaches_its_own_towns() -> None:
    towns = learned_towns(["Xibalbay, Petén", "CASAB", "Red Norte, Guatemala"])
    assert towns == {"xibalbay": "GT-17"}
    assert read_place("Xibalbay", towns) == Place("GT", "GT-17", "Xibalbay")
    assert read_place("Xibalbay") is None


def test_places_that_contradict_each_other_keep_what_agrees() -> None:
    assert merged(Place("US", "US-AZ", "Tucson"), Place("US", "US-TX")) == Place(
        "US", None, "Tucson"
    )
    assert merged(Place("MX", "MX-PUE"), Place("GT")) == Place(None, None, None)
    assert merged(Place(), Place("MX", "MX-PUE")) == Place("MX", "MX-PUE")


def test_known_towns() -> None:
    assert is_town("Cd. Juárez")
    assert not is_town("Alma")


@given(st.text())
def test_reading_never_raises(text: str) -> None:
    place = read_place(text)
    assert place is None or place.country or place.town
