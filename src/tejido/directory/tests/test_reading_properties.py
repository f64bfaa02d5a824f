"""Whatever the text, reading it never fails, loses nothing and stays linear."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.reading import read_list

WORDS = st.sampled_from(
    "Casa Red Centro Ana Pérez CODEX A.C. AC de y Salud Migración México Petén (Oaxaca) (a;b) ( ) "
    "; , . : / – “Luz” 84 organizaciones 1. - S.J. Universidad Investigadora Académicos: "
    "Voces".split()
)
LISTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=12).map("\n".join)
NAMES = st.lists(
    st.sampled_from(["Casa", "Luz", "Norte", "Milpa", "Senda", "Barro", "Trigo"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read_list(text)


@given(LISTS)
def test_mentions_are_pieces_of_the_text(text: str) -> None:
    reading = read_list(text)
    unmarked = squeeze(
        " ".join(re.sub(r"^\s*(?:[-–]+|1\.)\s+", "", row) for row in text.split("\n"))
    )
    printed = (squeeze(text), unmarked)
    count = len(text.split("\n"))
    assert [m.id for m in reading.mentions] == list(range(len(reading.mentions)))
    for mention in reading.mentions:
        assert any(mention.text in whole for whole in printed)
        assert mention.text == squeeze(mention.text)
        assert mention.name
        assert 1 <= mention.line <= count
    assert reading.lines <= count


@given(st.lists(NAMES, min_size=1, max_size=30, unique=True))
def test_plain_lines_are_mentions_one_by_one(names: list[str]) -> None:
    reading = read_list("\n".join(names))
    assert [m.text for m in reading.mentions] == names
    assert [m.line for m in reading.mentions] == list(range(1, len(names) + 1))


@given(st.lists(NAMES, min_size=2, max_size=30))
def test_semicolons_part_every_member(names: list[str]) -> None:
    reading = read_list("Red del Sur: " + "; ".join(names) + ".")
    assert [m.text for m in reading.mentions] == ["Red del Sur", *names]


@given(LISTS)
def test_every_line_is_accounted_for(text: str) -> None:
    reading = read_list(text)
    kept = set(fold(" ".join(f"{m.text} {m.listed_under or ''}" for m in reading.mentions)).split())
    said = {"84", "organizaciones", "a", "b", "1", "y", "de", "academicos", *kept}
    headings = {"casa", "red", "centro", "mexico", "peten", "oaxaca", "universidad", "voces"}
    for row in text.split("\n"):
        words = set(fold(row).split())
        assert not words or words & said or words <= headings


@pytest.mark.parametrize(
    "text",
    [
        ";,./ " * 200_000,
        "\n" * 500_000,
        "(" * 200_000,
        "()" * 100_000,
        "a: " * 100_000,
        "x" * 1_000_000,
        "A (b; " * 20_000,
        "84 organizaciones " * 20_000,
        "A.C. " * 50_000,
        " y A" * 100_000,
        "\x00\x1f\u2028" * 10_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_garbage_is_borne(text: str) -> None:
    read_list(text)
