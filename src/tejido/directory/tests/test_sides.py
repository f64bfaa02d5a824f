"""The two sides of a doubtful pair, the names a list gives, and the examples of these rules."""

import doctest
import importlib

import pytest

from tejido.directory.domain.mention import Mention, MentionKind, Place
from tejido.directory.domain.printed_names import (
    affiliation,
    organization_as_printed,
    places_agree,
    sure_names,
)
from tejido.directory.domain.resolution import Reason, ResolvedOrganization
from tejido.directory.domain.sides import Agreement, Comparison, Side, compare_sides
from tejido.directory.pair_wording import AGREEMENTS, FIELDS, REASONS, how_alike

MODULES = ("tables", "transfer_cells", "sides", "printed_names")


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"tejido.directory.domain.{name}"))
    assert tried
    assert failed == 0


def side(text: str, listed_under: str = "", *networks: str) -> Side:
    """Return a side of a list."""
    return Side(text, listed_under, networks, "Lista", 1)


def compared(one: Side, other: Side) -> dict[str, Comparison]:
    """Return the comparisons by field."""
    return {c.field: c for c in compare_sides(one, other)}


def test_words_only_one_side_has_are_marked() -> None:
    found = compared(side("Centro del Sol, A.C. (Puebla)"), side("Centro de la Luna (Oaxaca)"))
    assert [(w.text, w.only_here) for w in found["words"].one] == [
        ("Centro", False), ("del", True), ("Sol", True),
    ]  # fmt: skip
    assert found["words"].agreement is Agreement.DIFFERENT
    assert found["legal_form"].agreement is Agreement.ONE_SIDE
    assert found["place"].agreement is Agreement.DIFFERENT
    assert found["acronym"].agreement is Agreement.NEITHER


def test_linking_words_and_accents_make_no_difference() -> None:
    found = compared(
        side("Casa de Acción", "Red Uno", "Red A"), side("CASA ACCION", "Red Uno", "Red A", "Red B")
    )
    assert found["words"].agreement is Agreement.SAME
    assert found["listed_under"].agreement is Agreement.SAME
    assert found["networks"].agreement is Agreement.DIFFERENT


def test_everything_has_words() -> None:
    """A reason or field added without a sentence fails here."""
    assert set(REASONS) == {reason.name for reason in Reason}
    assert set(AGREEMENTS) == set(Agreement)
    assert set(FIELDS) == {c.field for c in compare_sides(side("A"), side("B"))}
    assert [str(how_alike(score)) for score in (1.0, 0.0)]


def body(place: Place, *acronyms: str) -> ResolvedOrganization:
    """Return a body of one mention."""
    return ResolvedOrganization(
        "k", "Casa Uno", acronyms, (), MentionKind.ORGANIZATION, place, (), (0,)
    )


def test_an_organization_as_printed() -> None:
    mention = Mention(0, 1, "Casa Uno (CU), Chiapas", None, MentionKind.ORGANIZATION, "Casa Uno")
    made = organization_as_printed(
        body(Place("MX", "MX-CHP", "Tapachula"), "CU"), [mention], "public", "acta"
    )
    assert [(n.text, n.sort) for n in made.names] == [
        ("Casa Uno", "as_printed"), ("Casa Uno (CU), Chiapas", "as_printed"), ("CU", "acronym"),
    ]  # fmt: skip
    assert (made.country, made.subdivision, made.town) == ("MX", "MX-CHP", "Tapachula")


@pytest.mark.parametrize(
    ("place", "country", "subdivision"),
    [
        (Place("XX", None, None), "", ""),
        (Place(None, "MX-CHP", None), "MX", "MX-CHP"),
        (Place("MX", "GT-01", None), "MX", ""),
    ],
)
def test_codes_no_standard_has_are_left_out(place: Place, country: str, subdivision: str) -> None:
    made = organization_as_printed(body(place), [], "public", "")
    assert (made.country, made.subdivision) == (country, subdivision)


def test_places_agree_where_one_does_not_say() -> None:
    assert places_agree(Place(), "MX", "MX-CHP")
    assert places_agree(Place("MX"), "MX", "MX-CHP")
    assert not places_agree(Place("GT"), "MX", "")
    assert not places_agree(Place("MX", "MX-OAX"), "MX", "MX-CHP")


def test_an_acronym_or_a_single_word_is_no_sure_name() -> None:
    alone = Mention(0, 1, "CU", None, MentionKind.ORGANIZATION, "CU", ("CU",))
    assert sure_names([alone]) == set()


def test_what_stands_beside_a_name() -> None:
    person = Mention(0, 1, "Dra. Persona 1, Universidad X", None, MentionKind.PERSON, "Persona 1")
    assert affiliation(person) == "Universidad X"
    assert affiliation(Mention(0, 1, "Persona 1", None, MentionKind.PERSON, "Persona 1")) == ""
