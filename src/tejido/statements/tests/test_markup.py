"""What a body's marks become, and that nothing else comes out."""

import re
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tejido.statements.domain.markup import MAX_DEPTH, Section, outline
from tejido.statements.markdown import render_body

TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
TAGS |= {"sup", "br"}
ATTRIBUTES = {"href", "title", "id", "class", "role", "aria-label", "start"}
ADDRESS = re.compile(r"(https?://|mailto:|#(x-)?note-[0-9]+$)")
# Bits that trouble parsers, so that hypothesis finds them more often.
BITS = ["[", "](", ")", "[^1]", "[^2]", "<script>", "javascript:", "data:", "&lt;", "*", "**", "_"]
BITS += ["# ", "> ", "- ", "1. ", "\n", "\n\n", "\\", "`", "<http://a.b>", '" onload="x', "mailto:"]
BITS += ["![x](http://a.b/c.png)", "[x](https://a.b 'y')", "| a |\n|---|", "    ", "\t", "==="]
bodies = st.text() | st.lists(st.sampled_from(BITS) | st.text(max_size=4)).map("".join)


class Reader(HTMLParser):
    """Collects every tag and attribute, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links_open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            assert name != "href" or ADDRESS.match(value or ""), value
        assert tag != "a" or "a" not in self.open, "a link inside a link"
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment came out")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration came out")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction came out")


def read(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []


@given(bodies)
@example("[a[^1]](https://example.org)")
@example("<http://[>")
@example("[x](http://[::1)")
def test_only_the_safe_subset_comes_out(body: str) -> None:
    read(render_body(body, {1}, prefix="x-"))


@given(bodies)
def test_headings_skip_no_level_and_ids_stand_once(body: str) -> None:
    html = render_body(body, {1, 2})
    levels = [int(level) for level in re.findall(r"<h([2-6])>", html)]
    assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "nasty",
    [
        "[" * 20_000,
        "> " * 20_000,
        "*a " * 20_000,
        "[a](" * 10_000,
        "- " * 20_000,
        "<http:" * 10_000,
    ],
)
def test_a_nasty_body_does_not_break_it(nasty: str) -> None:
    read(render_body(nasty, ()))
    assert outline(nasty).markers == ()


def test_what_the_marks_become() -> None:
    html = render_body("*a* **b** [c](https://d.e) <m@f.g>\n\n> h\n\n- i\n\n1. j", ())
    for part in (
        "<em>a</em>",
        "<strong>b</strong>",
        '<a href="https://d.e">c</a>',
        '<a href="mailto:m@f.g">',
        "<blockquote>",
        "<ul>",
        "<ol>",
    ):
        assert part in html


@pytest.mark.parametrize(
    "typed",
    [
        "<b>x</b>",
        "![x](/y.png)",
        "[x](javascript:y)",
        "[x](//z.y)",
        "[x](/y)",
        "`x`",
        "| a |",
        "&amp;",
    ],
)
def test_everything_else_is_text(typed: str) -> None:
    html = render_body(typed, ())
    assert not re.search("<(?!/?p>)", html)


def test_headings_begin_at_the_given_level() -> None:
    html = render_body("# a\n\n### b\n\n## c", (), top_level=3)
    assert re.findall(r"<h(\d)>", html) == ["3", "4", "4"]


def test_a_marker_leads_to_its_note_in_the_language_of_the_text() -> None:
    html = render_body("a[^3] b[^3] c[^4]", {3}, language="en", prefix="en-")
    assert 'id="en-marker-3" href="#en-note-3" role="doc-noteref" aria-label="Note 3">3</a>' in html
    assert 'id="en-marker-3-2"' in html
    assert '<sup class="note-marker" id="en-marker-4">[4]</sup>' in html
    assert 'aria-label="Nota 3"' in render_body("a[^3]", {3}, language="es")


def test_the_outline_has_sections_markers_and_depth() -> None:
    found = outline("Antes.[^2]\n\n## Uno[^1]\n\n### Dos\n\ntexto[^2]\n\n> > - hondo")
    assert found.sections == (
        Section(1, "", has_text=True),
        Section(2, "Uno", has_text=False),
        Section(3, "Dos", has_text=True),
    )
    assert found.markers == (2, 1, 2)
    assert 2 < found.depth <= MAX_DEPTH


@pytest.mark.parametrize("typed", ["[^0]", "[^01]", "[^1000]", "[^a]", "[1]", "\\[^1]"])
def test_what_is_no_marker(typed: str) -> None:
    assert outline(typed).markers == ()


@pytest.mark.parametrize("text", ["[", "![", "[a ", "[a](", "*a ", "> ", "[^", "<a@"])
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    """100 kB of brackets took minutes while each of them looked for its end."""
    started = process_time()
    render_body(text * (100_000 // len(text)), ())
    assert process_time() - started < 10


def test_a_bracket_that_begins_no_link_is_text() -> None:
    html = render_body(r"[a [b](https://example.org/) [c\](d)](https://example.org/)", ())
    assert html.count("<a ") == 2
    assert "[a <a" in html
    assert ">c](d)</a>" in html
