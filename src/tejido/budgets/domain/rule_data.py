"""What lenses and concordances are read from: plain data, every field known and checked."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Read = TypeVar("Read")

MOST_ITEMS = 2_000
LONGEST_TEXT = 4_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,58}", re.ASCII)
_YEARS = re.compile(r"([0-9]{4})?(?:(:)([0-9]{4})?)?", re.ASCII)


class RuleFault(ValueError):
    """The data of a rule set does not hold.

    Arguments:
        code: which fault, one of the codes of `tejido.budgets.rule_wording`.
        place: where, as a path ("rules[3].where.years").
        value: what stands there, shortened.
    """

    def __init__(self, code: str, place: str, value: object = "") -> None:
        self.code = code
        self.place = place
        self.value = str(value)[:80]
        super().__init__(f"{code} {place}")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages."""

    es: str
    en: str

    def said(self, language: str) -> str:
        """Return the text in a language ("es", "es-mx"); Spanish when it is not English."""
        return self.en if language.startswith("en") else self.es

    def data(self) -> dict[str, str]:
        """Return what `both_languages` reads."""
        return {"es": self.es, "en": self.en}


@dataclass(frozen=True, slots=True)
class Years:
    """Years from `first` to `last`, both included; None is open."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last
        )

    def __str__(self) -> str:
        if self.first is not None and self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}:{self.last or ''}"

    def overlaps(self, other: "Years") -> bool:
        """Whether some year is in both."""
        starts = [year for year in (self.first, other.first) if year is not None]
        ends = [year for year in (self.last, other.last) if year is not None]
        return not starts or not ends or max(starts) <= min(ends)


def fields(data: object, place: str, *, needed: str, known: str = "") -> Mapping[str, object]:
    """Return an object whose names are all known and which has those that are needed.

    Arguments:
        data: what was read.
        place: its path, for the fault.
        needed: names that must be there, with spaces between them.
        known: names that may be there as well.

    Errors:
        RuleFault: not-an-object, field-missing, field-unknown.
    """
    if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
        raise RuleFault("not-an-object", place, data)
    for name in needed.split():
        if name not in data:
            raise RuleFault("field-missing", place, name)
    for name in data:
        if name not in f"{needed} {known}".split():
            raise RuleFault("field-unknown", place, name)
    return data


def items(data: object, place: str) -> Sequence[object]:
    """Return a list that is not empty.

    Errors:
        RuleFault: not-a-list, too-many.
    """
    if not isinstance(data, list | tuple) or not data:
        raise RuleFault("not-a-list", place, data)
    if len(data) > MOST_ITEMS:
        raise RuleFault("too-many", place, len(data))
    return data


def each(data: object, place: str, read: Callable[[object, str], Read]) -> tuple[Read, ...]:
    """Return what `read` makes of every item of a list and its place ("rules[1]").

    Errors:
        RuleFault: as `items` and `read`.
    """
    listed = enumerate(items(data, place), start=1)
    return tuple(read(one, f"{place}[{number}]") for number, one in listed)


def once(names: Iterable[str], place: str) -> None:
    """Refuse a name that is given to two.

    Errors:
        RuleFault: twice.
    """
    known: set[str] = set()
    for name in names:
        if name in known:
            raise RuleFault("twice", place, name)
        known.add(name)


def text(data: object, place: str) -> str:
    """Return a text that is not empty.

    Errors:
        RuleFault: not-a-text.
    """
    if not isinstance(data, str) or not data.strip() or len(data) > LONGEST_TEXT:
        raise RuleFault("not-a-text", place, data)
    return " ".join(data.split())


def identifier(data: object, place: str) -> str:
    """Return a short name of lower-case letters, digits and hyphens.

    Errors:
        RuleFault: not-an-identifier.
    """
    if not isinstance(data, str) or not _ID.fullmatch(data):
        raise RuleFault("not-an-identifier", place, data)
    return data


def both_languages(data: object, place: str) -> Bilingual:
    """Return a text in Spanish and English.

    Errors:
        RuleFault: as `fields` and `text`.
    """
    found = fields(data, place, needed="es en")
    return Bilingual(text(found["es"], f"{place}.es"), text(found["en"], f"{place}.en"))


def years(data: object, place: str) -> Years:
    """Return years read from 2013, "2013", "2008:2012", "2013:" or ":2012".

    Errors:
        RuleFault: not-years.
    """
    match = _YEARS.fullmatch(str(data)) if isinstance(data, str | int) else None
    if match is None or not (match[1] or match[3]):
        raise RuleFault("not-years", place, data)
    first = int(match[1]) if match[1] else None
    last = int(match[3]) if match[3] else None
    if match[2] is None:
        last = first
    if first is not None and last is not None and last < first:
        raise RuleFault("not-years", place, data)
    return Years(first, last)
