"""The two sides of a doubtful pair: what agrees in what was printed, and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tejido.directory.domain.acronyms import significant
from tejido.directory.domain.folding import fold
from tejido.directory.domain.mention import Place
from tejido.directory.domain.reading.mentions import read_name


class Agreement(StrEnum):
    """How one field of two mentions compares."""

    SAME = "same"
    DIFFERENT = "different"
    ONE_SIDE = "one-side"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Side:
    """One mention as the reviewer sees it.

    Arguments:
        text: as printed.
        listed_under: the heading it stands under; "" for none.
        networks: names of the networks its organization is in.
        list_title: title of the list that prints it; "" for a name as the directory holds it.
        line: 1-based line of that list; 0 for a name of the directory.
    """

    text: str
    listed_under: str
    networks: tuple[str, ...]
    list_title: str
    line: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a printed name, and whether the other side lacks it."""

    text: str
    only_here: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of both sides.

    Arguments:
        field: words, acronym, legal_form, place, listed_under or networks.
        one, other: what each side says; empty when it does not say.
        agreement: how the two compare.
    """

    field: str
    one: tuple[Word, ...]
    other: tuple[Word, ...]
    agreement: Agreement


def compare_sides(one: Side, other: Side) -> tuple[Comparison, ...]:
    """Return field by field what two mentions say.

    >>> side = Side("Casa Abierta, A.C. (Oaxaca)", "", (), "", 1)
    >>> [c.agreement.value for c in compare_sides(side, side)][:2]
    ['same', 'neither']
    """
    parts, others = read_name(one.text), read_name(other.text)
    fields: tuple[tuple[str, Sequence[str], Sequence[str]], ...] = (
        ("words", parts.name.split(), others.name.split()),
        ("acronym", parts.acronyms, others.acronyms),
        ("legal_form", _said(parts.legal_form), _said(others.legal_form)),
        ("place", place_codes(parts.place), place_codes(others.place)),
        ("listed_under", _said(one.listed_under), _said(other.listed_under)),
        ("networks", one.networks, other.networks),
    )
    return tuple(_compared(field, first, second) for field, first, second in fields)


def place_codes(place: Place) -> tuple[str, ...]:
    """Return where a mention says it is: town, then the code of the subdivision or country."""
    return _said(place.town, place.subdivision or place.country)


def place_printed(place: Place) -> str:
    """Return where a mention says it is as one text: "Tapachula, MX-CHP"; empty when it does not.

    >>> place_printed(Place("MX", "MX-CHP", "Tapachula"))
    'Tapachula, MX-CHP'
    """
    return ", ".join(place_codes(place))


def _said(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _compared(field: str, one: Sequence[str], other: Sequence[str]) -> Comparison:
    return Comparison(field, _words(one, other), _words(other, one), _agreement(one, other))


def _words(here: Sequence[str], there: Sequence[str]) -> tuple[Word, ...]:
    known = {fold(text) for text in there}
    return tuple(Word(text, fold(text) not in known) for text in here)


def _agreement(one: Sequence[str], other: Sequence[str]) -> Agreement:
    if not one and not other:
        return Agreement.NEITHER
    if not one or not other:
        return Agreement.ONE_SIDE
    same = _meaning(one) == _meaning(other)
    return Agreement.SAME if same else Agreement.DIFFERENT


def _meaning(texts: Sequence[str]) -> set[str]:
    """Return the words that carry meaning: "de" and "la" make no difference."""
    return set(significant([word for text in texts for word in fold(text).split()]))
