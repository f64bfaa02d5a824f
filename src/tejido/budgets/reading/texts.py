"""A text file of unknown encoding: looked through once, and copied in UTF-8 where it is not."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from tejido.budgets.domain.encodings import ENCODINGS, SINGLE_BYTE, Reading, compare_readings
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.limits import MEGABYTE, Limits
from tejido.budgets.reading.room import check_room
from tejido.budgets.reading.survey import (
    CHUNK,
    bytes_beyond_ascii,
    line_of,
    nul_fault,
    survey,
    survey_ends,
)

_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text and how it can be read.

    Arguments:
        encoding: chosen by a person, or the best reading.
        readings: what each encoding makes of it, best first.
        as_it_is: it is UTF-8 whose lines all end alike, and needs no copy.
    """

    encoding: str
    readings: tuple[Reading, ...]
    as_it_is: bool


def examine(path: Path, chosen: str | None, *, compare: bool = True) -> Text:
    """Return how a text is to be read.

    Arguments:
        path: the text.
        chosen: the encoding a person chose, None to find out.
        compare: find also what the other encodings would make of it. Without, of a text whose
            encoding was chosen, only what goes unnoticed when its records are read is looked for:
            a byte that is no UTF-8 is found then, and `check_utf8` says where.

    Errors:
        TableFault: it holds NUL bytes, or cannot be read in the encoding chosen.
    """
    if chosen is not None and chosen not in ENCODINGS:
        raise TableFault(Fault.ENCODING_UNKNOWN, names=", ".join(ENCODINGS))
    with path.open("rb") as file:
        start = file.read(4096)
    if chosen == "utf-16" or _is_utf16(start):
        return Text(_utf16(start), (), as_it_is=False)
    if chosen is not None and not compare:
        return Text(chosen, (), chosen == "utf-8" and not survey_ends(path).mixed_ends)
    found = survey(path)
    possible = {"utf-8": found.utf8_fault is None}
    # Where the text is UTF-8 the others are shown for comparison: the words found are enough.
    beyond = set(b"".join(found.words)) if possible["utf-8"] else bytes_beyond_ascii(path)
    for encoding in SINGLE_BYTE:
        possible[encoding] = _all_mean_something(beyond, encoding)
    readings = compare_readings(found.words, possible)
    encoding = chosen or readings[0].encoding
    if encoding == "utf-8" and found.utf8_fault is not None:
        raise _no_utf8(path, found.utf8_fault)
    return Text(encoding, readings, encoding == "utf-8" and not found.mixed_ends)


def check_utf8(path: Path) -> None:
    """Say which line of a text is not UTF-8.

    Errors:
        TableFault.
    """
    fault = survey(path).utf8_fault
    if fault is not None:
        raise _no_utf8(path, fault)


def copy_as_utf8(source: Path, encoding: str, target: Path, limits: Limits) -> None:
    """Write a text in UTF-8 without a mark at its start, every line ending in a line feed.

    Errors:
        TableFault: bytes that mean nothing in the encoding, a NUL sign, too large, disk full.
    """
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    lines, written = 1, 0
    with (
        source.open(encoding=name, newline=None) as file,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while True:
            try:
                text = file.read(CHUNK)
            except UnicodeDecodeError as error:
                raise TableFault(Fault.ENCODING_WRONG, encoding=encoding, line=lines) from error
            if not text:
                return
            if "\0" in text:
                raise nul_fault(lines + text[: text.index("\0")].count("\n"))
            lines += text.count("\n")
            written += copy.write(text)
            if written > limits.unpacked:
                raise TableFault(Fault.TOO_LARGE, most=limits.unpacked // MEGABYTE)
            check_room(target)


def _all_mean_something(beyond: set[int], encoding: str) -> bool:
    try:
        bytes(beyond).decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf16(start: bytes) -> bool:
    if start[:2] in _MARKS:
        return True
    # ASCII written in two bytes: one of every two is NUL, and always the same one.
    halves = start[0::2], start[1::2]
    empty = [half.count(0) > 0.4 * max(len(half), 1) for half in halves]
    none = [0 not in half for half in halves]
    return empty[0] and none[1] or empty[1] and none[0]


def _utf16(start: bytes) -> str:
    if start[:2] in _MARKS:
        return "utf-16"
    return "utf-16-be" if start[:1] == b"\0" else "utf-16-le"


def _no_utf8(path: Path, place: int) -> TableFault:
    return TableFault(Fault.ENCODING_WRONG, encoding="utf-8", line=line_of(path, place))
