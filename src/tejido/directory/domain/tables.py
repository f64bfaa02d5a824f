"""Tables of organizations: their columns, and how a value is written into a cell and read back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tejido.directory.domain.folding import fold

MAX_ROWS = 20_000
"""Most rows one import takes; the next one is refused with all the others."""

MAX_COLUMNS = 60
MAX_CELL = 5_000
"""Longest cell, in characters: some fifteen names of the longest kind."""

VALUE_FIELDS = ("name", "kind", "visibility", "country", "subdivision", "town")
NAME_FIELDS = ("official", "short", "acronym", "alias", "former", "as_printed")
FIELDS = ("key", *VALUE_FIELDS, *NAME_FIELDS, "memberships")

# A heading may be written in either language; an export always writes the first.
_HEADINGS = {
    "key": ("key", "clave"),
    "name": ("name", "nombre"),
    "kind": ("kind", "tipo"),
    "visibility": ("visibility", "visibilidad"),
    "country": ("country", "pais"),
    "subdivision": ("subdivision", "state", "estado", "departamento"),
    "town": ("town", "municipio", "localidad"),
    "official": ("official", "nombre oficial", "oficial"),
    "short": ("short", "nombre corto", "corto"),
    "acronym": ("acronym", "acronyms", "siglas", "sigla"),
    "alias": ("alias", "aliases"),
    "former": ("former", "nombre anterior", "anterior"),
    "as_printed": ("as printed", "como aparece"),
    "memberships": ("memberships", "pertenencias", "redes"),
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_LANGUAGE = re.compile(r"[a-z]{2,3}")

# OWASP, CSV Injection: a spreadsheet computes a cell that begins with one of these (the
# full-width forms count in East Asian editions). White space before them is often trimmed.
_COMPUTED = re.compile(r"[\s']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


class TableFault(ValueError):
    """The table as a whole cannot be read.

    Arguments:
        code: which fault, one of the codes of `tejido.directory.wording`.
        details: values its sentence names, by name.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds.

    Arguments:
        field: one of FIELDS.
        language: language tag of the names in it ("en"); empty when names have none.
    """

    field: str
    language: str = ""

    @property
    def heading(self) -> str:
        """The heading an export writes: "alias", "alias:en"."""
        return f"{self.field}:{self.language}" if self.language else self.field


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Arguments:
        number: 1-based position in the file: the line it begins on (CSV), the row (XLSX).
        cells: the cells as text, unescaped by nobody yet.
        formulas: positions of cells a spreadsheet computes.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()


def is_computed(cell: str) -> bool:
    """Whether a spreadsheet would compute this cell instead of showing it.

    >>> [is_computed(cell) for cell in ("=1+1", " @a", "'=1+1", "A - B", "")]
    [True, True, False, False, False]
    """
    return not cell.startswith("'") and _COMPUTED.match(cell) is not None


def escape_cell(text: str) -> str:
    """Write a value so that no spreadsheet computes it: an apostrophe before it.

    Values that begin with an apostrophe before such a sign get one more, so that
    :func:`unescape_cell` restores every value.

    >>> escape_cell("-Uno"), escape_cell("Uno"), escape_cell("'=a")
    ("'-Uno", 'Uno', "''=a")
    """
    return f"'{text}" if _COMPUTED.match(text) else text


def unescape_cell(cell: str) -> str:
    """Read back what :func:`escape_cell` wrote.

    >>> unescape_cell("'-Uno"), unescape_cell("'Uno"), unescape_cell("''=a")
    ('-Uno', "'Uno", "'=a")
    """
    return cell[1:] if cell.startswith("'") and _COMPUTED.match(cell[1:]) else cell


def join_values(values: Iterable[str]) -> str:
    r"""Write several values into one cell, with " | " between; a bar in a value becomes "\|".

    >>> join_values(["Red A", "B|C"])
    'Red A | B\\|C'
    """
    return " | ".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def split_values(cell: str) -> tuple[str, ...]:
    r"""Read back the values of one cell; empty ones are left out.

    >>> split_values("Red A | B\\|C |")
    ('Red A', 'B|C')
    """
    parts = _SEPARATOR.sub("\\1\0", cell).split("\0")
    values = (re.sub(r"\\([\\|])", r"\1", part.strip()) for part in parts)
    return tuple(value for value in values if value)


def read_header(cells: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column holds, in the order of the file.

    Errors:
        TableFault: a column is unknown, stands twice, or the one for names is missing.
    """
    written = [unescape_cell(cell).strip() for cell in cells]
    while written and not written[-1]:
        written.pop()
    if not written:
        raise TableFault("no-header")
    if len(written) > MAX_COLUMNS:
        raise TableFault("too-many-columns", most=MAX_COLUMNS)
    columns = tuple(_read_heading(heading, number) for number, heading in enumerate(written, 1))
    for number, column in enumerate(columns):
        if column in columns[:number]:
            raise TableFault("column-twice", column=column.heading)
    if not {"name", "key"} & {column.field for column in columns}:
        raise TableFault("column-missing", column="name")
    return columns


def known_headings(cells: Iterable[str]) -> int:
    """Count the headings among some cells that name a column: tells which separator a file uses."""
    return sum(1 for cell in cells if fold(cell.partition(":")[0]) in _FIELD_OF)


def _read_heading(heading: str, number: int) -> Column:
    if not heading:
        raise TableFault("column-unnamed", number=number)
    text, colon, language = heading.partition(":")
    field = _FIELD_OF.get(fold(text))
    language = language.strip()
    if field is None or (colon and not (field in NAME_FIELDS and _LANGUAGE.fullmatch(language))):
        raise TableFault("column-unknown", column=heading[:60], known=", ".join(FIELDS))
    return Column(field, language)
