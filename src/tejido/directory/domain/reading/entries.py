"""From the lines of a file to entries: a name continued on the next line is put together again."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import begins_with_legal_form
from tejido.directory.domain.places import is_town, read_place
from tejido.directory.domain.printed_acronyms import is_acronym
from tejido.directory.domain.reading.claims import find_claim
from tejido.directory.domain.reading.lines import Line
from tejido.directory.domain.reading.people import person_name
from tejido.directory.domain.reading.vocabulary import (
    CONNECTIVE,
    DANGLING,
    HEADING_NETWORK,
    begins_institution,
    is_topic,
)
from tejido.directory.domain.reading.wrapping import begins_heading, wrapped_lines

_INNER_SEMICOLON = re.compile(r";\s*[^\W_]")
_WRAP = 60
_LONGEST_PLACE = 90
_LINES_A_PLACE = 200
"""Most lines under a bare place, on average, in a list that does not begin with one."""
_LONGEST_FORM = 30
_QUOTES = '“"«'


@dataclass(slots=True)
class Entry:
    """Lines that belong together, joined by single spaces.

    Arguments:
        lines: in printed order.
        place_heading: its line is a bare place that stands over what follows.
        claim: what its last line claims, where that line is nothing but a claim.
        text: the joined lines, once closed.
        starts: where each line begins in ``text``.
        claim_at: where the claiming line begins in ``text``.
    """

    lines: list[Line]
    place_heading: bool = False
    claim: int | None = None
    text: str = ""
    starts: list[int] = field(default_factory=list)
    claim_at: int | None = None

    def close(self) -> None:
        """Join the lines; to be called once all are there."""
        self.starts, position = [], 0
        for line in self.lines:
            self.starts.append(position)
            if self.claim is not None and position and find_claim(line.text) is not None:
                self.claim_at = position
            position += len(line.text) + 1
        self.text = " ".join(line.text for line in self.lines)

    def line_at(self, offset: int) -> int:
        """Line of the file that the character at an offset of ``text`` stands on."""
        return self.lines[bisect_right(self.starts, offset) - 1].number


def is_bare_place(text: str) -> bool:
    """Tell whether a line is a country or a subdivision and nothing else.

    >>> is_bare_place("Honduras"), is_bare_place("Casa Uno, Honduras")
    (True, False)
    """
    place = read_place(text.rstrip(" .:")) if len(text) <= _LONGEST_PLACE else None
    return place is not None and place.town is None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a list is set.

    Arguments:
        spaced: empty lines part its entries.
        comma_ended: commas end them.
        lowercase: they may begin with a small letter.
        place_headed: bare places stand on several lines, as headings.
    """

    spaced: bool
    comma_ended: bool
    lowercase: bool
    place_headed: bool


def _layout(lines: Sequence[Line]) -> Layout:
    count = max(len(lines), 1)
    small = sum(
        line.text[0].islower() and fold(line.text[:20]).split(" ", 1)[0] not in CONNECTIVE
        for line in lines
    )
    return Layout(
        spaced=sum(line.gap > 0 for line in lines[1:]) >= 0.8 * (count - 1) and count > 3,
        comma_ended=sum(line.text.endswith(",") for line in lines) >= 0.3 * count,
        place_headed=_is_place_headed(lines),
        lowercase=small > 2 and small >= 0.2 * count,
    )


def _is_place_headed(lines: Sequence[Line]) -> bool:
    """Tell whether bare places are headings: a list begins with one, or has them all along.

    In a long list an acronym here and there spells a place (COCLE, GUAM) and heads nothing.
    """
    places = [number for number, line in enumerate(lines) if is_bare_place(line.text)]
    return len(places) > 1 and (places[0] < 2 or len(places) * _LINES_A_PLACE >= len(lines))


def read_entries(lines: Sequence[Line]) -> list[Entry]:
    """Join the lines that go on with the one before."""
    layout = _layout(lines)
    wrapped = wrapped_lines(lines)
    entries: list[Entry] = []
    for line in lines:
        if entries and (line.number in wrapped or _continues(entries[-1], line, layout)):
            entries[-1].lines.append(line)
            entries[-1].claim = find_claim(line.text) or entries[-1].claim
        else:
            headed = layout.place_headed or not entries
            entries.append(Entry([line], place_heading=headed and is_bare_place(line.text)))
    return _join_network_names(entries)


