"""Splitting a list printed on one line: at its semicolons, or at those commas that part names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import find_legal_forms
from tejido.directory.domain.places import read_place
from tejido.directory.domain.printed_acronyms import is_acronym
from tejido.directory.domain.reading.brackets import depth_zero
from tejido.directory.domain.reading.joints import (
    INNER_AND,
    LEADING_AND,
    Joint,
    Known,
    joins,
    opening,
    plain_key,
)
from tejido.directory.domain.reading.people import person_name
from tejido.directory.domain.reading.vocabulary import SINGLE_BODY

_LONGEST_BRACKET = 160
_MOST_PARTS = 4
_ABBREVIATION = re.compile(r"(?:^|[\s.,(])(?:[^\W\d_]|[^\W\d_]{1,4}\.[^\W\d_])\.?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: where it begins and the part itself, without separators around it."""

    start: int
    text: str


def trim(text: str) -> tuple[int, str]:
    """Take separators off a printed item; the dot of an abbreviation stays.

    Returns:
        how many characters were taken off its beginning, and the item.

    >>> trim(" / Casa Uno, A.C.;")
    (3, 'Casa Uno, A.C.')
    """
    begun = text.lstrip(" \t,;/|·•*.:–—-")
    taken = len(text) - len(begun)
    item = begun.rstrip(" \t,;/|·•*:–—-")
    while item.endswith(".") and not _ends_in_abbreviation(item):
        item = item[:-1].rstrip(" \t,;/|·•*:")
    if item.endswith(")") and item.count("(") < item.count(")"):
        item = item[:-1].rstrip(" .,;")
    return taken, item


def _ends_in_abbreviation(item: str) -> bool:
    tail = item[-40:]
    forms = find_legal_forms(f"x {tail}")
    if forms and forms[-1].end >= len(tail) + 2:
        return True
    word = re.split(r"[\s,(]", tail.rstrip("."))[-1]
    if _ABBREVIATION.search(tail):
        return True
    return len(word) <= 5 and not word.isupper() and read_place(f"Villa, {word}.") is not None


def piece(text: str, start: int, end: int) -> Piece | None:
    """Cut one item out of a text, or None when nothing but separators stands there."""
    taken, item = trim(text[start:end])
    if not any(char.isalnum() for char in item):
        return None
    return Piece(start + taken, item)


def split_semicolons(text: str) -> list[Piece]:
    """Split a list at its semicolons, brackets kept whole; a last "and" is no part of a name."""
    cuts = [-1, *depth_zero(text, ";", longest=_LONGEST_BRACKET), len(text)]
    pieces = [
        found
        for before, after in zip(cuts, cuts[1:], strict=False)
        if (found := piece(text, before + 1, after))
    ]
    return _part_last(pieces, closed=True)


def split_commas(text: str, known: Known, *, among_people: bool = False) -> list[Piece]:
    """Split a list at those of its commas that part names.

    A legal form, a place, a lower-case beginning or a bracket after a comma goes on with the
    name; so does an enumeration of matters ("Mujer, Salud y Migración"); a full name known from
    elsewhere in the list wins over all.

    Arguments:
        text: the list.
        known: names read for certain elsewhere.
        among_people: a heading announced people, whose affiliations follow them.

    >>> [p.text for p in split_commas("Casa Uno, A.C., Red de Paz, Norte", Known())]
    ['Casa Uno, A.C.', 'Red de Paz', 'Norte']
    """
    spans = _comma_spans(text)
    pieces: list[Piece] = []
    index = 0
    while index < len(spans):
        begun = spans[index][0]
        until = index + _known_parts(text, spans, index, known)
        while until < len(spans) and joins(
            Joint(
                text[begun : spans[until - 1][1]],
                _bare(text, spans[until]),
                _bare(text, spans[until + 1]) if until + 1 < len(spans) else "",
            ),
            known,
            among_people,
        ):
            until += 1
        if found := piece(text, begun, spans[until - 1][1]):
            pieces.append(found)
        index = until
    return _part_last(pieces)


def _bare(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]].strip()


def _comma_spans(text: str) -> list[tuple[int, int]]:
    cuts = [
        cut
        for cut in depth_zero(text, ",", longest=_LONGEST_BRACKET)
        if not (text[cut - 1 : cut].isdigit() and text[cut + 1 : cut + 2].isdigit())
    ]
    bounds = [-1, *cuts, len(text)]
    return [(a + 1, b) for a, b in zip(bounds, bounds[1:], strict=False) if text[a + 1 : b].strip()]


def _known_parts(text: str, spans: Sequence[tuple[int, int]], index: int, known: Known) -> int:
    """How many parts from here make up a name known from elsewhere; 1 when none do."""
    begun = spans[index][0]
    if not known.openings or opening(fold(text[begun : begun + 120])) not in known.openings:
        return 1
    for count in range(min(_MOST_PARTS, len(spans) - index), 1, -1):
        if plain_key(text[begun : spans[index + count - 1][1]]) in known.keys:
            return count
    return 1


def _part_last(pieces: list[Piece], *, closed: bool = False) -> list[Piece]:
    """Part "B y C" at the end of a list where both are full names by themselves.

    Arguments:
        pieces: the items of the list.
        closed: part only after a bracket or a comma, as in a list parted by semicolons.
    """
    if len(pieces) < 2:
        return pieces
    last = pieces[-1]
    if match := LEADING_AND.match(last.text):
        return [*pieces[:-1], Piece(last.start + match.end(), last.text[match.end() :])]
    for match in INNER_AND.finditer(last.text):
        left, right = last.text[: match.start()], last.text[match.end() :]
        if closed and not (left.endswith(")") or "," in left):
            continue
        if _stands_alone(left) and _stands_alone(right):
            return [*pieces[:-1], Piece(last.start, left), Piece(last.start + match.end(), right)]
    return pieces


def _stands_alone(text: str) -> bool:
    if is_acronym(text):
        return True
    words = fold(text[:200]).split()
    return text[0].isupper() and (
        (len(words) > 1 and words[0] in SINGLE_BODY) or person_name(text) is not None
    )
