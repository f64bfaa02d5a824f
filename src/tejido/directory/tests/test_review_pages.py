"""The review and printed-list pages through HTTP, without JavaScript."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.directory.actions import decide_pair, store_printed_list
from tejido.directory.models import (
    DoubtfulPair,
    Membership,
    MentionRow,
    Organization,
    PrintedList,
    Visibility,
)
from tejido.directory.tests.factories import DOUBTFUL_LIST

Make = Callable[[User | None], Client]
LIST = {"title": "Lista de ejemplo", "source": "Acta", "visibility": "coalition"}


@pytest.fixture
def pair(db: None) -> DoubtfulPair:
    """Return the one pair of a stored list."""
    store_printed_list(
        actor=None, title="Lista de ejemplo", source="", text=DOUBTFUL_LIST, visibility="public"
    )
    return DoubtfulPair.objects.get()


def text_of(response: object) -> str:
    """Return a page's words, tags and white space folded."""
    content = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]
    return " ".join(content.split())


def test_a_pair_with_what_agrees_and_what_differs(
    pair: DoubtfulPair, bob: User, client_of: Make
) -> None:
    page = client_of(bob).get("/en/directory/review/")
    text = text_of(page)
    assert "1 of 1" in text
    assert "Centro Lucero (Puebla)" in text
    assert "Centro de Derechos Humanos Padre Lucero A.C. (Puebla)" in text
    assert "Place Puebla Puebla agrees" in text
    assert "Legal form — A.C. only one says" in text
    assert "Acronym — — neither says" in text
    assert "<strong>Padre</strong>" in page.content.decode()
    for key in "sdu":
        assert f'data-key="{key}"' in page.content.decode()


def test_deciding_goes_on_to_the_next_and_can_be_undone(
    pair: DoubtfulPair, bob: User, client_of: Make
) -> None:
    client = client_of(bob)
    address = reverse("directory:decide_pair", args=[pair.pk])
    after = client.post(address, {"verdict": "same", "why": "una llamada"}, follow=True)
    assert after.redirect_chain
    assert "all 1" not in text_of(after)
    decisions = client.get("/en/directory/decisions/")
    assert "una llamada" in text_of(decisions)
    assert "Bob," in text_of(decisions)
    undo = re.search(r'action="([^"]+/(?:undo|deshacer)/)"', decisions.content.decode())
    assert undo is not None
    assert "1 of 1" in text_of(client.post(undo[1], follow=True))
    assert Organization.objects.filter(merged_into__isnull=False).count() == 0


def test_who_comes_second_is_told(
    pair: DoubtfulPair, alice: User, bob: User, client_of: Make
) -> None:
    decide_pair(actor=alice, pair=pair, verdict="different")
    address = reverse("directory:decide_pair", args=[pair.pk])
    response = client_of(bob).post(address, {"verdict": "same"})
    assert response.status_code == 422
    assert "Alice" in text_of(response)


def test_a_verdict_must_be_one(pair: DoubtfulPair, bob: User, client_of: Make) -> None:
    address = reverse("directory:decide_pair", args=[pair.pk])
    assert client_of(bob).post(address, {"verdict": "perhaps"}).status_code == 422
    long = client_of(bob).post(address, {"verdict": "same", "why": "x" * 501})
    assert long.status_code == 422
    assert "x" * 501 in long.content.decode()


def test_the_pair_of_a_sealed_organization_is_not_there(
    pair: DoubtfulPair, bob: User, client_of: Make
) -> None:
    Organization.objects.update(visibility=Visibility.SEALED)
    address = reverse("directory:decide_pair", args=[pair.pk])
    assert client_of(bob).post(address, {"verdict": "same"}).status_code == 404
    assert "Lucero" not in text_of(client_of(bob).get(reverse("directory:review")))


def test_the_heading_of_a_sealed_network_is_not_shown(
    pair: DoubtfulPair, bob: User, alice: User, client_of: Make
) -> None:
    """Its members may be seen; under what they were listed may not."""
    heading = MentionRow.objects.get(listed_under="")
    assert heading.organization is not None
    Organization.objects.filter(pk=heading.organization.pk).update(visibility=Visibility.SEALED)
    stored = PrintedList.objects.get()
    for address in (
        reverse("directory:printed_list", args=[stored.key]),
        reverse("directory:review"),
    ):
        assert "Migrantes Unidos" not in text_of(client_of(bob).get(address))
        assert "Migrantes Unidos" in text_of(client_of(alice).get(address))


def test_a_list_is_shown_before_it_is_stored(alice: User, client_of: Make) -> None:
    client = client_of(alice)
    address = "/en/directory/lists/new/"
    shown = client.post(address, {**LIST, "text": DOUBTFUL_LIST})
    text = text_of(shown)
    assert "3 organizations one network" in text
    assert "One pair to review" in text
    assert not PrintedList.objects.exists()
    stored = client.post(
        address, {**LIST, "text": DOUBTFUL_LIST, "start": "2017-11-01", "store": "1"}, follow=True
    )
    assert "Lista de ejemplo" in text_of(stored)
    assert Organization.objects.count() == 4
    assert set(Membership.objects.values_list("start", flat=True)) <= {date(2017, 11, 1)}


def test_claims_of_headings_are_checked(alice: User, client_of: Make) -> None:
    """As many as it says, or not."""
    text = "Red de Ejemplo (4 organizaciones): Casa Uno; Casa Dos Ríos; Taller Tres Luces\n"
    shown = client_of(alice).post("/en/directory/lists/new/", {**LIST, "text": text})
    assert "4 claimed, 3 listed" in text_of(shown)


def test_a_list_as_a_file(alice: User, client_of: Make) -> None:
    client = client_of(alice)
    file = SimpleUploadedFile("lista.txt", DOUBTFUL_LIST.encode())
    shown = client.post("/en/directory/lists/new/", {**LIST, "file": file})
    assert "3 organizations one network" in text_of(shown)


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "x" * 500_001},
        {"file": SimpleUploadedFile("lista.txt", "Niñez".encode("cp1252"))},
        {"file": SimpleUploadedFile("lista.txt", b"a\0b")},
        {"file": SimpleUploadedFile("lista.txt", b"x" * 500_001)},
        {"text": "Casa", "title": ""},
        {"text": "Casa", "start": "2017-02-30"},
    ],
)
def test_lists_refused(alice: User, client_of: Make, given: dict[str, object]) -> None:
    for file in (value for value in given.values() if isinstance(value, SimpleUploadedFile)):
        file.seek(0)
    response = client_of(alice).post("/en/directory/lists/new/", {**LIST, **given, "store": "1"})
    assert response.status_code == 422
    assert not PrintedList.objects.exists()


def test_nothing_to_review_says_what_to_do(alice: User, bob: User, client_of: Make) -> None:
    assert "No pair waits" in text_of(client_of(bob).get("/en/directory/review/"))
    assert "Read a printed list" in text_of(client_of(alice).get("/en/directory/review/"))
    assert "Nothing is decided" in text_of(client_of(bob).get("/en/directory/decisions/"))
    assert "No list was read" in text_of(client_of(bob).get("/en/directory/lists/"))
