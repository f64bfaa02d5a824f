"""A body as HTML: the safe subset of domain/markup.py, note markers linked to their notes."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from markdown_it.token import Token

from tejido.statements.domain.markup import heading_levels, parser


@dataclass(slots=True)
class _Markers:
    notes: Collection[int]
    language: str
    prefix: str
    seen: Counter[int] = field(default_factory=Counter)

    def html(self, number: int) -> SafeString:
        self.seen[number] += 1
        anchor = marker_id(self.prefix, number, self.seen[number])
        if number not in self.notes:
            return format_html('<sup class="note-marker" id="{}">[{}]</sup>', anchor, number)
        with override(self.language):
            label = gettext("Note %(number)s") % {"number": number}
        return format_html(
            '<sup class="note-marker"><a id="{}" href="#{}" role="doc-noteref" '
            'aria-label="{}">{}</a></sup>',
            anchor,
            note_id(self.prefix, number),
            label,
            number,
        )


def render_body(
    body: str,
    notes: Collection[int],
    *,
    language: str = "es",
    prefix: str = "",
    top_level: int = 2,
) -> SafeString:
    """Return a body as HTML; whatever was typed, nothing but the safe subset comes out.

    Arguments:
        body: Markdown, safe subset.
        notes: numbers (or a mapping by number) of the notes listed on the page; only their
            markers are links.
        language: code of the body's language, in which markers are labelled.
        prefix: stands before every id, for two languages on one page ("es-").
        top_level: level of the highest heading, 2 where the page's title is h1.
    """
    markers = _Markers(notes, language, prefix)
    tokens = parser().parse(body)
    _set_heading_tags(tokens, top_level)
    for token in tokens:
        for child in token.children or []:
            if child.type == "note_marker":
                child.type = "html_inline"
                child.content = markers.html(child.meta["number"])
    # The parser knows no HTML, so the only html_inline tokens are the markers made above;
    # the renderer escapes all other content and attributes.
    html: str = parser().renderer.render(tokens, parser().options, {})
    return SafeString(html)


def note_id(prefix: str, number: int) -> str:
    """Return the id of a note in the list of notes."""
    return f"{prefix}note-{number}"


def marker_id(prefix: str, number: int, occurrence: int = 1) -> str:
    """Return the id of the nth marker of a note; a note's way back leads to the first."""
    anchor = f"{prefix}marker-{number}"
    return anchor if occurrence == 1 else f"{anchor}-{occurrence}"


def _set_heading_tags(tokens: list[Token], top_level: int) -> None:
    levels = iter(list(heading_levels(tokens, top_level)))
    tag = ""
    for token in tokens:
        if token.type == "heading_open":
            tag = f"h{next(levels)}"
        if token.type in {"heading_open", "heading_close"}:
            token.tag = tag
