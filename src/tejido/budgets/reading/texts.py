"""A text file of unknown encoding: looked through once, and copied in UTF-8 where it is not."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tejido.budgets.domain.encodings import ENCODINGS, SINGLE_BYTE, Reading, compare
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.limits import MEGABYTE, Limits
from tejido.budgets.reading.room import check_room

# Decoded text of more than this is given back to the system each time, at several times the cost.
_CHUNK = MEGABYTE // 4
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_MOST_WORDS = 20_000
_MOST_DISTINCT = 5_000
_FURTHER_CHUNKS = 512
_ASCII = bytes(range(128))
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(slots=True)
class _Survey:
    """What one pass over the bytes finds."""

    lines: int = 1
    utf8_fault: int | None = None
    words: Counter[bytes] = field(default_factory=Counter)
    seen: int = 0
    ends: Counter[str] = field(default_factory=Counter)

    @property
    def mixed_ends(self) -> bool:
        """Lines that end in more than one way: DuckDB reads such a file only after a copy."""
        return sum(1 for count in self.ends.values() if count) > 1


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


def examine(path: Path, chosen: str | None) -> Text:
    """Return how a text is to be read; every byte of it is looked at.

    Arguments:
        path: the text.
        chosen: the encoding a person chose, None to find out.

    Errors:
        TableFault: it holds NUL bytes, or cannot be read in the encoding chosen.
    """
    if chosen is not None and chosen not in ENCODINGS:
        raise TableFault(Fault.ENCODING_UNKNOWN, names=", ".join(ENCODINGS))
    with path.open("rb") as file:
        start = file.read(4096)
    if chosen == "utf-16" or _is_utf16(start):
        return Text(_utf16(start), (), as_it_is=False)
    found = _survey(path)
    possible = {"utf-8": found.utf8_fault is None}
    # Where the text is UTF-8 the others are shown for comparison: the words found are enough.
    beyond = set(b"".join(found.words)) if possible["utf-8"] else _bytes_beyond_ascii(path)
    for encoding in SINGLE_BYTE:
        possible[encoding] = _all_mean_something(beyond, encoding)
    readings = compare(found.words, possible)
    encoding = chosen or readings[0].encoding
    if encoding == "utf-8" and found.utf8_fault is not None:
        raise TableFault(Fault.ENCODING_WRONG, encoding=encoding, line=found.utf8_fault)
    return Text(encoding, readings, encoding == "utf-8" and not found.mixed_ends)


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
                text = file.read(_CHUNK)
            except UnicodeDecodeError as error:
                raise TableFault(Fault.ENCODING_WRONG, encoding=encoding, line=lines) from error
            if not text:
                return
            if "\0" in text:
                raise _nul(lines + text[: text.index("\0")].count("\n"))
            lines += text.count("\n")
            written += copy.write(text)
            if written > limits.unpacked:
                raise TableFault(Fault.TOO_LARGE, most=limits.unpacked // MEGABYTE)
            check_room(target)


def _survey(path: Path) -> _Survey:
    found = _Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        number = 0
        while chunk := file.read(_CHUNK):
            if chunk.endswith(b"\r"):
                # Not cut between the two bytes of a line's end.
                chunk += file.read(1)
            if b"\0" in chunk:
                raise _nul(found.lines + chunk[: chunk.index(b"\0")].count(b"\n"))
            _check_utf8(decoder, chunk, found)
            _look_at(chunk, number, found)
            number += 1
    if found.utf8_fault is None:
        _check_utf8(decoder, b"", found, final=True)
    return found


def _look_at(chunk: bytes, number: int, found: _Survey) -> None:
    fed = chunk.count(b"\n")
    found.lines += fed
    returned = b"\r" in chunk
    pairs = chunk.count(b"\r\n") if returned else 0
    found.ends["crlf"] += pairs
    found.ends["lf"] += fed - pairs
    found.ends["cr"] += chunk.count(b"\r") - pairs if returned else 0
    if chunk.isascii():
        return
    if found.seen < _MOST_WORDS or number % _FURTHER_CHUNKS == 0:
        for match in _WORD.finditer(chunk):
            if len(found.words) < _MOST_DISTINCT or match[0] in found.words:
                found.words[match[0]] += 1
                found.seen += 1


def _check_utf8(
    decoder: codecs.IncrementalDecoder, chunk: bytes, found: _Survey, *, final: bool = False
) -> None:
    if found.utf8_fault is not None:
        return
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        found.utf8_fault = found.lines + chunk[: max(error.start, 0)].count(b"\n")


def _bytes_beyond_ascii(path: Path) -> set[int]:
    found: set[int] = set()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk.translate(None, _ASCII))
    return found


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


def _nul(line: int) -> TableFault:
    return TableFault(Fault.NUL_BYTES, line=line)