def _join_network_names(entries: list[Entry]) -> list[Entry]:
    """Join a network's name printed over two lines to the rest of its heading."""
    joined: list[Entry] = []
    for entry in entries:
        before = joined[-1] if joined else None
        if before and _is_heading_end(entry) and _is_name_begun(before, entry.lines[0]):
            entry.lines[:0] = before.lines
            joined.pop()
        entry.close()
        joined.append(entry)
    return joined


def _is_heading_end(entry: Entry) -> bool:
    return entry.claim is not None or entry.lines[-1].text.endswith(":")


def _is_name_begun(before: Entry, line: Line) -> bool:
    last = before.lines[-1]
    if len(before.lines) > 1 or line.gap or line.marked or last.text[-1] in ".;:":
        return False
    first = fold(last.text).split(" ", 1)[0]
    return first in HEADING_NETWORK and not _starts_name(line.text)


def _starts_name(text: str) -> bool:
    return (
        begins_institution(fold(text[:80]))
        or is_acronym(text.split(" ", 1)[0].strip(",.:;"))
        or person_name(text[:200]) is not None
    )


def _continues(entry: Entry, line: Line, layout: Layout) -> bool:
    last = entry.lines[-1].text
    if line.marked or line.gap > 2 or last.endswith(":") or entry.claim is not None:
        return False
    is_list = _is_list(entry)
    if not is_list and line.gap < 2 and _hangs_on(last, line, layout):
        return True
    if not is_list and _is_place_line(line, last, layout):
        return True
    return line.gap == 0 and _wraps(entry, line, layout, is_list=is_list)


def _is_list(entry: Entry) -> bool:
    return any(_INNER_SEMICOLON.search(line.text) for line in entry.lines[-3:])


def _hangs_on(last: str, line: Line, layout: Layout) -> bool:
    """Tell whether a line cannot begin a name, or the line before cannot end one."""
    text = line.text
    if text[0] in "([" or find_claim(text) is not None or _closes_bracket(last, line):
        return True
    if len(text) <= _LONGEST_FORM and begins_with_legal_form(text) >= len(text.rstrip(" .,;")):
        return True
    if text[0].islower() and (line.gap == 0 or fold(text[:20]).split(" ", 1)[0] in CONNECTIVE):
        return not layout.lowercase
    before = last[-30:].rsplit(" ", 1)[-1]
    return before.islower() and fold(before) in DANGLING and not last.endswith((".", ";"))


def _closes_bracket(last: str, line: Line) -> bool:
    opened = last.count("(") > last.count(")")
    return opened and line.gap == 0 and line.text.count(")") > line.text.count("(")


def _is_place_line(line: Line, last: str, layout: Layout) -> bool:
    """Tell whether a line is only the place of the name before it.

    A town with its region is, where the town is known, or where the line before is left open by
    a comma or a dot; otherwise the first word may be a signatory of its own.
    """
    place = read_place(line.text.rstrip(" .;")) if len(line.text) <= _LONGEST_PLACE else None
    if place is None or not place.country:
        return False
    if not place.town:
        return not (layout.place_headed or is_acronym(line.text.rstrip(" .;")))
    if is_town(place.town):
        return True
    if any(is_topic(word) for word in fold(place.town).split()) or "," in place.town:
        return False
    return last.endswith((",", ".")) and _starts_name(last)


def _wraps(entry: Entry, line: Line, layout: Layout, *, is_list: bool) -> bool:
    """Tell whether a line without an empty one before it goes on with a longer text."""
    last = entry.lines[-1].text
    if begins_heading(line.text):
        return False
    if is_list or _is_comma_list(entry):
        wrapped = len(last) >= _WRAP and not last.endswith(".") and not _starts_name(line.text)
        return last.endswith((";", ",")) or wrapped
    quoted = line.text[0] in _QUOTES
    loose = quoted or layout.spaced or (last.endswith(",") and not layout.comma_ended)
    return loose and not last.endswith((".", ";")) and (quoted or not _starts_name(line.text))


def _is_comma_list(entry: Entry) -> bool:
    first = entry.lines[0].text
    head, colon, body = first.partition(":")
    return bool(colon) and len(head) < 200 and body.count(",") > 1
