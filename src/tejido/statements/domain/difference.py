"""What changed between two versions, paragraph by paragraph and word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from tejido.statements.domain.version_text import VersionContent, normalized

# (kind, text), where kind is "same", "removed" or "added".
Segment = tuple[str, str]
# A paragraph before and after.
Row = tuple[tuple[Segment, ...], tuple[Segment, ...]]

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_BLANK_LINES = re.compile(r"\n\s*\n")


def text_difference(before: str, after: str) -> tuple[Row, ...]:
    """Return the paragraphs of two texts side by side, with what was removed and added marked.

    >>> text_difference("Two days.", "Three days.")[0][1][0]
    ('added', 'Three')
    """
    old, new = _paragraphs(normalized(before)), _paragraphs(normalized(after))
    rows: list[Row] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows.extend(((("same", text),), (("same", text),)) for text in old[a1:a2])
        else:
            pairs = zip_longest(old[a1:a2], new[b1:b2], fillvalue="")
            rows.extend(_words(left, right) for left, right in pairs)
    return tuple(rows)


def version_difference(
    before: VersionContent, after: VersionContent, language: str
) -> tuple[Row, ...]:
    """Return the difference of two versions in one language: title, text, notes and demands."""
    return text_difference(_as_text(before, language), _as_text(after, language))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in _BLANK_LINES.split(text) if part.strip()]


def _words(before: str, after: str) -> Row:
    old, new = _WORD.findall(before), _WORD.findall(after)
    left: list[Segment] = []
    right: list[Segment] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new).get_opcodes():
        same = kind == "equal"
        _add(left, "same" if same else "removed", "".join(old[a1:a2]))
        _add(right, "same" if same else "added", "".join(new[b1:b2]))
    return tuple(left), tuple(right)


def _add(segments: list[Segment], kind: str, text: str) -> None:
    if text:
        segments.append((kind, text))


def _as_text(content: VersionContent, language: str) -> str:
    return "\n\n".join(_parts(content, language))


def _parts(content: VersionContent, language: str) -> Iterator[str]:
    for wording in content.wordings:
        if wording.language == language:
            yield wording.title
            yield wording.body
    for note in content.notes:
        source = note.source.title if note.source else ""
        said = (note.texts.get(language, ""), source, note.locator)
        yield f"[{note.number}] " + " · ".join(part for part in said if part)
    for number, demand in enumerate(content.demands, start=1):
        addressee = demand.addressee.name if demand.addressee else ""
        yield f"({number}) {addressee}: {demand.texts.get(language, '')}"
