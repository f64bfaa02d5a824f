"""Judging one pair: which names are one, which are asked about, which stay apart."""

from collections.abc import Sequence

import pytest

from tejido.directory.domain.matching.comparison import align
from tejido.directory.domain.matching.lexicon import Lexicon, plausible_misspelling
from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.matching.profiles import Profile, profile_of
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.matching.scoring import Judgement, Outcome, judge
from tejido.directory.domain.matching.words import cut, stem
from tejido.directory.domain.mention import MentionKind, Place
from tejido.directory.tests.printed import mention

OTHERS = (
    "Centro de Derechos Humanos Flor de Nopal",
    "Centro de Derechos Humanos Padre Benito Luz",
    "Comité de Derechos Humanos de la Cañada",
    "Casa del Migrante Puente Largo",
)


def profiles(*texts: str) -> list[Profile]:
    return [profile_of(mention(text), text) for text in texts]


def judged(one: str, other: str, others: Sequence[str] = OTHERS) -> Judgement:
    first, second, *rest = profiles(one, other, *others)
    lexicon = Lexicon([first, second, *rest])
    found = judge(first, second, lexicon)
    assert judge(second, first, lexicon) == found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centro de Derechos Humanos Río Hondo", "Centro de DH “Río Hondo”, A.C."),
        ("Centro de Derechos Humanos Río Hondo", "CENTRO DE DERECHOS HUMANOS RIO HONDO"),
        ("Centro de Derechos Himanos Río Hondo", "Centro de Derechos Humanos Río Hondo"),
        ("Comité Fray Juan Zárate", "Comité Fr. Juan Zárate"),
        ("Misión con Refugiados Alborada", "Alborada: Misión para Refugiados"),
        ("Identida d Serrana y Derechos", "Identidad Serrana y Derechos"),
        ("VentanaCentro de Análisise Reflexión", "Ventana Centro de Análisis e Reflexión"),
        ("CDHB Tepozoco", "Centro de Derechos Humanos del Bosque, Tepozoco"),
        ("Salud Integral Luciérnaga (SILU)", "SILU Salud Integral Luciérnaga"),
        ("Luna Nueva (Tonalá, Chis.)", "Luna Nueva (Chiapas)"),
        ("Casa Luna Nueva Saltillo", "Casa Luna Nueva (Saltillo, Coah.)"),
        ("Servicio Arroyo a Migrantes-México", "SAM México, Servicio Arroyo a Migrantes – México"),
    ],
)
def test_names_with_nothing_between_them_are_one(one: str, other: str) -> None:
    assert judged(one, other).outcome is Outcome.JOIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centro de Derechos Humanos Río Hondo", "Centro de Derechos Humanos Río Seco"),
        ("Centro de Derechos Humanos Sol", "Centro de Derechos Humanos Mar"),
        ("Centro de Derechos Humanos", "Centro de Derechos Humanos Río Hondo"),
        ("Casa del Migrante Saltillo", "Casa del Migrante en Tijuana"),
        ("Colectivo Mexicano del Consejo Maíz (COMA)", "Colectivo Sureño del Consejo Maíz (COMA)"),
        ("Red Norte Milpa, Región I", "Red Norte Milpa, Región II"),
        ("Organización Proletaria Juan Vela (OPJV)", "Organización Campesina Juan Vela (OCJV)"),
        ("Universidad del Llano", "Instituto Ceibal de la Universidad del Llano"),
        ("Luna Nueva (Torreón, Coah.)", "Luna Nueva (Saltillo, Coah.)"),
        ("Luna Nueva – Guatemala", "Luna Nueva, México"),
        ("Luna Nueva, A.C.", "Luna Nueva, I.A.P."),
        ("Luna Nueva (COLUN)", "Luna Nueva (ALNU)"),
        ("Casa del Migrante", "Casa del Migrante"),
        ("Pastoral Arroyo", "Pastoral Arroyo – México"),
        ("Unión Tzota", "Unión Tzoxa"),
        ("Frente Mariano Tecpa", "Frente Mariana Tecpa"),
    ],
)
def test_names_that_something_tells_apart_are_not_joined(one: str, other: str) -> None:
    assert judged(one, other).outcome is not Outcome.JOIN


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Luna Nueva, A.C.", "Luna Nueva, I.A.P.", Reason.LEGAL_FORMS_DIFFER),
        ("Luna Nueva (COLUN)", "Luna Nueva (ALNU)", Reason.ACRONYMS_DIFFER),
        ("Luna Nueva (Torreón, Coah.)", "Luna Nueva (León, Gto.)", Reason.PLACES_DIFFER),
        ("Casa del Migrante", "Casa del Migrante", Reason.NAME_NOT_DISTINCT),
        ("Albergue Tepozoco-Nuestra Casa", "Casa Tepozoco", Reason.CONTAINED),
        ("Pastoral Arroyo", "Pastoral Arroyo – México", Reason.PLACE_ON_ONE_SIDE),
        ("Unión Tzota", "Unión Tzoxa", Reason.DOUBTFUL_SPELLING),
        ("BROMA Sierra Norte", "BROMA Sierra Sur", Reason.ACRONYM_TWICE),
        ("BROMA – Ateneo Peñasco", "BROMA UPZ Cuenca", Reason.ACRONYM_TWICE),
    ],
)
def test_a_question_says_why(one: str, other: str, reason: Reason) -> None:
    assert judged(one, other) == Judgement(Outcome.ASK, judged(one, other).score, reason)


