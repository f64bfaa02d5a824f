"""The lines of a file that print something, with their bullets taken off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tejido.directory.domain.folding import fold, squeeze

_MARK = re.compile(r"(?:[-–—•*·▪●◦‣+>]+\s+|#+\s*|(?P<number>\d{1,4}[.)])\s+)(?=\S)")
#: A line of dashes or dots parts more than empty lines do.
_RULE_GAP = 3
_BREAK = re.compile(r"\r\n|\r|\n")


class StartNotFoundError(LookupError):
    """The text that a list was to begin with stands on no line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that prints something.

    Arguments:
        number: 1-based in the file.
        text: white space folded, without a bullet.
        gap: empty lines before it.
        marked: it began with a bullet, a number or a heading mark.
    """

    number: int
    text: str
    gap: int
    marked: bool = False


def read_lines(text: str, start: str | None = None) -> list[Line]:
    """Split a file into the lines that print something.

    Arguments:
        text: the whole file; line ends of any system.
        start: skip everything before the first line that begins with this text, or else that
            contains it, case, accents and punctuation apart.

    Raises:
        StartNotFoundError: no line has it.
    """
    raw = _BREAK.split(text.lstrip("\ufeff"))
    first = _first_line(raw, start) if start and fold(start) else 0
    numbered = sum(bool((m := _MARK.match(r.lstrip())) and m["number"]) for r in raw[first:]) > 1
    lines: list[Line] = []
    gap = 0
    for number, content in enumerate(raw[first:], first + 1):
        squeezed = squeeze(content)
        if not any(char.isalnum() for char in squeezed):
            gap += _RULE_GAP if squeezed else 1
            continue
        mark = _MARK.match(squeezed)
        if mark and (numbered or not mark["number"]):
            squeezed = squeezed[mark.end() :]
        else:
            mark = None
        lines.append(Line(number, squeezed, gap, bool(mark)))
        gap = 0
    return lines


def _first_line(raw: Sequence[str], start: str) -> int:
    wanted = fold(start)
    holding: int | None = None
    for index, content in enumerate(raw):
        folded = fold(content)
        if folded.startswith(wanted):
            return index
        if holding is None and wanted in folded:
            holding = index
    if holding is None:
        raise StartNotFoundError(start)
    return holding
