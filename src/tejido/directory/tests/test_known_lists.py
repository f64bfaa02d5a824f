"""Lists stored where the directory holds organizations already."""

from collections.abc import Callable

import pytest
from django.test import Client

from tejido.core.errors import NotFound
from tejido.core.models import User
from tejido.directory.actions import (
    StoredList,
    decide_pair,
    resolve_printed_list,
    store_printed_list,
    undo_decision,
)
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import resolve_mentions
from tejido.directory.models import (
    DoubtfulPair,
    Membership,
    MentionRow,
    Organization,
    PrintedList,
    Visibility,
)
from tejido.directory.queries.decisions import decided_pairs, waiting_pairs
from tejido.directory.queries.merges import parts_of, side_of
from tejido.directory.tests.factories import make_network, make_organization, merge
from tejido.directory.tests.test_printed_lists import LIST

pytestmark = pytest.mark.django_db

Make = Callable[[User | None], Client]
FULL = "Centro de Derechos Humanos Fray Nicolás de Valverde"
NEAR = "Firman:\nColectivo Semilas de Luz, A.C.\nTaller del Barro Verde\n"
DOUBTFUL = "Firman:\nCDH Fray Nicolás\nTaller del Barro Verde\n"


def store(text: str, title: str = "Lista de ejemplo") -> StoredList:
    return store_printed_list(actor=None, title=title, source="", text=text)


def standing() -> int:
    return Organization.objects.standing().count()


def test_a_near_variant_stands_for_the_known_organization() -> None:
    known = make_organization("Colectivo Semillas de Luz")
    store(NEAR)
    row = MentionRow.objects.get(text="Colectivo Semilas de Luz, A.C.")
    assert row.organization == known
    assert not DoubtfulPair.objects.exists()
    assert standing() == 2


def test_a_variant_of_a_merged_organization_counts_as_the_standing_one() -> None:
    kept = make_organization("Colectivo Semillas de Luz")
    merge(kept, make_organization("Asociación Granos del Amanecer"))
    store("Firman:\nAsociación Granos del Amanecr\nTaller del Barro Verde\n")
    assert MentionRow.objects.get(text__startswith="Asociación").organization == kept


def test_a_network_under_another_spelling_gets_the_members() -> None:
    network = make_network("Red de Caminos Abiertos y Libres")
    store(LIST.replace("Red de Caminos Abiertos:", "Red de Caminos Abiertos y Lbres:"))
    assert Membership.objects.filter(network=network).count() == 3


def test_a_doubtful_one_is_asked_once_and_storing_again_adds_nothing(alice: User) -> None:
    known = make_organization(FULL, subdivision="MX-CHP", acronym="CDHFNV")
    first = store(DOUBTFUL)
    pair = first.printed_list.pairs.get()
    assert pair.a.text == "CDH Fray Nicolás"
    assert (pair.b.organization, pair.b.printed_list) == (known, None)
    assert pair.b.text == f"{FULL} (CDHFNV) (Chiapas)"
    counts = [model.objects.count() for model in (Organization, DoubtfulPair, Membership)]
    store(DOUBTFUL, "Segunda lista")
    assert counts == [m.objects.count() for m in (Organization, DoubtfulPair, Membership)]
    assert list(waiting_pairs(alice)) == [pair]


def test_a_name_an_earlier_list_printed_speaks_for_itself() -> None:
    earlier = store(f"Firman:\n{FULL}\nRadio Coral\n")
    pair = store(DOUBTFUL, "Segunda lista").printed_list.pairs.get()
    assert (pair.b.printed_list, pair.b.text) == (earlier.printed_list, FULL)
    assert not MentionRow.objects.filter(printed_list=None).exists()


def test_same_merges_and_undoing_parts_them_again(bob: User) -> None:
    known = make_organization(FULL)
    pair = store(DOUBTFUL).printed_list.pairs.get()
    before = standing()
    decision = decide_pair(actor=bob, pair=pair, verdict="same")
    assert standing() == before - 1
    store(DOUBTFUL, "Segunda lista")
    assert standing() == before - 1
    last = MentionRow.objects.filter(text="CDH Fray Nicolás").order_by("pk").last()
    assert last is not None
    assert last.organization == known
    undo_decision(actor=bob, decision=decision)
    assert list(waiting_pairs(bob)) == [pair]


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_apart_once_is_never_asked_again(verdict: str, bob: User) -> None:
    make_organization(FULL)
    pair = store(DOUBTFUL).printed_list.pairs.get()
    decide_pair(actor=bob, pair=pair, verdict=verdict)
    store(DOUBTFUL + "Radio Coral\n", "Segunda lista")
    store(DOUBTFUL + f"{FULL}\n", "Tercera lista")
    assert not waiting_pairs(bob).exists()
    assert DoubtfulPair.objects.count() == 1
    assert list(decided_pairs(bob)) != []


