"""A concordance says which codes of different years are the same institution or programme."""

from collections.abc import Iterator
from dataclasses import dataclass

from tejido.budgets.domain.conditions import (
    Condition,
    Line,
    choice_sql,
    columns_of,
    condition_data,
    read_dated_condition,
)
from tejido.budgets.domain.rule_data import (
    Bilingual,
    RuleFault,
    both_languages,
    each,
    fields,
    identifier,
    once,
    text,
)

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class EntityCode:
    """A code that stood for an entity in some years, and how that is known."""

    where: Condition
    evidence: Bilingual


@dataclass(frozen=True, slots=True)
class Entity:
    """An institution or programme followed through its codes.

    Arguments:
        id: short name, the value in every answer.
        name: its full name.
        acronyms: short names it goes by ("INM"); a question may name it by any of them.
        codes: what it stood under; a line of one is never a line of another entity.
    """

    id: str
    name: Bilingual
    acronyms: tuple[str, ...]
    codes: tuple[EntityCode, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """Entities with their codes; lines of no entity keep their own code."""

    key: str
    title: Bilingual
    credit: str
    entities: tuple[Entity, ...]

    def columns(self) -> tuple[str, ...]:
        """Return the canonical columns it looks at, in canonical order, each once."""
        return columns_of(self.conditions())

    def conditions(self) -> Iterator[Condition]:
        """Yield which lines each code is about."""
        return (where for where, _ in self._choices())

    def sql(self) -> str:
        """Return an expression over the canonical columns: the entity's id, or NULL."""
        return choice_sql(self._choices(), None)

    def entity_of(self, line: Line) -> str | None:
        """Return the id of a line's entity: the reference of `sql`."""
        return next((name for where, name in self._choices() if where.holds(line)), None)

    def entity(self, name: str) -> Entity | None:
        """Return the entity called so: id, acronym or full name in either language, any case."""
        sought = name.casefold().strip()
        for one in self.entities:
            called = (one.id, *one.acronyms, one.name.es, one.name.en)
            if sought in {each.casefold() for each in called}:
                return one
        return None

    def _choices(self) -> Iterator[tuple[Condition, str]]:
        return ((code.where, entity.id) for entity in self.entities for code in entity.codes)


def read_concordance(data: object) -> Concordance:
    """Read a concordance from what its YAML holds.

    Errors:
        RuleFault: a field is unknown, missing or does not hold, or two entities claim one line.
    """
    found = fields(data, "concordance", needed="concordance key title credit entities")
    if found["concordance"] != _FORMAT:
        raise RuleFault("format-unknown", "concordance", found["concordance"])
    entities = each(found["entities"], "entities", _read_entity)
    once((entity.id for entity in entities), "entities")
    _apart(entities)
    return Concordance(
        identifier(found["key"], "key"),
        both_languages(found["title"], "title"),
        text(found["credit"], "credit"),
        entities,
    )


def concordance_data(concordance: Concordance) -> dict[str, object]:
    """Return what `read_concordance` reads: what is stored and digested."""
    return {
        "concordance": _FORMAT,
        "key": concordance.key,
        "title": concordance.title.data(),
        "credit": concordance.credit,
        "entities": [
            {
                "id": entity.id,
                "name": entity.name.data(),
                "acronyms": list(entity.acronyms),
                "codes": [
                    {
                        "where": condition_data(code.where),
                        "evidence": code.evidence.data(),
                    }
                    for code in entity.codes
                ],
            }
            for entity in concordance.entities
        ],
    }


def _read_entity(data: object, place: str) -> Entity:
    found = fields(data, place, needed="id name codes", known="acronyms")
    listed = found.get("acronyms") or []
    if not isinstance(listed, list | tuple):
        raise RuleFault("not-a-list", f"{place}.acronyms", listed)
    return Entity(
        identifier(found["id"], f"{place}.id"),
        both_languages(found["name"], f"{place}.name"),
        tuple(text(one, f"{place}.acronyms") for one in listed),
        each(found["codes"], f"{place}.codes", _read_code),
    )


def _read_code(data: object, place: str) -> EntityCode:
    found = fields(data, place, needed="where evidence")
    where = read_dated_condition(found["where"], f"{place}.where")
    if not where.codes:
        # A name alone is what a concordance replaces: one name may stand for several bodies.
        raise RuleFault("code-missing", f"{place}.where")
    return EntityCode(where, both_languages(found["evidence"], f"{place}.evidence"))


def _apart(entities: tuple[Entity, ...]) -> None:
    """Refuse two entities that could claim the same line."""
    for number, one in enumerate(entities):
        for other in entities[:number]:
            if any(_may_meet(mine, theirs) for mine in one.codes for theirs in other.codes):
                raise RuleFault("entities-meet", "entities", f"{other.id}, {one.id}")


def _may_meet(one: EntityCode, other: EntityCode) -> bool:
    # Words may tell two apart that one code stood for within a year; codes alone do not.
    told_apart = bool(one.where.names) and bool(other.where.names)
    return not told_apart and one.where.may_meet(other.where)
