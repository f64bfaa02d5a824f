"""The marks a statement's text may use, read by one parser for checks, preview and page.

A safe subset of CommonMark: headings, paragraphs, emphasis, lists, quotes, and links to http,
https and mailto addresses. Everything else (HTML, images, tables, code) is text like any other.
`[^3]` is the marker of note 3.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MARKER = re.compile(r"\[\^([1-9][0-9]{0,2})\]")
# What can begin a link: a label without brackets, then an address.
_LINK = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\(", re.DOTALL)
# Quotes and lists may stand inside each other this deep; nobody follows a text any deeper.
MAX_DEPTH = 8
_PARSER_DEPTH = 60
_NESTING = ("blockquote_", "bullet_list_", "ordered_list_")
_ADDRESSES = frozenset({"http", "https", "mailto"})
_MARKS = [
    *("blockquote", "heading", "lheading", "list"),
    *("newline", "escape", "emphasis", "link", "autolink"),
]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the name markdown-it calls)
        """Accept http, https and mailto addresses and nothing else."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in _ADDRESSES and bool(parts.netloc or parts.scheme == "mailto")


def _read_marker(state: StateInline, silent: bool) -> bool:
    match = MARKER.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note_marker", "", 0).meta = {"number": int(match[1])}
    state.pos = match.end()
    return True


def _read_lone_bracket(state: StateInline, silent: bool) -> bool:
    """Take a bracket that begins no link for text; the parser would look for its end each time."""
    if state.src[state.pos] != "[" or _LINK.match(state.src, state.pos, state.posMax):
        return False
    if not silent:
        state.pending += "["
    state.pos += 1
    return True


@cache
def parser() -> MarkdownIt:
    """Return the parser; it keeps no state between texts."""
    made = _Parser("zero", {"maxNesting": _PARSER_DEPTH})
    made.enable(_MARKS)
    # A label that holds brackets is no link, so a marker never stands inside one.
    made.inline.ruler.before("link", "note_marker", _read_marker)
    made.inline.ruler.before("link", "lone_bracket", _read_lone_bracket)
    return made


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and whether any text stands under it before the next one.

    Arguments:
        level: 2 to 6 as in HTML; 1 for what stands before the first heading.
        title: the heading's text, without marks; empty for what stands before the first.
        has_text: whether anything but headings follows.
    """

    level: int
    title: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What checks need to know of a body.

    Arguments:
        sections: in order; the first is what stands before the first heading.
        markers: numbers of the note markers in order, repeats included.
        depth: how deep quotes and lists stand inside each other.
    """

    sections: tuple[Section, ...]
    markers: tuple[int, ...]
    depth: int


def outline(body: str) -> Outline:
    """Read the sections, markers and depth of a body.

    >>> outline("Text.[^1]\\n\\n## Demands").sections[1].title
    'Demands'
    """
    tokens = parser().parse(body)
    return Outline(
        sections=tuple(_sections(tokens)),
        markers=tuple(_markers(tokens)),
        depth=_depth(tokens),
    )


def heading_levels(tokens: list[Token], top: int) -> Iterator[int]:
    """Yield the level each heading is shown at: none is skipped, none stands above `top`.

    A page's outline must not jump (WCAG technique H42), whatever number of # was typed.
    """
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1:])
            while open_levels and open_levels[-1] >= typed:
                open_levels.pop()
            open_levels.append(typed)
            yield min(top + len(open_levels) - 1, 6)


def _depth(tokens: list[Token]) -> int:
    steps = (token.nesting for token in tokens if token.type.startswith(_NESTING))
    return max(accumulate(steps), default=0)


def _sections(tokens: list[Token]) -> Iterator[Section]:
    levels = heading_levels(tokens, 2)
    level, title, has_text = 1, "", False
    in_heading = False
    for token in tokens:
        if token.type == "heading_open":
            yield Section(level, title, has_text)
            level, title, has_text, in_heading = next(levels), "", False, True
        elif token.type == "heading_close":
            in_heading = False
        elif token.type == "inline" and in_heading:
            title = plain_text(token)
        elif token.type == "inline":
            has_text = True
    yield Section(level, title, has_text)


def plain_text(inline: Token) -> str:
    """Return the text of an inline token without marks and note markers."""
    spoken = ("text", "softbreak", "hardbreak")
    parts = (t.content or " " for t in inline.children or [] if t.type in spoken)
    return "".join(parts).strip()


def _markers(tokens: list[Token]) -> Iterator[int]:
    for token in tokens:
        for child in token.children or []:
            if child.type == "note_marker":
                yield child.meta["number"]
