"""Walking through a list's entries: which heading stands over which item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tejido.directory.domain.folding import fold
from tejido.directory.domain.places import read_place
from tejido.directory.domain.reading.entries import Entry
from tejido.directory.domain.reading.headings import (
    Heading,
    HeadingSpan,
    find_heading,
    inner_heading,
    is_category,
    make_heading,
    without_claim,
)
from tejido.directory.domain.reading.joints import Known
from tejido.directory.domain.reading.splitting import (
    Piece,
    piece,
    split_commas,
    split_semicolons,
)
from tejido.directory.domain.reading.vocabulary import (
    CATEGORY_BESIDE,
    CATEGORY_HEADING,
    HEADING_NETWORK,
)

_SEMICOLON = re.compile(r";\s*[^\W_]")
_LEAST_COMMAS = 4
_LEAST_UNHEADED = 6


@dataclass(slots=True)
class Item:
    """One printed item before it is taken apart; ``commas`` marks a list still to be split."""

    text: str
    line: int
    heading: Heading | None
    people: bool = False
    heads: Heading | None = None
    commas: bool = False
    entry: Entry | None = None
    start: int = 0


@dataclass(slots=True)
class Walk:
    """State of a walk through the entries: the open heading and the one to fall back to."""

    items: list[Item] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    heading: Heading | None = None
    collector: Heading | None = None
    listed: bool = False

    def open(self, heading: Heading) -> None:
        """Put a heading over what follows, and note it as a signatory if it is one."""
        self.headings.append(heading)
        self.heading = heading
        self.listed = False
        if not heading.network:
            self.collector = heading
        if heading.signatory:
            self.items.append(Item(heading.printed, heading.line, None, heads=heading))


def walk_entries(entries: Sequence[Entry]) -> Walk:
    """Sort entries into headings and the items under them.

    Arguments:
        entries: in printed order.
    """
    walk = Walk()
    for index, entry in enumerate(entries):
        _walk_entry(walk, entry, entries[index + 1] if index + 1 < len(entries) else None)
    return walk


def _walk_entry(walk: Walk, entry: Entry, following: Entry | None) -> None:
    span = find_heading(entry.text, claim_at=entry.claim_at)
    if span is None and _stands_over(entry, following):
        head, claimed = without_claim(entry.text)
        span = HeadingSpan(head, claimed, len(entry.text), len(entry.text))
    if span is None:
        _add_members(walk, entry, 0, len(entry.text), inline=False)
        return
    inline = span.end > span.start
    begun = entry.text.find(span.head[:20]) if span.head else 0
    walk.open(make_heading(span, entry.line_at(max(begun, 0)), inline=inline))
    if inline:
        _add_members(walk, entry, span.start, span.end, inline=True)
        if not entry.text.rstrip().endswith((";", ",")):
            walk.listed = True


def _stands_over(entry: Entry, following: Entry | None) -> bool:
    """A heading without a colon: marked lines or a whole list stand under a bare line."""
    text = entry.text
    if following is None or ";" in text or len(text) > 200:
        return False
    if entry.place_heading:
        return True
    first = fold(text[:60]).split(" ", 1)[0]
    sorts = first in CATEGORY_HEADING or first in CATEGORY_BESIDE
    if sorts and is_category(text) and read_place(text) is None:
        return True
    if first not in HEADING_NETWORK:
        return False
    if following.lines[0].marked and not entry.lines[0].marked:
        return True
    return len(_SEMICOLON.findall(following.text)) > 1 and find_heading(following.text) is None


def _add_members(walk: Walk, entry: Entry, start: int, end: int, *, inline: bool) -> None:
    """Read the members in a stretch of an entry under the open heading."""
    body = entry.text[start:end]
    is_list = _SEMICOLON.search(body) is not None
    commas = not is_list and (inline or _is_comma_list(walk, body))
    if walk.listed and not (inline or is_list or commas):
        walk.heading, walk.listed = walk.collector, False
    people = walk.heading.people if walk.heading else False
    if commas:
        _add_comma_list(walk, entry, start, end, people)
        return
    pieces = split_semicolons(body) if is_list else _single(body)
    for found in pieces:
        people = _add_item(walk, entry, found, start, people)
    walk.listed = walk.listed or is_list


def _add_comma_list(walk: Walk, entry: Entry, start: int, end: int, people: bool) -> None:
    """Hold a comma list back until every name read for certain is known; part it at headings."""
    while True:
        inner = inner_heading(entry.text[start:end])
        stop = start + inner[0] if inner else end
        line = entry.line_at(start)
        body = entry.text[start:stop]
        walk.items.append(Item(body, line, walk.heading, people, None, True, entry, start))
        if inner is None:
            return
        heading = _inner_heading(entry, start + inner[0], start + inner[1])
        if heading.signatory:
            walk.open(heading)
        people = heading.people
        start += inner[2]


def _inner_heading(entry: Entry, start: int, end: int) -> Heading:
    head, claimed = without_claim(entry.text[start:end])
    return make_heading(HeadingSpan(head, claimed, 0, 0), entry.line_at(start), inline=True)


def _single(body: str) -> list[Piece]:
    found = piece(body, 0, len(body))
    return [found] if found else []


def _is_comma_list(walk: Walk, body: str) -> bool:
    """A line without a heading of its own that is all commas."""
    commas = body.count(",")
    if commas < _LEAST_COMMAS:
        return False
    parts = split_commas(body[:2000], Known())
    return len(parts) >= (_LEAST_COMMAS if walk.heading and not walk.listed else _LEAST_UNHEADED)


def _add_item(walk: Walk, entry: Entry, found: Piece, start: int, people: bool) -> bool:
    """Add one item; a heading in the middle of it parts it in two."""
    inner = inner_heading(found.text)
    offset = start + found.start
    if inner is None:
        walk.items.append(Item(found.text, entry.line_at(offset), walk.heading, people))
        return people
    begun, ended, after = inner
    if before := piece(found.text, 0, begun):
        walk.items.append(
            Item(before.text, entry.line_at(offset + before.start), walk.heading, people)
        )
    heading = _inner_heading(entry, offset + begun, offset + ended)
    if heading.signatory:
        walk.open(heading)
    if rest := piece(found.text, after, len(found.text)):
        people = heading.people
        walk.items.append(Item(rest.text, entry.line_at(offset + rest.start), walk.heading, people))
    return heading.people
