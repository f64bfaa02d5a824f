"""Published series: a value a year."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tejido.core.canonical import digest_of

EARLIEST, LATEST = 1800, 2200
PLACES = 8
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,58}", re.ASCII)
_WRITTEN = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,8})?", re.ASCII)


class SeriesFault(ValueError):
    """The data of a series does not hold.

    Arguments:
        code: key, text, years, value, year-twice or zero: what does not.
        value: what stands there, shortened.
    """

    def __init__(self, code: str, value: object = "") -> None:
        self.code = code
        self.value = str(value)[:80]
        super().__init__(f"{code} {self.value}")


@dataclass(frozen=True, slots=True)
class SeriesData:
    """A series as its publisher has it.

    Arguments:
        key: short name ("inpc-mx").
        sort: one of `SeriesSort`: price index, number of people, other.
        title_es, title_en, unit_es, unit_en: what it is and what is counted.
        country: ISO 3166-1 alpha-2, or empty.
        values: by year.
        note_es, note_en: cut-off, revisions, what the figures leave out.
    """

    key: str
    sort: str
    title_es: str
    title_en: str
    unit_es: str
    unit_en: str
    country: str
    values: Mapping[int, Decimal]
    note_es: str = ""
    note_en: str = ""

    def digest(self) -> str:
        """Return the SHA-256 that names these values."""
        return series_digest(self.key, self.sort, self.values)


@dataclass(frozen=True, slots=True)
class SeriesValues:
    """One published version of a series, as a question uses it."""

    key: str
    number: int
    digest: str
    sort: str
    publisher: str
    title_es: str
    title_en: str
    unit_es: str
    unit_en: str
    values: Mapping[int, Decimal]

    def title(self, language: str) -> str:
        """Return the title in a language ("es", "en-us")."""
        return self.title_en if language.startswith("en") else self.title_es

    def unit(self, language: str) -> str:
        """Return the unit in a language."""
        return self.unit_en if language.startswith("en") else self.unit_es


def plain(value: Decimal) -> str:
    """Return a number as text without exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def series_digest(key: str, sort: str, values: Mapping[int, Decimal]) -> str:
    """Return the SHA-256 of the canonical JSON of key, sort and values by year."""
    years = {str(year): plain(values[year]) for year in values}
    return digest_of({"key": key, "sort": sort, "values": years})


def read_values(rows: Iterable[tuple[str, str]]) -> dict[int, Decimal]:
    """Read pairs of year and value, both as text.

    Errors:
        SeriesFault: years, value, year-twice.
    """
    values: dict[int, Decimal] = {}
    for written_year, written in rows:
        year = int(written_year) if re.fullmatch(r"[0-9]{4}", written_year, re.ASCII) else 0
        if not EARLIEST <= year <= LATEST:
            raise SeriesFault("years", written_year)
        if not _WRITTEN.fullmatch(written):
            raise SeriesFault("value", written)
        if year in values:
            raise SeriesFault("year-twice", year)
        values[year] = Decimal(written)
    return values


def check_series(data: SeriesData) -> None:
    """Refuse what cannot be published.

    Errors:
        SeriesFault: a text is missing, there is no value, or an index is not above zero.
    """
    if not _KEY.fullmatch(data.key):
        raise SeriesFault("key", data.key)
    texts = (data.title_es, data.title_en, data.unit_es, data.unit_en)
    if not all(text.strip() for text in texts):
        raise SeriesFault("text", data.key)
    if not data.values:
        raise SeriesFault("years", data.key)
    for value in data.values.values():
        # A divisor, in real terms and per person alike.
        if value <= 0:
            raise SeriesFault("zero", value)
