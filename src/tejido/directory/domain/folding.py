"""Folded text: what stays of a name when case, accents and punctuation are left out."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")


class _FoldedCharacters(dict[int, str]):
    """What each character folds to, worked out once for every character met."""

    def __missing__(self, code: int) -> str:
        """Fold one character: Unicode NFKD and casefold, letters and digits alone kept."""
        apart = unicodedata.normalize("NFKD", chr(code)).casefold()
        apart = unicodedata.normalize("NFKD", apart).casefold()
        folded = "".join(
            char if char.isalnum() else "" if unicodedata.combining(char) else " " for char in apart
        )
        self[code] = folded
        return folded


_FOLDED = _FoldedCharacters()


def fold(text: str) -> str:
    """Fold text for comparing: casefold, no accents, punctuation to spaces, one space between.

    Compatibility forms are taken apart (Unicode NFKD), so that ``ª`` and a full-width letter
    compare like plain ones.

    Arguments:
        text: any text; odd apostrophes and quotes count as punctuation.

    Returns:
        words of letters and digits separated by single spaces; empty when there are none.

    >>> fold("Acción  «Ku´utik», A.C.")
    'accion ku utik a c'
    """
    return " ".join(text.translate(_FOLDED).split())


def squeeze(text: str) -> str:
    """Fold white space alone: every run of it becomes one space, none at the ends.

    >>> squeeze("  Red   de\\tMujeres ")
    'Red de Mujeres'
    """
    return _SPACE.sub(" ", text).strip()
