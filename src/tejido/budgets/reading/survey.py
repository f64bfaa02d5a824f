"""One pass over the bytes of a text, before anybody decodes it."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.limits import MEGABYTE

# Decoded text of more than this is given back to the system each time, at several times the cost.
CHUNK = MEGABYTE // 4
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_MOST_WORDS = 20_000
_MOST_DISTINCT = 5_000
_FURTHERCHUNKS = 512
_ASCII = bytes(range(128))


@dataclass(slots=True)
class Survey:
    """What one pass over the bytes finds.

    Arguments:
        utf8_fault: the place, in bytes, where it is no UTF-8.
        words, seen: words beyond ASCII, and how many were counted.
        ends: how its lines end.
    """

    utf8_fault: int | None = None
    words: Counter[bytes] = field(default_factory=Counter)
    seen: int = 0
    ends: set[bytes] = field(default_factory=set)

    @property
    def mixed_ends(self) -> bool:
        """Lines that end in more than one way: DuckDB reads such a file only after a copy."""
        return len(self.ends) > 1


def survey(path: Path) -> Survey:
    """Return what every byte of a text tells of its encoding.

    Errors:
        TableFault: a NUL byte.
    """
    found = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    end = 0
    for number, (place, chunk) in enumerate(_chunks(path)):
        _look_at_ends(chunk, found)
        _try_utf8(decoder, chunk, place, found)
        _look_at_words(chunk, number, found)
        end = place + len(chunk)
    _try_utf8(decoder, b"", end, found, final=True)
    return found


def survey_ends(path: Path) -> Survey:
    """Return how the lines of a text end, and nothing else. Errors: as `survey`."""
    found = Survey()
    for _place, chunk in _chunks(path):
        _look_at_ends(chunk, found)
    return found


def _chunks(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield a text in pieces, each with its place in bytes. Errors: as `survey`."""
    place = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if chunk.endswith(b"\r"):
                # Not cut between the two bytes of a line's end.
                chunk += file.read(1)
            if b"\0" in chunk:
                raise nul_fault(line_of(path, place + chunk.index(b"\0")))
            yield place, chunk
            place += len(chunk)


def line_of(path: Path, place: int) -> int:
    """Return the line, 1 for the first, of a place in bytes."""
    line = 1
    with path.open("rb") as file:
        while place > 0 and (chunk := file.read(min(CHUNK, place))):
            line += chunk.count(b"\n")
            place -= len(chunk)
    return line


def _look_at_ends(chunk: bytes, found: Survey) -> None:
    if b"\r" not in chunk:
        if b"\n" in chunk:
            found.ends.add(b"\n")
        return
    pairs = chunk.count(b"\r\n")
    for end, count in (
        (b"\r\n", pairs),
        (b"\n", chunk.count(b"\n") - pairs),
        (b"\r", chunk.count(b"\r") - pairs),
    ):
        if count:
            found.ends.add(end)


def _look_at_words(chunk: bytes, number: int, found: Survey) -> None:
    if chunk.isascii():
        return
    if found.seen < _MOST_WORDS or number % _FURTHERCHUNKS == 0:
        for match in _WORD.finditer(chunk):
            if len(found.words) < _MOST_DISTINCT or match[0] in found.words:
                found.words[match[0]] += 1
                found.seen += 1


def _try_utf8(
    decoder: codecs.IncrementalDecoder,
    chunk: bytes,
    place: int,
    found: Survey,
    *,
    final: bool = False,
) -> None:
    if found.utf8_fault is not None:
        return
    waiting = len(decoder.getstate()[0])
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        found.utf8_fault = place - waiting + error.start


def bytes_beyond_ascii(path: Path) -> set[int]:
    """Return the bytes above 127 that stand in a text."""
    found: set[int] = set()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk.translate(None, _ASCII))
    return found


def nul_fault(line: int) -> TableFault:
    """Return the refusal of a text with a NUL sign on a line, 1 for the first."""
    return TableFault(Fault.NUL_BYTES, line=line)
