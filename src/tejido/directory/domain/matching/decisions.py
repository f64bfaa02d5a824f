"""Decisions of reviewers, kept by what was printed so that they hold for the next list too."""

import hashlib
import re
from enum import StrEnum

from tejido.directory.domain.folding import fold
from tejido.directory.domain.mention import Mention, MentionKind

PairKey = tuple[str, str]
"""Two fingerprints in ascending order."""

FINGERPRINT_BYTES = 16

_SINGLE_LETTERS = re.compile(r"\b(?:\w )+\w\b")


class Verdict(StrEnum):
    """What a reviewer decided about two mentions."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


def mention_fingerprint(mention: Mention) -> str:
    """A fingerprint of what was printed: the same in every list, whatever its case and commas.

    Made from the printed text folded ("A. C." and "AC" alike) and from whether it is a person;
    not from how the text was taken apart, so that decisions outlive changes of the reader.

    Arguments:
        mention: the mention as read.

    Returns:
        32 hexadecimal digits.
    """
    text = _SINGLE_LETTERS.sub(lambda run: run.group().replace(" ", ""), fold(mention.text))
    text = text or mention.text
    kind = "person" if mention.kind is MentionKind.PERSON else "collective"
    return hashlib.blake2b(f"{kind}\n{text}".encode(), digest_size=FINGERPRINT_BYTES).hexdigest()


def pair_key(a: str, b: str) -> PairKey:
    """The key a decision about two fingerprints is kept by, whichever comes first.

    >>> pair_key("f2", "a1")
    ('a1', 'f2')
    """
    return (a, b) if a <= b else (b, a)
