"""Words looked for in labels: accents, case, punctuation and spaces make no difference.

The folding is one character-by-character table, so that Python's `str.translate`, DuckDB's and
Spark's `translate` give the same text; `lower` and `strip_accents` differ between engines. Runs of
spaces become one by `replace` alone, since regular expressions differ between engines too.
"""

import string
from typing import Final

from tejido.budgets.domain.sql_text import literal

_ACCENTED: Final = "ÁÀÂÄÃÅáàâäãåÉÈÊËéèêëÍÌÎÏíìîïÓÒÔÖÕóòôöõÚÙÛÜúùûüÇçÑñ"
_PLAIN: Final = "aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooouuuuuuuuccnn"
_SIGNS: Final = string.punctuation + "¡¿«»“”‘’–—…·ºª°"  # noqa: RUF001
# Signs that a clipboard or a terminal changes: the SQL writes them as chr(n).
_BLANKS: Final = (
    "\t\n\r\u00a0"
    # Quotes, dashes and dots of Windows-1252 read as Latin-1.
    "\u0082\u0084\u0085\u008b\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u009b"
)
# Accents written as characters of their own (Unicode NFD) are left out.
_MARKS: Final = "\u0300\u0301\u0302\u0303\u0308\u0327"

_FROM: Final = _BLANKS + string.ascii_uppercase + _ACCENTED + _SIGNS
_TO: Final = " " * len(_BLANKS) + string.ascii_lowercase + _PLAIN + " " * len(_SIGNS)
_TABLE: Final = str.maketrans(_FROM, _TO, _MARKS)


def folded(label: str) -> str:
    """Return the words of a label in small letters without accents, one space between them."""
    return " ".join(filter(None, label.translate(_TABLE).split(" ")))


def folded_sql(column: str) -> str:
    """Return the SQL of `folded` of a column, with a space before and after it; one where empty.

    Arguments:
        column: the SQL name of a text column.
    """
    # No sign is left once it is translated: "<" and ">" stand for a space while runs are closed.
    blanks = " || ".join(f"chr({ord(blank)})" for blank in _BLANKS)
    rest = literal(_FROM[len(_BLANKS) :] + _MARKS)
    spaced = f"' ' || translate({column}, {blanks} || {rest}, {literal(_TO)}) || ' '"
    return f"replace(replace(replace({spaced}, ' ', '<>'), '><', ''), '<>', ' ')"


def words_of(wanted: str) -> tuple[str, ...]:
    """Return the words of a text that is looked for; "*" ends one of which only the start counts.

    Errors:
        ValueError: there is no word, or one holds a sign that is no letter and no digit.
    """
    words: list[str] = []
    for part in wanted.split():
        found = folded(part).split()
        if found and part.endswith("*"):
            found[-1] += "*"
        words += found
    if not words or not all(word.removesuffix("*").isalnum() for word in words):
        raise ValueError(wanted)
    return tuple(words)


def found_in(words: tuple[str, ...], label: str) -> bool:
    """Whether a label holds all the words, in any order."""
    line = f" {folded(label)} "
    return all(_sought(word) in line for word in words)


def found_in_sql(words: tuple[str, ...], folded_column: str) -> str:
    """Return the SQL of `found_in`.

    Arguments:
        words: as `words_of` returns them.
        folded_column: what `folded_sql` returns, or the name of a column that holds it.
    """
    return " AND ".join(f"{folded_column} LIKE {literal(f'%{_sought(word)}%')}" for word in words)


def _sought(word: str) -> str:
    return f" {word[:-1]}" if word.endswith("*") else f" {word} "
