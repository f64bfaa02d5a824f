"""Legal forms: the letters after a name that say what kind of body it is in law.

Canonical forms carry their dots ("A.C.", "I.A.P."). "S.J." or "O.P." after a name are religious
orders and no legal form.
"""

import re
from dataclasses import dataclass

_LETTERS = (
    "S A P I de C V",
    "S C de R L de C V",
    "S P R de R L",
    "S C de R L",
    "S de R L de C V",
    "S A de C V",
    "S de R L",
    "A S F L",
    "I A S P",
    "S P R",
    "S C L",
    "S S S",
    "I A P",
    "I B P",
    "A B P",
    "A P",
    "A R",
    "A C",
    "S C",
    "S A",
)

_WORDS = {
    "asociación civil": "A.C.",
    "asociacion civil": "A.C.",
    "sociedad civil": "S.C.",
    "institución de asistencia privada": "I.A.P.",
    "asociación de beneficencia privada": "A.B.P.",
    "sociedad anónima": "S.A.",
    "incorporated": "Inc.",
    "inc": "Inc.",
    "llc": "LLC",
    "l.l.c": "LLC",
    "ltd": "Ltd.",
    "ltda": "Ltda.",
    "corp": "Corp.",
    "e.v": "e.V.",
    "asbl": "ASBL",
    "a.s.b.l": "ASBL",
    "ongd": "ONG",
    "ong": "ONG",
    "o.n.g": "ONG",
    "ngo": "ONG",
    "501(c)(3)": "501(c)(3)",
    "501c3": "501(c)(3)",
}


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form found in a text: its canonical spelling and where it stands."""

    canonical: str
    start: int
    end: int


def _canonical(letters: str) -> str:
    parts = letters.split(" ")
    spelled = "".join(f" {p} " if len(p) > 1 else f"{p}." for p in parts)
    return re.sub(r"\s+", " ", spelled).strip()


def _dotted(letters: str) -> str:
    """Pattern of the letters with dots: "A.C.", "A. C.", "A.C", "a.c."."""
    parts = letters.split(" ")
    body = []
    for index, part in enumerate(parts):
        if len(part) > 1:
            body.append(rf"\s*{part}\s*")
        elif index == len(parts) - 1:
            body.append(rf"{part}(?![^\W_])\.?")
        else:
            body.append(rf"{part}\s?\.\s?" if len(parts[index + 1]) == 1 else rf"{part}\s?\.?")
    return "".join(body)


def _bare(letters: str) -> str:
    """Pattern of the letters without dots, as one upper-case word: "AC", "SA de CV"."""
    merged = ""
    for part in letters.split(" "):
        apart = len(part) > 1 or merged[-1:].islower()
        merged += rf"\s+{part}" if apart and merged else part
    return merged


_CANONICAL = {re.sub(r"[^a-z]", "", form.lower()): _canonical(form) for form in _LETTERS}
_BOUND = r"(?<![\w.&/-])"
_DOTTED = re.compile(_BOUND + "(?:" + "|".join(map(_dotted, _LETTERS)) + ")", re.IGNORECASE)
_CLOSED = r"(?=\.?\s*(?:$|[,;:(\[“\"/]))"
_BARE = re.compile(_BOUND + "(?:" + "|".join(map(_bare, _LETTERS)) + r")\b\.?" + _CLOSED)
_WORDED = re.compile(
    _BOUND + "(?:" + "|".join(re.escape(word) for word in _WORDS) + r")(?!\w)\.?" + _CLOSED,
    re.IGNORECASE,
)
_HAS_DOTTED = re.compile(r"\b[A-Za-z]\s?\.\s?[A-Za-z]\b")
_HAS_BARE = re.compile(r"\b[AIS][A-Z]{1,4}\b")
_HAS_WORD = re.compile(
    r"civil|inc|privada|501|llc|l\.l\.c|ltd|corp|asbl|a\.s\.b|e\.v|ong|o\.n\.g|ngo|an[oó]nima",
    re.IGNORECASE,
)


def find_legal_forms(text: str) -> list[LegalForm]:
    """Find the legal forms printed in a name, from left to right, none at its very beginning.

    Arguments:
        text: a name as printed, white space folded.

    >>> [form.canonical for form in find_legal_forms("Casa Abierta, A. C. (Oaxaca)")]
    ['A.C.']
    """
    found: list[LegalForm] = []
    for match in _DOTTED.finditer(text) if _HAS_DOTTED.search(text) else ():
        letters = re.sub(r"[^a-z]", "", match[0].lower())
        found.append(LegalForm(_CANONICAL[letters], match.start(), match.end()))
    for match in _BARE.finditer(text) if _HAS_BARE.search(text) else ():
        letters = re.sub(r"[^a-z]", "", match[0].lower())
        found.append(LegalForm(_CANONICAL[letters], match.start(), match.end()))
    for match in _WORDED.finditer(text) if _HAS_WORD.search(text) else ():
        if _is_spoken_of(text[: match.start()], match[0]):
            continue
        canonical = _WORDS[match[0].lower().rstrip(".")]
        found.append(LegalForm(canonical, match.start(), match.end()))
    found.sort(key=lambda form: (form.start, -form.end))
    return [
        form
        for index, form in enumerate(found)
        if form.start > 0 and (index == 0 or form.start >= found[index - 1].end)
    ]


def _is_spoken_of(before: str, form: str) -> bool:
    """ "Grupo de la Sociedad Civil" speaks of civil society; ", Sociedad Civil" is a form."""
    if " " not in form or before.rstrip().endswith(","):
        return False
    return form[:3].lower() == "soc" or before.split()[-1:] in (["de"], ["la"], ["una"], ["como"])


def begins_with_legal_form(text: str) -> int:
    """Length of the legal form a text begins with, 0 when it begins with something else.

    >>> begins_with_legal_form("A.C. (Tabasco)"), begins_with_legal_form("Acción")
    (4, 0)
    """
    text = text[:60]
    for pattern in (_DOTTED, _BARE, _WORDED):
        match = pattern.match(text)
        if match:
            return match.end()
    return 0
