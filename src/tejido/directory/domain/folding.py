"""Folded text: what stays of a name when case, accents and punctuation are left out."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Fold text for comparing: casefold, no accents, punctuation to spaces, one space between.

    Compatibility forms are taken apart (Unicode NFKD), so that ``ª`` and a full-width letter
    compare like plain ones.

    Arguments:
        text: any text; odd apostrophes and quotes count as punctuation.

    Returns:
        words of letters and digits separated by single spaces; empty when there are none.

    >>> fold("Acción  «Ku´untik», A.C.")
    'accion ku untik a c'
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain.casefold()).strip()


def squeeze(text: str) -> str:
    """Fold white space alone: every run of it becomes one space, none at the ends.

    >>> squeeze("  Red   de\\tMujeres ")
    'Red de Mujeres'
    """
    return _SPACE.sub(" ", text).strip()
