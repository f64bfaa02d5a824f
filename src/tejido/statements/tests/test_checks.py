"""Every check: what it finds, where, and that it leaves sound text alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.statements.domain.checks import problems_of, unknown_notes
from tejido.statements.domain.version_text import (
    MAX_BODY_BYTES,
    Addressee,
    Citation,
    DemandMade,
    Note,
    VersionContent,
    Wording,
)
from tejido.statements.problem_texts import TEXTS, problem_lines

SOURCE = Citation("key", "Informe")
ES = Wording("es", "Título", "Uno.[^1]\n\n## Dos\n\nTres.[^2]")
EN = Wording("en", "Title", "One.[^1]\n\n## Two\n\nThree.[^2]")
NOTES = (
    Note(1, SOURCE, "", {"es": "Nota", "en": "Note"}),
    Note(2, SOURCE, "p. 2", {}),
)
DEMANDS = (DemandMade(Addressee("body", "Instituto"), {"es": "Haga.", "en": "Do."}),)
SOUND = VersionContent((ES, EN), NOTES, DEMANDS)


def found(content: VersionContent) -> list[tuple[str, str]]:
    return [(str(problem.code), problem.where) for problem in problems_of(content)]


def with_bodies(es: str, en: str) -> VersionContent:
    return replace(SOUND, wordings=(replace(ES, body=es), replace(EN, body=en)))


def test_sound_text_passes() -> None:
    assert found(SOUND) == []
    assert found(replace(SOUND, wordings=(ES,))) == []


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (VersionContent(()), "language_missing", ""),
        (replace(SOUND, wordings=(ES, replace(EN, title=" "))), "language_title_missing", "en"),
        (
            replace(SOUND, wordings=(ES, EN, Wording("fr", "T", ""))),
            "language_body_missing",
            "fr",
        ),
        (with_bodies(ES.body, "One.[^1] Three.[^2]"), "language_section_missing", "en: § 1 Dos"),
        (
            with_bodies(ES.body, "One.[^1][^2]\n\n## Two"),
            "language_section_missing",
            "en: § 1 Dos",
        ),
        (with_bodies("## Dos\n\nTres.[^1][^2]", EN.body), "language_section_missing", "es: § 0"),
        (with_bodies(ES.body + "\n\n" + "á" * MAX_BODY_BYTES, EN.body), "body_too_long", "es"),
        (with_bodies(ES.body + "\n\n" + "> " * 9 + "x", EN.body), "body_too_deep", "es"),
        (replace(SOUND, corrects=True), "correction_language_missing", "en"),
        (with_bodies(ES.body + "[^3]", EN.body), "footnote_marker_without_note", "es: [^3]"),
        (
            with_bodies(ES.body + "[^3][^3]", EN.body + "[^3]"),
            "footnote_marker_without_note",
            "es, en: [^3]",
        ),
        (
            with_bodies(ES.body, "One.[^1]\n\n## Two\n\nThree."),
            "footnote_without_marker",
            "en: [^2]",
        ),
        (
            replace(SOUND, notes=(replace(NOTES[0], source=None), NOTES[1])),
            "footnote_without_source",
            "[^1]",
        ),
        (
            replace(
                SOUND, notes=(replace(NOTES[0], source=replace(SOURCE, public=False)), NOTES[1])
            ),
            "footnote_source_not_public",
            "[^1]",
        ),
        (
            replace(SOUND, notes=(replace(NOTES[0], texts={"es": "Nota"}), NOTES[1])),
            "footnote_language_missing",
            "en: [^1]",
        ),
        (replace(SOUND, notes=(*NOTES, NOTES[1])), "footnote_number_twice", "[^2]"),
        (
            replace(SOUND, notes=(NOTES[0], replace(NOTES[1], number=3))),
            "footnote_number_gap",
            "[^2]",
        ),
        (
            with_bodies("Uno.[^2]\n\n## Dos\n\nTres.[^1]", EN.body),
            "footnote_marker_order",
            "es: [^1]",
        ),
        (
            replace(SOUND, demands=(replace(DEMANDS[0], texts={"es": "Haga."}),)),
            "demand_language_missing",
            "en: (1)",
        ),
        (
            replace(SOUND, demands=(replace(DEMANDS[0], addressee=None),)),
            "demand_without_addressee",
            "(1)",
        ),
        (
            replace(
                SOUND, demands=(DemandMade(Addressee("b", "B", public=False), DEMANDS[0].texts),)
            ),
            "demand_addressee_not_public",
            "(1)",
        ),
    ],
)
def test_each_rule_finds_what_it_is_for(content: VersionContent, code: str, where: str) -> None:
    assert (code, where) in found(content)


def test_a_translation_may_turn_a_sentence_round() -> None:
    assert found(with_bodies("a[^1] b[^2]", "b[^2] a[^1]")) == []


def test_a_number_makes_one_row() -> None:
    content = with_bodies("a[^1] b[^2] c[^9] d[^9]", "a[^1] b[^2] c[^9]")
    assert found(content) == [("footnote_marker_without_note", "es, en: [^9]")]
    assert unknown_notes(content) == [9]


def test_codes_of_notes_say_footnote() -> None:
    for code in TEXTS:
        about_notes = "NOTE" in code.name or "MARKER" in code.name
        assert about_notes == ("footnote" in code)


def test_every_problem_has_words_and_a_place() -> None:
    content = VersionContent(
        (replace(ES, title="", body="x[^7]"), replace(EN, body="")),
        (Note(2, None, "", {"es": "n"}),),
        (DemandMade(None, {}),),
        corrects=True,
    )
    anchors = {line.anchor for line in problem_lines(problems_of(content))}
    assert {"id_text-es-title", "id_text-es-body", "note-2", "demand-1"} <= anchors
    assert {"id_text-en-body", "id_text-en-correction"} <= anchors


@given(st.text(), st.text())
def test_the_checks_never_raise(es: str, en: str) -> None:
    problem_lines(problems_of(with_bodies(es, en)))