def test_two_of_one_name_are_two_questions(bob: User) -> None:
    one, two = make_organization("Taller del Barro"), make_organization("Taller del Barro")
    stored = store("Firman:\nTaller del Barro\nRadio Coral Azul\n")
    pairs = list(stored.printed_list.pairs.all())
    assert {pair.b.organization for pair in pairs} == {one, two}
    decide_pair(actor=bob, pair=pairs[0], verdict="different")
    assert list(waiting_pairs(bob)) == [pairs[1]]
    decide_pair(actor=bob, pair=pairs[1], verdict="same")
    before = standing()
    store("Firman:\nTaller del Barro\nRadio Coral Azul\n", "Segunda lista")
    assert standing() == before
    assert DoubtfulPair.objects.count() == 2


def test_copies_of_a_plain_name_are_found_again_in_the_same_text() -> None:
    """A name many may have, printed twice: two organizations, and still two the next time."""
    text = "Firman:\nCasa del Migrante (Saltillo)\nCasa del Migrante\nCasa del Migrante\n"
    store(text)
    before = standing()
    store(text, "Segunda lista")
    assert standing() == before


def test_the_name_of_a_sealed_organization_is_for_the_secretariat(
    alice: User, bob: User, client_of: Make
) -> None:
    make_organization(FULL, visibility=Visibility.SEALED)
    pair = store(DOUBTFUL).printed_list.pairs.get()
    assert list(waiting_pairs(alice)) == [pair]
    assert not waiting_pairs(bob).exists()
    with pytest.raises(NotFound):
        decide_pair(actor=bob, pair=pair, verdict="same")
    stored = PrintedList.objects.get()
    for address in ("/en/directory/review/", f"/en/directory/lists/{stored.key}/"):
        assert "Valverde" not in client_of(bob).get(address).content.decode()
    assert "Valverde" in client_of(alice).get("/en/directory/review/").content.decode()


def test_a_name_merged_away_from_a_sealed_organization_is_not_shown(bob: User) -> None:
    """The standing organization may be seen, the one the name comes from may not."""
    kept = make_organization("Casa Granos del Alba")
    merge(kept, make_organization(FULL, visibility=Visibility.SEALED))
    store(DOUBTFUL)
    assert DoubtfulPair.objects.count() == 1
    assert not waiting_pairs(bob).exists()


def test_names_of_the_directory_are_no_mentions(alice: User) -> None:
    """Neither counted on the page of a merge nor offered to a split."""
    known = make_organization(FULL)
    store(DOUBTFUL)
    assert known.mentions.count() == 1
    assert side_of(known, alice).mentions == 0
    assert parts_of(known).mentions == []


def test_the_review_shows_both_sides(alice: User, bob: User, client_of: Make) -> None:
    make_organization(FULL, subdivision="MX-CHP")
    store(DOUBTFUL)
    page = client_of(bob).get("/en/directory/review/").content.decode()
    assert "CDH Fray Nicolás" in page
    assert f"{FULL} (Chiapas)" in page
    assert "As the directory holds it" in page
    decide_pair(actor=bob, pair=DoubtfulPair.objects.get(), verdict="same")
    decided = client_of(alice).get("/en/directory/decisions/").content.decode()
    assert FULL in decided


def test_the_preview_says_what_the_directory_knows(alice: User, client_of: Make) -> None:
    make_organization(FULL)
    make_organization("Colectivo Semillas de Luz")
    make_organization("Taller del Barro Verde")
    given = {"title": "Lista", "visibility": "coalition", "text": NEAR + "CDH Fray Nicolás\n"}
    page = client_of(alice).post("/en/directory/lists/new/", given).content.decode()
    assert "The directory holds 2 of them already." in page
    assert "One name printed otherwise than in the directory" in page
    assert "One pair to review" in page
    assert FULL in page
    assert not PrintedList.objects.exists()


def test_beside_an_empty_directory_a_list_is_what_it_is_alone() -> None:
    read = resolve_printed_list(actor=None, text=LIST)
    assert read.resolution == resolve_mentions(read_list(LIST))
    assert read.known.standing_for == {}
    assert read.known.pairs == ()
    make_organization("Colectivo Semilla de Luz")
    assert resolve_printed_list(actor=None, text=LIST).resolution == read.resolution
