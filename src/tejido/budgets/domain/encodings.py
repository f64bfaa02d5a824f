"""Which encoding a text is in: what each would make of its words, and how much that is Spanish.

Only bytes beyond ASCII tell. Their words are decoded in every encoding that could be meant, and
the one is taken in which most of them read like Spanish: "Migraci¢n", "MigraciÛn" and a control
sign in the middle of a word do not.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

SINGLE_BYTE = ("cp1252", "latin-1", "cp850", "mac-roman")
ENCODINGS = ("utf-8", *SINGLE_BYTE, "utf-16")
"""In the order in which they are taken when their readings are as good."""

_LETTERS = frozenset("áéíóúüñ")
# Signs a budget's labels hold between words or at their edges.
_EDGE_SIGNS = frozenset("¿¡«»“”‘’–—…ºª°\u00a0€")
# Words of budgets by the part that is beyond ASCII: they settle what single letters leave open.
_KNOWN = re.compile(
    r"ción\b|ciones?\b|sión\b|ía\b|ías\b|úblic|género|año|niñ|méxic|jurídic|técnic|económic"
    r"|crédito|petróleo|tránsito|cámara|básic|través|energía|además|según"
)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What one encoding makes of a text, for a person to compare.

    Arguments:
        encoding: its name.
        possible: every byte of the text means something in it.
        score: of a hundred words with signs beyond ASCII, how many read like Spanish; the
            highest is taken. 100 when there is no such word.
        words: up to five of them, the most frequent first.
        odd: unlikely signs in them, as a person may look them up ("U+0096", "¢").
    """

    encoding: str
    possible: bool
    score: int
    words: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


def compare_readings(
    words: Mapping[bytes, int], possible: Mapping[str, bool]
) -> tuple[Reading, ...]:
    """Return the readings of a text, best first.

    Arguments:
        words: stretches of letters with a byte beyond ASCII, and how often each stands there.
        possible: by encoding, whether the whole text can be decoded in it.
    """
    found = [_read(encoding, able, words) for encoding, able in possible.items()]
    # UTF-8 cannot be taken for another: text in a one-byte encoding is almost never valid in it.
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.possible,
                not (one.encoding.startswith("utf") and one.possible),
                -one.score,
                ENCODINGS.index(one.encoding),
            ),
        )
    )


def _read(encoding: str, possible: bool, words: Mapping[bytes, int]) -> Reading:
    spanish = total = 0
    odd: dict[str, None] = {}
    read: list[str] = []
    for raw, count in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        word = raw.decode(encoding, errors="replace")
        total += count
        strange = _strange(word)
        odd.update(dict.fromkeys(strange))
        if not strange:
            spanish += count
        if len(read) < _SHOWN:
            read.append(word)
    score = 100 * spanish // total if total else 100
    return Reading(encoding, possible, score, tuple(read), tuple(map(_named, list(odd)[:_SHOWN])))


def _strange(word: str) -> list[str]:
    """Return the signs of a word that Spanish does not have there."""
    if _KNOWN.search(word.lower()) and word.isalpha() and _one_case(word):
        return []
    inner = word.strip("".join(_EDGE_SIGNS))
    return [
        sign
        for place, sign in enumerate(inner)
        if ord(sign) > 127 and (sign.lower() not in _LETTERS or _wrong_case(inner, place))
    ]


def _one_case(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower()


def _wrong_case(word: str, place: int) -> bool:
    """Whether a capital stands after a small letter: "pÚblica" is "pública" read wrongly."""
    return word[place].isupper() and place > 0 and word[place - 1].islower()


def _named(sign: str) -> str:
    if unicodedata.category(sign)[0] in "CZ":
        return f"U+{ord(sign):04X}"
    return sign
