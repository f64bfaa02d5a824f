"""Lists whose lines were broken at a width: which lines go on with the one before."""

from collections.abc import Sequence

from tejido.directory.domain.folding import fold
from tejido.directory.domain.reading.lines import Line
from tejido.directory.domain.reading.vocabulary import CATEGORY_HEADING, HEADING_NETWORK

_LEAST_WIDTH = 50
_FULL = 0.75
_HEADING_WORDS = HEADING_NETWORK | CATEGORY_HEADING


def begins_heading(text: str) -> bool:
    """Tell whether a line is a heading or begins with one that a network or a sort is called by.

    >>> begins_heading("Red del Norte: Casa Uno,"), begins_heading("Casa Uno, Oaxaca")
    (True, False)
    """
    if text.endswith(":"):
        return True
    head, colon, _ = text[:240].partition(":")
    words = fold(head).split()
    return bool(colon and words) and words[0] in _HEADING_WORDS


def wrapped_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that a fixed width broke off the line before.

    A block of lines without empty ones between is wrapped when it is a list on one line by its
    separators (a heading with its members behind a colon, or semicolons inside most lines) and
    its lines, but for the last of each paragraph, are about equally long.

    Arguments:
        lines: all lines of the list.

    Returns:
        numbers, in the file, of the lines that continue the one before.
    """
    found: set[int] = set()
    block: list[Line] = []
    for line in lines:
        if block and (line.gap or line.marked):
            found.update(_wrapped_in(block))
            block = []
        block.append(line)
    found.update(_wrapped_in(block))
    return frozenset(found)


def _wrapped_in(block: Sequence[Line]) -> list[int]:
    if len(block) < 2:
        return []
    width = max(len(line.text) for line in block)
    full = [len(line.text) >= _FULL * width for line in block]
    if width < _LEAST_WIDTH or not _reads_as_list(block) or sum(full) < 0.6 * (len(block) - 1):
        return []
    return [
        line.number
        for line, before, long in zip(block[1:], block, full, strict=False)
        if long and not _ends(before.text, line.text)
    ]


def _ends(before: str, after: str) -> bool:
    """A paragraph ends before a heading, unless the line before is left in the middle."""
    return before.endswith(":") or (begins_heading(after) and before[-1] in ".;")


def _reads_as_list(block: Sequence[Line]) -> bool:
    head, colon, body = " ".join(line.text for line in block[:3]).partition(":")
    if colon and body and len(head) < 200 and _separators(block) >= len(block):
        return True
    inner = sum(";" in line.text[:-1] for line in block)
    return 2 * inner >= len(block)


def _separators(block: Sequence[Line]) -> int:
    return sum(line.text.count(",") + line.text.count(";") for line in block)
