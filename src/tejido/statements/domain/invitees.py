"""Reading a list of who is to be invited: pasted lines, or the rows of a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tejido.directory.domain.folding import fold, squeeze

MAX_INVITEES = 10_000
"""Most rows a list may have."""

_HEADINGS = {
    "key": ("key", "clave"),
    "organization": ("organization", "organizacion", "nombre de la organizacion", "name", "nombre"),
    "person": ("person", "persona", "contact", "contacto"),
    "email": ("e mail", "email", "mail", "correo", "correo electronico"),
    "language": ("language", "idioma", "lengua"),
}
_FIELD_OF = {heading: field for field, all_ in _HEADINGS.items() for heading in all_}
_LANGUAGES = {
    "es": "es",
    "espanol": "es",
    "castellano": "es",
    "spanish": "es",
    "en": "en",
    "ingles": "en",
    "english": "en",
}
_EMAIL = re.compile(r"[^\s<>,;|\"'()\[\]]+@[^\s<>,;|\"'()\[\]]+\.[^\s<>,;|\"'()\[\]]+")
_ENDS = " \t,;|<>()[]\"'·—–-"
NAME_LENGTH = 300
EMAIL_LENGTH = 254


@dataclass(frozen=True, slots=True)
class Invitee:
    """One row of the list.

    Arguments:
        line: where it stands, from 1.
        name: of the organization, as written.
        key: of the directory, when a column gives it.
        email: lower case; "" when there is none.
        person: the contact's name; "" when it is not given.
        language: "es" or "en".
    """

    line: int
    name: str
    email: str
    key: str = ""
    person: str = ""
    language: str = "es"


def known_headings(cells: Iterable[str]) -> int:
    """Count the headings among some cells: tells which separator a file uses."""
    return sum(1 for cell in cells if fold(cell) in _FIELD_OF)


def read_lines(text: str) -> list[Invitee]:
    """Read pasted lines: with headings as a table, else the address is found in each line.

    >>> [row] = read_lines("Casa Luna, A.C. <luna@example.org>, en")
    >>> row.name, row.email, row.language
    ('Casa Luna, A.C.', 'luna@example.org', 'en')
    """
    rows = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if rows:
        separator = max("\t;,", key=lambda sign: known_headings(rows[0][1].split(sign)))
        if known_headings(rows[0][1].split(separator)) > 1:
            return read_rows([(number, line.split(separator)) for number, line in rows])
    return [_guessed(number, line) for number, line in rows]


def read_rows(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Invitee]:
    """Read the rows of a table, by its headings; without them by what stands in the cells.

    Arguments:
        rows: number of the line and cells, those of the headings first.
    """
    if not rows:
        return []
    fields = [_FIELD_OF.get(fold(cell), "") for cell in rows[0][1]]
    if not {"organization", "key"} & set(fields):
        return [_guessed(number, "\t".join(cells)) for number, cells in rows]
    return [
        _by_heading(number, dict(zip(fields, cells, strict=False))) for number, cells in rows[1:]
    ]


def _by_heading(line: int, cells: dict[str, str]) -> Invitee:
    return Invitee(
        line,
        squeeze(cells.get("organization", ""))[:NAME_LENGTH],
        _address(cells.get("email", "")),
        squeeze(cells.get("key", ""))[:20].lower(),
        squeeze(cells.get("person", ""))[:200],
        _LANGUAGES.get(fold(cells.get("language", "")), "es"),
    )


def _guessed(number: int, line: str) -> Invitee:
    """Take a line apart: the address, a language at the end, and the rest is the name."""
    found = _EMAIL.search(line)
    rest = line[: found.start()] + "\t" + line[found.end() :] if found else line
    parts = [part for part in re.split(r"[\t;|]", rest) if part.strip(_ENDS)]
    language = ""
    if len(parts) > 1:
        language = _LANGUAGES.get(fold(parts[-1]), "")
        parts = parts[:-1] if language else parts
    name = squeeze(" ".join(part.strip(_ENDS) for part in parts[:1]))
    email = _address(found.group()) if found else ""
    return Invitee(number, name[:NAME_LENGTH], email, language=language or "es")


def _address(text: str) -> str:
    found = _EMAIL.search(text)
    return found.group().strip(".").lower()[:EMAIL_LENGTH] if found else ""
