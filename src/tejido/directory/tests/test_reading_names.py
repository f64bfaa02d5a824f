"""A printed name is taken apart: acronyms, other names, legal form, place."""

import pytest

from tejido.directory.domain.mention import Mention, Place
from tejido.directory.domain.reading import read_list


def only(text: str) -> Mention:
    """The one mention of a text."""
    (mention,) = read_list(text).mentions
    return mention


@pytest.mark.parametrize(
    ("text", "name", "acronyms"),
    [
        ("Salud y Vida, A.C. (SAVI)", "Salud y Vida", ("SAVI",)),
        ("Servicios para la Vida, A.C., SERVI (Oaxaca)", "Servicios para la Vida", ("SERVI",)),
        ("Frente Petenero contra Muros, FPCM", "Frente Petenero contra Muros", ("FPCM",)),
        ("Frente Obrero de Barrios- FOB", "Frente Obrero de Barrios", ("FOB",)),
        (
            "Derechos Integrales en Marcha DIEM (Chihuahua)",
            "Derechos Integrales en Marcha",
            ("DIEM",),
        ),
        (
            "IMUX Instituto de Mujeres Unidas Xelajú",
            "Instituto de Mujeres Unidas Xelajú",
            ("IMUX",),
        ),
        ("DIEM. Derechos Integrales en Marcha, A.C.", "Derechos Integrales en Marcha", ("DIEM",)),
        ("SJP México, Servicio Jesuita de Paz – México", "Servicio Jesuita de Paz", ("SJP",)),
        ("SMR Servidoras: Misión y Refugio", "Servidoras: Misión y Refugio", ("SMR",)),
        (
            "Comité de Defensa Campesina, CODECAM Las Lomas",
            "Comité de Defensa Campesina, Las Lomas",
            ("CODECAM",),
        ),
        ("Círculo de Estudios y Defensa (CirEyD)", "Círculo de Estudios y Defensa", ("CirEyD",)),
        ("Centro Fray Elías (CDH FrayEl)", "Centro Fray Elías", ("CDH FrayEl",)),
        (
            "Servicio Cristiano con la América Pobre SECRAP-México",
            "Servicio Cristiano con la América Pobre",
            ("SECRAP",),
        ),
        ("CODEVEX", "CODEVEX", ("CODEVEX",)),
        ("CODEVEX, Guatemala", "CODEVEX", ("CODEVEX",)),
        ("PRAXI UIX Laguna", "PRAXI UIX Laguna", ()),
        ("Facultad de Economía UNAX", "Facultad de Economía UNAX", ()),
        ("Clínica Jurídica de la UIX", "Clínica Jurídica de la UIX", ()),
    ],
)
def test_names_and_acronyms(text: str, name: str, acronyms: tuple[str, ...]) -> None:
    mention = only(text)
    assert (mention.name, mention.acronyms) == (name, acronyms)
    assert mention.text == text


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Casa Uno (Chilapa, Gro.)", "Casa Uno", Place("MX", "MX-GRO", "Chilapa")),
        ("Asociación Milpa – Guatemala", "Asociación Milpa", Place("GT")),
        (
            "Pueblo Firme, San Cristóbal de Las Casas, Chiapas",
            "Pueblo Firme",
            Place("MX", "MX-CHP", "San Cristóbal de Las Casas"),
        ),
        ("COXDI, San Juan Ixcoy, Huehuetenango", "COXDI", Place("GT", "GT-13", "San Juan Ixcoy")),
        (
            "Asociación Luz (Madre Nube) Rabinal, Baja Verapaz",
            "Asociación Luz",
            Place("GT", "GT-15", "Rabinal"),
        ),
        ("Red de Salud (REDSA), México", "Red de Salud", Place("MX")),
        (
            "Comité de Tulancingo, Hgo A.C. (Tulancingo, Hgo.)",
            "Comité de Tulancingo",
            Place("MX", "MX-HID", "Tulancingo"),
        ),
        ("Coalition of Tucson, Arizona (Texas)", "Coalition of Tucson", Place("US")),
        ("Annunciation Home, El Paso, TX", "Annunciation Home", Place("US", "US-TX", "El Paso")),
        ("UIX-Puebla", "UIX-Puebla", Place("MX", "MX-PUE")),
        (
            "Centro “Hasta Hallarles”(Ciudad de México)",
            "Centro “Hasta Hallarles”",
            Place("MX", "MX-CMX"),
        ),
        (
            "Promoción de la Vida, Defensa y Paz, Yucatán",
            "Promoción de la Vida, Defensa y Paz",
            Place("MX", "MX-YUC"),
        ),
    ],
)
def test_places(text: str, name: str, place: Place) -> None:
    mention = only(text)
    assert (mention.name, mention.place) == (name, place)


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Movimiento Esperanza (Action Faith)", "Movimiento Esperanza", ("Action Faith",)),
        ("La 81, Hogar (La 81) (Tenosique, Tabasco)", "La 81, Hogar", ("La 81",)),
        (
            "Alternativa Viva, A. C. Servicio de Paz",
            "Alternativa Viva Servicio de Paz",
            ("Alternativa Viva",),
        ),
        (
            "Dignidad en Ruta A.C., Ruta Libre (Jalisco)",
            "Dignidad en Ruta Ruta Libre",
            ("Dignidad en Ruta",),
        ),
        ("Centro Delta (Observadoras)", "Centro Delta", ()),
    ],
)
def test_other_names(text: str, name: str, aliases: tuple[str, ...]) -> None:
    mention = only(text)
    assert (mention.name, mention.aliases) == (name, aliases)


def test_the_legal_form_is_canonical() -> None:
    assert only("Casa Uno, A. C. (Oaxaca)").legal_form == "A.C."
    assert only("Muros Caídos IAP").legal_form == "I.A.P."
    assert only("Casa Uno").legal_form is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Red del Sur, A.C.", "network"),
        ("Federación de Clubes", "network"),
        ("Border Peace Network", "network"),
        ("Coalición Pro Vida Digna", "network"),
        ("Alianza Nacional de Cuidadoras", "network"),
        ("Alianza Sierra, A.C.", "organization"),
        ("Movimiento Esperanza", "organization"),
        ("Colectivo Milpa", "organization"),
        ("Red Cross of the Valley", "organization"),
    ],
)
def test_words_that_say_network(text: str, kind: str) -> None:
    assert only(text).kind == kind
