"""Which codes a name stands for: institutions, programmes and the rest, found by code or name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tejido.budgets.domain.concordance import Concordance, Entity
from tejido.budgets.domain.label_words import folded
from tejido.budgets.domain.sql_text import literal

MOST_CANDIDATES: Final = 12
# The code of these dimensions is kept with the code above it, with a hyphen between.
PARENTS: Final = {"unit": "branch", "programme": "modality"}


@dataclass(frozen=True, slots=True, order=True)
class NamedCode:
    """A code with a label it had, and from when to when.

    Arguments:
        code: with the codes above it: "04-K00", "E-006".
        label: as the files have it.
        first_year: and `last_year`: the years it was seen between.
    """

    code: str
    label: str
    first_year: int
    last_year: int

    def __str__(self) -> str:
        return f"{self.code} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Called:
    """What a name stands for.

    Arguments:
        codes: the codes with their labels.
        by_code: the code was given, so that its labels make no difference.
    """

    codes: tuple[NamedCode, ...]
    by_code: bool


class NameFault(ValueError):
    """A name stands for nothing, or for more than one thing.

    Arguments:
        code: "name-unknown" or "name-ambiguous".
        name: what was asked for.
        candidates: what it may mean, as text to show.
    """

    def __init__(self, code: str, name: str, candidates: Iterable[str]) -> None:
        self.code = code
        self.name = name
        self.candidates = tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES]
        super().__init__(f"{code} {name}")


def same_name(label: str) -> str:
    """Return what two spellings of one name share: no accents, no case, no signs."""
    return folded(label)


def codes_called(name: str, known: Sequence[NamedCode], *, one: bool) -> Called:
    """Return the codes with the labels they had: by code ("04-K00", "39*") or by full name.

    Arguments:
        name: what was asked for.
        known: every code of the dimension that may be meant.
        one: the name is to mean one institution. Codes of one name that stand beside each other
            for more than one year (a move takes one) are then different institutions.

    Errors:
        NameFault: nothing has the name, or several institutions have it.
    """
    by_code = tuple(each for each in known if _has_code(name, each.code))
    if by_code:
        return Called(by_code, by_code=True)
    sought = same_name(name)
    by_name = tuple(each for each in known if same_name(each.label) == sought)
    if not by_name:
        words = sought.split()
        alike = [
            each for each in known if words and set(words) <= set(same_name(each.label).split())
        ]
        raise NameFault("name-unknown", name, map(str, sorted(alike)))
    if one and _stand_side_by_side(by_name):
        raise NameFault("name-ambiguous", name, map(str, sorted(by_name)))
    return Called(by_name, by_code=False)


def entity_called(name: str, codes: Sequence[NamedCode], concordance: Concordance) -> Entity | None:
    """Return the entity of a concordance with the name, or to which one of the codes belongs.

    Arguments:
        name: id, acronym or full name, accents ignored.
        codes: what the name stands for in the dataset, if anything.
        concordance: the entities.
    """
    sought = same_name(name)
    for one in concordance.entities:
        called = (one.id, *one.acronyms, one.name.es, one.name.en)
        if sought in map(same_name, called):
            return one
    for each in codes:
        for year in range(each.first_year, each.last_year + 1):
            claimed = concordance.entity_of(_line(each, year))
            if claimed is not None:
                return concordance.entity(claimed)
    return None


def codes_sql(dimension: str, called: Called) -> str:
    """Return the condition over the canonical columns.

    A code found by its name counts under that name only: other years may have given it to another.
    """
    labels: dict[str, set[str]] = {}
    for each in called.codes:
        labels.setdefault(each.code, set()).add(each.label)
    terms = []
    for code, names in sorted(labels.items()):
        terms.append(_code_sql(dimension, code))
        if not called.by_code:
            listed = ", ".join(literal(name) for name in sorted(names))
            terms[-1] += f" AND COALESCE({dimension}_label, '') IN ({listed})"
    return f"({' OR '.join(f'({term})' for term in terms)})"


def entities_sql(entities: Sequence[Entity]) -> str:
    """Return the condition that a line stands under a code of one of the entities."""
    codes = [code for one in entities for code in one.codes]
    return f"({' OR '.join(f'({code.where.sql()})' for code in codes)})"


def _code_sql(dimension: str, code: str) -> str:
    parent = PARENTS.get(dimension)
    if parent is None:
        return _is(dimension, code)
    above, _, own = code.partition("-")
    return f"{_is(parent, above)} AND {_is(dimension, own)}"


def _is(column: str, code: str) -> str:
    """Return the condition that a line has a code, or has none."""
    return f"{column} = {literal(code)}" if code else f"COALESCE({column}, '') = ''"


def _has_code(name: str, code: str) -> bool:
    """Whether a code is named, with or without its hyphen, or by its beginning ("39*")."""
    sought, bare = (text.replace("-", "").casefold() for text in (name.strip(), code))
    if sought.endswith("*") and len(sought) > 1:
        return bare.startswith(sought[:-1])
    return sought == bare


def _stand_side_by_side(found: Sequence[NamedCode]) -> bool:
    spans: dict[str, tuple[int, int]] = {}
    for each in found:
        first, last = spans.get(each.code, (each.first_year, each.last_year))
        spans[each.code] = (min(first, each.first_year), max(last, each.last_year))
    listed = sorted(spans.values())
    return any(
        min(one[1], other[1]) - max(one[0], other[0]) >= 1
        for number, one in enumerate(listed)
        for other in listed[:number]
    )


def _line(each: NamedCode, year: int) -> dict[str, str | int | None]:
    branch, _, unit = each.code.rpartition("-")
    return {"year": year, "branch": branch, "unit": unit, "unit_label": each.label}
