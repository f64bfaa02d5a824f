"""Headings: what stands over a list of members, and what it says of itself."""

import re
from dataclasses import dataclass

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.legal_forms import find_legal_forms
from tejido.directory.domain.places import read_place
from tejido.directory.domain.reading.brackets import bracket_pairs, depth_zero
from tejido.directory.domain.reading.claims import find_claim
from tejido.directory.domain.reading.splitting import trim
from tejido.directory.domain.reading.vocabulary import (
    CATEGORY_BESIDE,
    CATEGORY_HEADING,
    HEADING_NETWORK,
    LOOSE_NETWORK,
    NETWORK,
    PEOPLE_HEADING,
    begins_institution,
)

_LONGEST = 300
_SEPARATOR = re.compile(r";|,[^,]*,[^,]*,")
_LAST_SENTENCE = re.compile(r"(?:^|.*(?<=\w\w\w)[.;]\s+)(?P<head>[^.;]+)$", re.DOTALL)
_NETWORK_ENDINGS = frozenset(
    ["network", "coalition", "alliance", "federation", "confederation", "consortium"]
)


@dataclass(eq=False, slots=True)
class Heading:
    """A heading as printed.

    Arguments:
        printed: without its colon and without its claim.
        line: 1-based line it begins on.
        signatory: it names a body that signs too, not a sort of signatories ("Personas").
        network: those under it are members of the network it names.
        people: it announces people.
        claimed: how many members it says it has, or None.
    """

    printed: str
    line: int
    signatory: bool
    network: bool
    people: bool
    claimed: int | None = None


@dataclass(frozen=True, slots=True)
class HeadingSpan:
    """Where a heading and its members stand in an entry's text; no members when end == start."""

    head: str
    claimed: int | None
    start: int
    end: int


def is_category(text: str) -> bool:
    """Tell whether a heading sorts signatories apart without naming one.

    >>> is_category("Organizaciones firmantes"), is_category("México"), is_category("Red Norte")
    (True, True, False)
    """
    words = fold(text).split()
    if not words or len(words) > 12:
        return False
    if all(word in CATEGORY_HEADING or word in CATEGORY_BESIDE for word in words):
        return any(word in CATEGORY_HEADING for word in words) or "personal" in words
    if read_place(text) is not None:
        return True
    if not any(word in CATEGORY_HEADING for word in words):
        return False
    kept = [word for word in words if word not in CATEGORY_HEADING and word not in CATEGORY_BESIDE]
    return read_place(" ".join(kept).title()) is not None


def announces_people(text: str) -> bool:
    """Tell whether a category heading announces people ("Académicos", "A título personal")."""
    words = set(fold(text).split())
    return bool(words & PEOPLE_HEADING) or "personal" in words


def is_network_name(name: str, legal_form: str | None) -> bool:
    """Tell whether an organization's own words say that it is a network.

    >>> is_network_name("Red del Sur", "A.C."), is_network_name("Alianza del Sur", "A.C.")
    (True, False)
    """
    words = fold(name[:_LONGEST]).split()
    if not words or words[:2] == ["red", "cross"]:
        return False
    if words[0] in NETWORK or words[-1] in _NETWORK_ENDINGS:
        return True
    return words[0] in LOOSE_NETWORK and legal_form is None


def make_heading(span: HeadingSpan, line: int, *, inline: bool) -> Heading:
    """Judge a heading by its words.

    A heading names a network when its words or its claim say so, or when it encloses its members
    on its own line and is no single institution; an organization with a legal form that stands
    over lines of signatures merely collected them.

    Arguments:
        span: the heading's text and claim.
        line: line it begins on.
        inline: its members are printed with it, behind a colon or in brackets.
    """
    category = is_category(span.head)
    legal = find_legal_forms(span.head)
    words = fold(span.head).split()
    worded = bool(words) and words[0] in HEADING_NETWORK and not legal
    own = is_network_name(span.head, legal[0].canonical if legal else None)
    working = words[:3] in (["grupo", "de", "trabajo"], ["mesa", "de", "trabajo"])
    enclosing = inline and not legal and not begins_institution(fold(span.head))
    network = span.claimed is not None or own or worded or working or enclosing
    return Heading(
        printed=span.head,
        line=line,
        signatory=not category,
        network=network and not category,
        people=category and announces_people(span.head),
        claimed=span.claimed,
    )