def test_people_are_one_by_name_and_two_surnames_alone() -> None:
    def person(text: str, place: Place | None = None) -> Profile:
        return profile_of(mention(text, kind=MentionKind.PERSON, place=place), text)

    empty = Lexicon([])
    full = person("Ana Luz Robles Vela")
    assert judge(full, full, empty).outcome is Outcome.JOIN
    short = person("Ana Robles")
    assert judge(short, short, empty).reason is Reason.PERSON_NAME
    there = person("Ana Robles", Place("MX", "MX-CHP"))
    elsewhere = person("Ana Robles", Place("MX", "MX-OAX"))
    assert judge(there, elsewhere, empty).outcome is Outcome.APART
    assert judge(there, profile_of(mention("Ana Robles"), "o"), empty).outcome is Outcome.APART


def test_places_agree_at_the_finest_level_both_name() -> None:
    tapachula = Place("MX", "MX-CHP", "Tapachula")
    assert agreement(tapachula, Place("MX", "MX-CHP", "Tapachula de Córdova")) is Agreement.TOWN
    assert agreement(tapachula, Place("MX", "MX-CHP")) is Agreement.SUBDIVISION
    assert agreement(tapachula, Place("MX")) is Agreement.COUNTRY
    assert agreement(tapachula, Place()) is Agreement.UNKNOWN
    assert agreement(tapachula, Place("GT")) is Agreement.CONFLICT
    assert agreement(tapachula, Place("MX", "MX-CHP", "Comitán")) is Agreement.CONFLICT


def test_a_word_both_sides_print_often_is_no_misspelling() -> None:
    others = [f"Grupo Morena {number}" for number in ("Uno", "Dos", "Tres")]
    others += [f"Grupo Moreda {number}" for number in ("Siete", "Ocho", "Nueve")]
    first, second, *rest = profiles("Centro Flor Morena", "Centro Flor Moreda", *others)
    found = align(first, second, Lexicon([first, second, *rest]))
    assert not found.misspelt
    assert not found.equal


def test_stems_weigh_the_same_in_whatever_order() -> None:
    words = ("Nopal", "Luz", "Cañada", "Puente", "Sauce", "Roble", "Ceiba", "Faro")
    read = profiles(*(" ".join(words[:number]) for number in range(1, len(words) + 1)))
    lexicon, stems = Lexicon(read), sorted({stem for one in read for stem in one.stems})
    turned = [stems[place:] + stems[:place] for place in range(len(stems))]
    assert len({lexicon.total(one) for one in turned}) == 1


def test_words_are_cut_stemmed_and_written_out() -> None:
    assert stem("mujeres") == stem("mujer")
    assert stem("migrantes") == stem("migrante")
    assert stem("services") == stem("service")
    assert stem("luz") != stem("sol")
    assert [word.plain for word in cut("CDH Sol")] == ["centro", "derechos", "humanos", "sol"]
    assert plausible_misspelling("investigaicon", "investigacion")
    assert not plausible_misspelling("mariano", "mariana")
