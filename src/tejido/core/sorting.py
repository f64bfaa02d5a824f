"""The stored key behind every A to Z: Spanish order, the same on every database."""

import re
import unicodedata

_ENYE = "\N{COMBINING TILDE}"


def sort_key(text: str) -> str:
    """Return the key a name is sorted by: no accents, lower case, ñ after n, signs skipped.

    Spanish alphabetical order (RAE, Ortografía 2010): ñ is a letter of its own after n; accents
    and the diaeresis do not count. "~" stands after every letter in ASCII. Numbers stand by their
    value: 2 before 10.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    kept = re.sub(f"n{_ENYE}", "n~", decomposed)
    letters = "".join(c for c in kept if not unicodedata.combining(c))
    numbered = re.sub(r"[0-9]{1,6}", lambda digits: digits[0].zfill(6), letters)
    return re.sub(r"[^\w~]+", " ", numbered).strip()[:300]


def initial(key: str) -> str:
    """Return the letter a sort key stands under in an index: A to Z, Ñ, or # for the rest."""
    if key[:2] == "n~":
        return "Ñ"
    first = key[:1].upper()
    return first if "A" <= first <= "Z" else "#"