def without_claim(head: str) -> tuple[str, int | None]:
    """Take a claim off the end of a heading.

    >>> without_claim("Red del Norte (12 organizaciones)")
    ('Red del Norte', 12)
    """
    head = trim(squeeze(head))[1]
    pairs = bracket_pairs(head)
    if pairs and pairs[-1][1] == len(head):
        start = pairs[-1][0]
        claimed = find_claim(head[start:])
        if claimed is not None and start > 0:
            return head[:start].rstrip(" ,:;–—-"), claimed
    for match in list(re.finditer(r"[,:.–—-]\s+|\s(?=\d+\s)", head))[-4:]:
        claimed = find_claim(head[match.end() :])
        if claimed is not None and match.start() > 0:
            return head[: match.start()].rstrip(" ,:;–—-"), claimed
    return head, None


def find_heading(text: str, *, claim_at: int | None = None) -> HeadingSpan | None:
    """Find the heading an entry is or begins with.

    Arguments:
        text: the entry.
        claim_at: where a line begins in it that says nothing but how many members there are.

    >>> find_heading("Red del Norte: Casa Uno; Casa Dos.").head
    'Red del Norte'
    """
    if claim_at is not None and fold(text[:claim_at]):
        return HeadingSpan(
            trim(text[:claim_at])[1], find_claim(text[claim_at:]), len(text), len(text)
        )
    bare = text.rstrip(" .;")
    if bare.endswith(":") and len(bare) <= _LONGEST:
        head, claimed = without_claim(bare)
        return HeadingSpan(head, claimed, len(text), len(text)) if fold(head) else None
    return _colon_heading(text) or _bracket_heading(text)


def _colon_heading(text: str) -> HeadingSpan | None:
    opening = text[: _LONGEST + 1]
    if ":" not in opening:
        return None
    colon = next(depth_zero(opening, ":;"), -1)
    if colon < 1 or text[colon] == ";":
        return None
    body = text[colon + 1 :]
    claim, second, _ = body[:200].partition(":")
    if second and find_claim(claim) is not None:
        colon += len(claim) + 1
        body = text[colon + 1 :]
    head, claimed = without_claim(text[:colon])
    if not fold(head) or not _encloses(head, body):
        return None
    return HeadingSpan(head, claimed, colon + 1, len(text))


def _encloses(head: str, body: str) -> bool:
    """Tell whether what follows a colon is a list of members, not the rest of a name."""
    if is_category(head):
        return bool(fold(body))
    semicolons = re.search(r";\s*[^\W_]", body) is not None
    commas = body.count(",")
    worded = fold(head).split()[0] in HEADING_NETWORK
    return semicolons or commas >= (2 if worded else 4)


def _bracket_heading(text: str) -> HeadingSpan | None:
    if "(" not in text[: _LONGEST + 1] or not _SEPARATOR.search(text):
        return None
    bare = text.rstrip(" .;,")
    pairs = bracket_pairs(bare)
    if pairs and pairs[-1][1] == len(bare):
        start, end = pairs[-1][0], len(bare) - 1
    else:
        start, end = bare.find("(", pairs[-1][1] if pairs else 0), len(bare)
    if start < 1 or start > _LONGEST:
        return None
    inside = bare[start + 1 : end]
    worded = fold(bare[:start]).split()[:1]
    network = bool(worded) and worded[0] in HEADING_NETWORK
    semicolon = re.search(r";\s*[^\W_]", inside) is not None
    if not semicolon and not (network and inside.count(",") > 2):
        return None
    if ";" in bare[:start]:
        return None
    head, claimed = without_claim(bare[:start])
    return HeadingSpan(head, claimed, start + 1, end) if fold(head) else None


def inner_heading(item: str) -> tuple[int, int, int] | None:
    """Find a heading in the middle of a list: "Casa Uno. Académicos: Ana Ruiz".

    Returns:
        where the heading begins, where it ends, and where what follows it begins; None where
        the colon belongs to a name.
    """
    for colon in (match.start() for match in re.finditer(":", item)):
        begun = max(0, colon - _LONGEST)
        match = _LAST_SENTENCE.match(item[begun:colon])
        if not match or not fold(match["head"]):
            continue
        head, start = match["head"], begun + match.start("head")
        first = fold(head).split(" ", 1)[0]
        if is_category(head) or (start > 0 and first in HEADING_NETWORK and match.start("head")):
            return start, colon, colon + 1
    return None
