"""The digest: the same text gives the same one, any other text another."""

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tejido.statements.domain.digest import canonical_bytes, digest
from tejido.statements.domain.version_text import (
    Addressee,
    Citation,
    DemandMade,
    Note,
    VersionContent,
    Wording,
)

DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "statement-digest.md"
EXAMPLE = VersionContent(
    wordings=(
        Wording(
            "es", "Paso seguro", "Cada año mueren personas.[^1]\n\n## Qué pedimos\n\nLo que sigue."
        ),
        Wording(
            "en", "Safe passage", "People die every year.[^1]\n\n## What we ask\n\nWhat follows."
        ),
    ),
    notes=(
        Note(
            number=1,
            source=Citation("bcdfghjkmn", "Informe inventado", "Observatorio Ejemplo", "2025-05"),
            locator="p. 3",
            texts={"es": "Cifra de 2024.", "en": "Figure of 2024."},
        ),
    ),
    demands=(
        DemandMade(
            Addressee("pqrstvwxyz", "Instituto Inventado"),
            {"es": "Publicar las cifras.", "en": "Publish the figures."},
        ),
    ),
)

languages = st.sampled_from(["es", "en"])
by_language = st.dictionaries(languages, st.text(), max_size=2)
contents = st.builds(
    VersionContent,
    wordings=st.lists(
        st.builds(Wording, languages, st.text(), st.text(), st.text()),
        unique_by=lambda wording: wording.language,
        max_size=2,
    ).map(tuple),
    notes=st.lists(
        st.builds(
            Note,
            st.integers(1, 99),
            st.none() | st.builds(Citation, st.text(), st.text()),
            st.text(),
            by_language,
        ),
        unique_by=lambda note: note.number,
        max_size=3,
    ).map(tuple),
    demands=st.lists(
        st.builds(DemandMade, st.none() | st.builds(Addressee, st.text(), st.text()), by_language),
        max_size=3,
    ).map(tuple),
)


def rewritten(content: VersionContent, change: Callable[[str], str]) -> VersionContent:
    """Return the content with every text changed."""
    return replace(
        content,
        wordings=tuple(
            Wording(w.language, change(w.title), change(w.body), change(w.correction))
            for w in content.wordings
        ),
        notes=tuple(
            replace(note, texts={code: change(text) for code, text in note.texts.items()})
            for note in content.notes
        ),
        demands=tuple(
            replace(demand, texts={code: change(text) for code, text in demand.texts.items()})
            for demand in content.demands
        ),
    )


@given(contents)
def test_the_form_of_unicode_says_nothing(content: VersionContent) -> None:
    composed, apart = (
        rewritten(content, lambda text, form=form: unicodedata.normalize(form, text))  # type: ignore[misc]
        for form in ("NFC", "NFD")
    )
    assert digest(composed) == digest(apart) == digest(content)


@given(contents)
def test_the_end_of_line_says_nothing(content: VersionContent) -> None:
    plain = rewritten(content, lambda text: text.replace("\r", ""))
    windows = rewritten(plain, lambda text: text.replace("\n", "\r\n"))
    assert digest(plain) == digest(windows)


@given(contents)
def test_the_order_of_rows_says_nothing(content: VersionContent) -> None:
    turned = replace(content, wordings=content.wordings[::-1], notes=content.notes[::-1])
    assert digest(turned) == digest(content)


@given(contents, contents)
def test_two_texts_have_one_digest_only_when_they_are_the_same(
    one: VersionContent, other: VersionContent
) -> None:
    assert (digest(one) == digest(other)) == (canonical_bytes(one) == canonical_bytes(other))


@given(st.text(), st.text())
def test_another_letter_gives_another_digest(before: str, after: str) -> None:
    assume(unicodedata.normalize("NFC", before) != unicodedata.normalize("NFC", after))
    assume("\r" not in before + after)
    body = replace(EXAMPLE.wordings[0], body=before)
    changed = replace(EXAMPLE.wordings[0], body=after)
    one = replace(EXAMPLE, wordings=(body, EXAMPLE.wordings[1]))
    other = replace(EXAMPLE, wordings=(changed, EXAMPLE.wordings[1]))
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    "other",
    [
        replace(EXAMPLE, wordings=EXAMPLE.wordings[:1]),
        replace(EXAMPLE, wordings=(replace(EXAMPLE.wordings[0], title="x"), EXAMPLE.wordings[1])),
        replace(
            EXAMPLE, wordings=(replace(EXAMPLE.wordings[0], correction="x"), EXAMPLE.wordings[1])
        ),
        replace(EXAMPLE, wordings=(replace(EXAMPLE.wordings[0], language="fr"),)),
        replace(EXAMPLE, notes=()),
        replace(EXAMPLE, notes=(replace(EXAMPLE.notes[0], number=2),)),
        replace(EXAMPLE, notes=(replace(EXAMPLE.notes[0], locator="p. 4"),)),
        replace(EXAMPLE, notes=(replace(EXAMPLE.notes[0], source=None),)),
        replace(EXAMPLE, notes=(replace(EXAMPLE.notes[0], texts={"es": "Cifra de 2024."}),)),
        replace(EXAMPLE, demands=()),
        replace(EXAMPLE, demands=EXAMPLE.demands * 2),
        replace(EXAMPLE, demands=(replace(EXAMPLE.demands[0], addressee=None),)),
        replace(EXAMPLE, demands=(DemandMade(Addressee("pqrstvwxyz", "Otro"), {}),)),
    ],
)
def test_every_part_counts(other: VersionContent) -> None:
    assert digest(other) != digest(EXAMPLE)


def test_the_order_of_demands_counts() -> None:
    two = (*EXAMPLE.demands, DemandMade(Addressee("zz", "Otro"), {"es": "Responder."}))
    one, other = replace(EXAMPLE, demands=two), replace(EXAMPLE, demands=two[::-1])
    assert digest(one) != digest(other)


def test_the_documented_example_holds() -> None:
    """Whoever follows docs/statement-digest.md gets the digest written there."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert canonical_bytes(EXAMPLE).decode() in text
    assert digest(EXAMPLE) in text
    assert json.loads(canonical_bytes(EXAMPLE))["format"] == "tejido-statement-1"
