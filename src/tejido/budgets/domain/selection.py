"""Conditions of a question, once its names are known: SQL, and which rows are asked for by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from tejido.budgets.domain.concordance import Concordance, Entity
from tejido.budgets.domain.lens import UNCLASSIFIED, Lens
from tejido.budgets.domain.named_codes import (
    PARENTS,
    Called,
    NamedCode,
    NameFault,
    codes_called,
    codes_sql,
    entities_sql,
    entity_called,
    same_name,
)
from tejido.budgets.domain.sql_text import literal


@dataclass(frozen=True, slots=True)
class _Meant:
    """What the name of an institution stands for.

    Arguments:
        called: codes.
        entity: of a concordance.
        told_by: key of the concordance that told a short name.
    """

    called: Called = Called((), by_code=False)
    entity: Entity | None = None
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a condition on one dimension comes to.

    Arguments:
        sql: over the canonical columns.
        codes: the codes it stands for.
        entities: the entities it stands for.
        apart: the codes that stand in an answer for themselves, not for an entity.
        followed: whether entities stand in an answer as such.
        looked_at: columns that codes and their names stand in.
        acronyms: keys of the concordances that told a short name.
    """

    sql: str
    codes: tuple[NamedCode, ...] = ()
    entities: tuple[Entity, ...] = ()
    apart: tuple[NamedCode, ...] = ()
    followed: bool = False
    looked_at: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()

    def columns(self) -> set[str]:
        """Return the canonical columns its SQL looks at."""
        return set(self.looked_at) | {
            column for one in self.entities for code in one.codes for column in code.where.columns()
        }

    def shown_in(self, years: Sequence[int]) -> tuple[str, ...]:
        """Return how the institutions asked for are written in an answer by institution.

        Arguments:
            years: asked. A code that stood in none of them is left out, unless all would be.
        """
        alive = [
            each
            for each in self.apart
            if any(each.first_year <= year <= each.last_year for year in years)
        ]
        entities = [one.id for one in self.entities] if self.followed else []
        return (*entities, *shown_codes(alive or ([] if entities else self.apart)))


def select_codes(dimension: str, names: Sequence[str], known: Sequence[NamedCode]) -> Selection:
    """Return the lines whose code of a dimension has one of the names.

    Errors:
        NameFault: a name stands for nothing.
    """
    called = [codes_called(name, known, one=False) for name in names]
    conditions = [codes_sql(dimension, one) for one in called]
    codes = tuple(each for one in called for each in one.codes)
    return Selection(_any(conditions), codes=codes, looked_at=_columns(dimension))


def select_institutions(
    names: Sequence[str],
    known: Sequence[NamedCode],
    concordance: Concordance | None,
    acronyms: Sequence[Concordance],
    *,
    settled: bool = False,
) -> Selection:
    """Return the lines of institutions: one series an entity, or one a code and name.

    Arguments:
        names: codes, full names, or what an entity is called.
        known: codes of units with their labels.
        concordance: the one the question names: its entities are followed through their codes.
        acronyms: other concordances, asked only for what a short name stands for.
        settled: an earlier answer was made with these codes: a name may stand for several.

    Errors:
        NameFault: a name stands for nothing, or for several institutions.
    """
    meant = [_institution(one, known, concordance, acronyms, settled=settled) for one in names]
    entities = [one.entity for one in meant if one.entity is not None]
    called = [one.called for one in meant if one.called.codes]
    apart: list[NamedCode] = []
    for one in meant:
        if one.entity is not None and concordance is None:
            apart += _claimed(one.entity, known)
        apart += _unclaimed(one.called.codes, concordance)
    conditions = [codes_sql("unit", one) for one in called]
    if entities:
        conditions.append(entities_sql(entities))
    return Selection(
        _any(conditions),
        tuple(each for one in called for each in one.codes),
        tuple(dict.fromkeys(entities)),
        tuple(dict.fromkeys(apart)),
        concordance is not None,
        _columns("unit"),
        tuple(dict.fromkeys(one.told_by for one in meant if one.told_by)),
    )


def select_classes(names: Sequence[str], lens: Lens) -> Selection:
    """Return the groups of classes, named by id or by name in either language.

    Errors:
        NameFault: there is no such class.
    """
    found = []
    for name in names:
        sought = same_name(name)
        meant = [
            one.id
            for one in lens.classes
            if sought in map(same_name, (one.id, one.name.es, one.name.en))
        ]
        if not meant and name != UNCLASSIFIED:
            raise NameFault("name-unknown", name, [*(one.id for one in lens.classes), UNCLASSIFIED])
        found += meant or [UNCLASSIFIED]
    return Selection(f"class IN ({', '.join(map(literal, dict.fromkeys(found)))})")


def shown_codes(codes: Sequence[NamedCode]) -> list[str]:
    """Return how codes stand in an answer: each name once, as spelled in its newest year."""
    newest: dict[tuple[str, str], NamedCode] = {}
    for each in sorted(codes, key=lambda one: (one.last_year, one.label)):
        newest[(each.code, same_name(each.label))] = each
    return [str(each) for each in newest.values()]


def _institution(
    name: str,
    known: Sequence[NamedCode],
    concordance: Concordance | None,
    acronyms: Sequence[Concordance],
    *,
    settled: bool,
) -> _Meant:
    """Return what a name stands for: an entity, or codes."""
    if concordance is not None:
        entity = entity_called(name, (), concordance)
        if entity is not None:
            return _Meant(entity=entity)
    try:
        called = codes_called(name, known, one=not settled)
    except NameFault as fault:
        meant = _by_acronym(name, acronyms) if fault.code == "name-unknown" else None
        if meant is None:
            raise
        return meant
    if concordance is None:
        return _Meant(called)
    return _Meant(called, entity_called("", called.codes, concordance))


def _unclaimed(codes: Sequence[NamedCode], concordance: Concordance | None) -> list[NamedCode]:
    """Leave out the codes that stand in an answer as an entity."""
    if concordance is None:
        return list(codes)
    return [each for each in codes if entity_called("", (each,), concordance) is None]


def _by_acronym(name: str, concordances: Sequence[Concordance]) -> _Meant | None:
    """Return the entity a short name stands for.

    Errors:
        NameFault: it is a programme, which no unit stands for: the concordance must be named.
    """
    for one in concordances:
        entity = entity_called(name, (), one)
        if entity is None:
            continue
        if not all("unit" in dict(code.where.codes) for code in entity.codes):
            raise NameFault("name-of-programme", name, [one.key])
        return _Meant(entity=entity, told_by=one.key)
    return None


def _claimed(entity: Entity, known: Sequence[NamedCode]) -> list[NamedCode]:
    """Return the codes that stand for an entity in some year."""
    alone = Concordance("one", entity.name, "", (entity,))
    return [each for each in known if entity_called("", (each,), alone) is not None]


def _columns(dimension: str) -> tuple[str, ...]:
    return (PARENTS.get(dimension, dimension), dimension, f"{dimension}_label")


def _any(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"({' OR '.join(conditions)})"
