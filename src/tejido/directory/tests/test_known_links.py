"""Bodies of a list beside names the directory holds: linked, asked, or neither."""

from hypothesis import given, settings

from tejido.directory.domain.known_links import Known, KnownLinks, link_to_known
from tejido.directory.domain.known_names import KnownName, QuickLook, known_name
from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.mention import Place
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import (
    PairKey,
    Resolution,
    Verdict,
    pair_key,
    resolve_mentions,
)
from tejido.directory.tests.test_resolution_properties import PARTS, Part, reading

LONG = "Voces del Maizal, Acción con Pueblos Andantes, A.C. (Chiapas)"


def names(*texts: str, kind: str = "civil_society", place: Place | None = None) -> list[KnownName]:
    """Return one organization a text, numbered from 1; several names of one divided by " | "."""
    return [
        known_name(name, organization=number, owner=number, kind=kind, place=place)
        for number, text in enumerate(texts, 1)
        for name in text.split(" | ")
    ]


def resolved(*lines: str) -> Resolution:
    return resolve_mentions(read_list("Firman las siguientes:\n" + "\n".join(lines)))


def link(
    resolution: Resolution,
    known: list[KnownName],
    *,
    settled: dict[str, int] | None = None,
    prints: dict[int, set[str]] | None = None,
    decisions: dict[PairKey, Verdict] | None = None,
) -> KnownLinks:
    return link_to_known(resolution, Known(known, prints or {}, settled or {}, decisions or {}))


def linked(found: KnownLinks) -> set[int]:
    return set(found.links.values())


def asked(found: KnownLinks) -> set[int]:
    return {pair.name.organization for pair in found.pairs}


def test_a_near_variant_of_one_is_linked() -> None:
    resolution = resolved("Voce del Maizal Acción con Pueblos Andantes", "Radio Coral")
    found = link(resolution, names(LONG, "Casa Luna Nueva"))
    assert linked(found) == {1}
    assert not found.pairs


def test_a_near_variant_of_two_is_asked_about_both() -> None:
    resolution = resolved("Voce del Maizal Acción con Pueblos Andantes")
    found = link(resolution, names(LONG, LONG.replace("Chiapas", "Oaxaca")))
    assert not found.links
    assert asked(found) == {1, 2}
    assert {pair.reason.name for pair in found.pairs} == {"AMBIGUOUS"}


def test_what_may_be_a_known_one_is_asked() -> None:
    known = names("Centro de Derechos Humanos Fray Nicolás de Valverde")
    found = link(resolved("CDH Fray Nicolás", "Radio Coral"), known)
    assert not found.links
    assert asked(found) == {1}


def test_an_acronym_alone_is_asked_never_linked() -> None:
    known = [
        known_name(
            "Centro Solar de Lengua", organization=1, owner=1, kind="academic", acronyms=["CSL"]
        )
    ]
    found = link(resolved("CSL", "Radio Coral"), known)
    assert not found.links
    assert asked(found) == {1}


def test_an_acronym_the_list_settles_is_no_question() -> None:
    known = [
        known_name(
            "Centro Solar de Lengua", organization=1, owner=1, kind="academic", acronyms=["CSL"]
        )
    ]
    resolution = resolved("Colectivo Semillas de Luz (CSL)", "CSL", "Radio Coral")
    assert len(resolution.organizations) == 2
    found = link(resolution, known)
    assert (found.links, found.pairs) == ({}, ())


def test_another_place_is_another_body() -> None:
    known = names("Colectivo Semillas de Luz", place=Place("MX", "MX-YUC"))
    assert not link(resolved("Colectivo Semilas de Luz (Oaxaca)"), known).links


def test_two_houses_are_not_made_one_by_a_known_name_without_a_place() -> None:
    """Adding what is known must not join two bodies the list keeps apart."""
    resolution = resolved("Casa Luna Nueba (Puebla)", "Casa Luna Nueba (Oaxaca)")
    found = link(resolution, names("Casa Luna Nueva"))
    assert not found.links
    assert asked(found) == {1}


def test_what_is_decided_is_neither_linked_nor_asked() -> None:
    resolution = resolved("Voce del Maizal Acción con Pueblos Andantes")
    body = resolution.mentions[-1]
    known = names(LONG)
    for verdict in (Verdict.DIFFERENT, Verdict.UNSURE):
        decisions = {pair_key(body.fingerprint, "ff"): verdict}
        found = link(resolution, known, prints={1: {"ff"}}, decisions=decisions)
        assert (found.links, found.pairs) == ({}, ())


def test_kinds_that_cannot_be_one_are_left_alone() -> None:
    resolution = resolved("Voce del Maizal Acción con Pueblos Andantes")
    found = link(resolution, names(LONG, kind="authority"))
    assert (found.links, found.pairs) == ({}, ())
    assert linked(link(resolution, names(LONG, kind="network"))) == {1}
    heading = resolve_mentions(
        read_list("Red de Caminos Abiertos del Sur: Taller Uno; Casa Dos Ríos; Radio Tres\n")
    )
    found = link(heading, names("Red de Camino Abierto del Sur"))
    assert not found.links
    assert asked(found) == {1}


def test_nothing_known_changes_nothing() -> None:
    found = link(resolved("Casa Luna Nueva", "Radio Coral"), [])
    assert (found.links, found.pairs) == ({}, ())


def test_the_quick_look_lets_near_variants_through() -> None:
    look = QuickLook(["Colectivo LunaNueva", "Voce Maizal", "CDHX", "Instituto de Lenguas Vivas"])
    for name in (
        "Centro Luna Nueva",
        "Voces del Maizal",
        "Centro de Derechos Humanos Xochitl",
        "ILV",
    ):
        assert look.may_mean(name), name
    assert look.may_mean("Taller del Alba", ["CDHX"])
    assert not look.may_mean("Taller de Barro Rojo")
    assert not look.may_mean("Casa del Migrante")
    assert QuickLook(["Centro de Derechos Humanos"]).may_mean("Centro Derechos Humanos")


@settings(max_examples=60)
@given(PARTS, PARTS)
def test_what_is_known_never_joins_what_the_list_keeps_apart(
    parts: list[Part], held: list[Part]
) -> None:
    """Bodies share an organization only where the list does not doubt, and places allow it."""
    resolution = resolve_mentions(reading(parts))
    known = [
        known_name(
            one.text,
            organization=number,
            owner=number,
            kind="civil_society",
            acronyms=one.acronyms,
            place=one.place,
        )
        for number, one in enumerate(reading(held).mentions, 1)
    ]
    found = link(resolution, known)
    bodies = {body.key: body for body in resolution.organizations}
    key_of = {one.mention.id: one.organization for one in resolution.mentions}
    doubted = {frozenset((key_of[pair.a], key_of[pair.b])) for pair in resolution.review}
    for one, organization in found.links.items():
        assert bodies[one].kind != "person"
        for other, same in found.links.items():
            if one < other and organization == same:
                assert frozenset((one, other)) not in doubted
                where = agreement(bodies[one].place, bodies[other].place)
                assert where is not Agreement.CONFLICT
    for pair in found.pairs:
        assert key_of[pair.mention] not in found.links
    assert link(resolution, known) == found
    assert len({(key_of[p.mention], p.name.organization) for p in found.pairs}) == len(found.pairs)
