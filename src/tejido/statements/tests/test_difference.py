"""The difference view's rows."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tejido.statements.domain.difference import (
    Row,
    text_difference,
    version_difference,
)
from tejido.statements.domain.version_text import (
    Addressee,
    Citation,
    DemandMade,
    Note,
    VersionContent,
    Wording,
    normalized,
)


def side(rows: tuple[Row, ...], which: int, *kinds: str) -> str:
    return "|".join(
        "".join(text for kind, text in row[which] if kind in kinds) for row in rows
    ).strip("|")


def test_words_that_changed_are_marked() -> None:
    rows = text_difference("Pedimos dos cosas.\n\nFin.", "Pedimos tres cosas hoy.\n\nFin.")
    assert side(rows, 0, "removed") == "dos"
    assert side(rows, 1, "added") == "tres hoy"
    assert side(rows, 1, "same", "added") == "Pedimos tres cosas hoy.|Fin."


def test_a_new_paragraph_stands_alone() -> None:
    rows = text_difference("Uno.", "Uno.\n\nDos.")
    assert rows[1] == ((), (("added", "Dos."),))


@given(st.text(), st.text())
def test_both_sides_are_whole(before: str, after: str) -> None:
    rows = text_difference(before, after)
    for which, text in enumerate((before, after)):
        shown = "".join(word for row in rows for _kind, word in row[which])
        assert "".join(shown.split()) == "".join(normalized(text).split())


def is_unchanged(rows: Sequence[Row]) -> bool:
    return all(kind == "same" for row in rows for side in row for kind, _text in side)


@given(st.text())
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    one = normalized(text)
    assert is_unchanged(text_difference(one, one.replace("\n", "\r\n")))


def test_notes_and_demands_are_compared_too() -> None:
    one, other = (
        VersionContent(
            (Wording("es", "T", "B"),),
            (Note(1, Citation("k", title), "", {"es": "n"}),),
            (DemandMade(Addressee("a", "Instituto"), {"es": what}),),
        )
        for title, what in (("Informe", "Haga"), ("Otro", "No haga"))
    )
    rows = version_difference(one, other, "es")
    assert "Informe" in side(rows, 0, "removed")
    assert "No" in side(rows, 1, "added")
    assert is_unchanged(version_difference(one, other, "fr")) is False
