"""A lens puts each budget line in a class: rules in order, the first that holds decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

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

UNCLASSIFIED = "unclassified"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class LensClass:
    """A class of a lens.

    Arguments:
        id: short name, the value in every answer.
        name: how it is called on screen.
        definition: what belongs in it, and what does not.
    """

    id: str
    name: Bilingual
    definition: Bilingual


@dataclass(frozen=True, slots=True)
class LensRule:
    """Lines that belong in a class, with the reason.

    Arguments:
        id: short name, unique in the lens.
        where: which lines, with the years the rule was checked for.
        class_id: one of the lens's classes.
        reason: why they belong there.
    """

    id: str
    where: Condition
    class_id: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Lens:
    """A rule set that classifies budget lines; what no rule is about stays "unclassified"."""

    key: str
    title: Bilingual
    credit: str
    classes: tuple[LensClass, ...]
    rules: tuple[LensRule, ...]

    def columns(self) -> tuple[str, ...]:
        """Return the canonical columns the rules look at, in canonical order, each once."""
        return columns_of(self.conditions())

    def conditions(self) -> Iterator[Condition]:
        """Yield which lines each rule is about."""
        return (rule.where for rule in self.rules)


def class_of(lens: Lens, line: Line) -> tuple[str, str | None]:
    """Return the class of a line and the rule that decides: the reference of `lens_sql`.

    Arguments:
        lens: the rules.
        line: canonical columns of one line.
    """
    for rule in lens.rules:
        if rule.where.holds(line):
            return rule.class_id, rule.id
    return UNCLASSIFIED, None


def lens_sql(lens: Lens) -> str:
    """Return an expression over the canonical columns that gives the class of a line.

    It is plain SQL (CASE, =, IN, LIKE, translate) that DuckDB and Spark read alike. Rules that
    look at words are dear: evaluate it once for each distinct value of `lens.columns()`.
    """
    return choice_sql([(rule.where, rule.class_id) for rule in lens.rules], UNCLASSIFIED)


def rule_sql(lens: Lens) -> str:
    """Return an expression that gives the id of the rule that decides, or NULL."""
    return choice_sql([(rule.where, rule.id) for rule in lens.rules], None)


def read_lens(data: object) -> Lens:
    """Read a lens from what its YAML holds.

    Errors:
        RuleFault: a field is unknown, missing or does not hold; its place is in the fault.
    """
    found = fields(data, "lens", needed="lens key title credit classes rules")
    if found["lens"] != _FORMAT:
        raise RuleFault("format-unknown", "lens", found["lens"])
    classes = each(found["classes"], "classes", _read_class)
    known = {one.id for one in classes}
    once((one.id for one in classes), "classes")
    rules = each(found["rules"], "rules", partial(_read_rule, known=known))
    once((rule.id for rule in rules), "rules")
    return Lens(
        identifier(found["key"], "key"),
        both_languages(found["title"], "title"),
        text(found["credit"], "credit"),
        classes,
        rules,
    )


def lens_data(lens: Lens) -> dict[str, object]:
    """Return what `read_lens` reads: what is stored, and what the digest is taken of."""
    return {
        "lens": _FORMAT,
        "key": lens.key,
        "title": lens.title.data(),
        "credit": lens.credit,
        "classes": [
            {"id": one.id, "name": one.name.data(), "definition": one.definition.data()}
            for one in lens.classes
        ],
        "rules": [
            {
                "id": rule.id,
                "where": condition_data(rule.where),
                "class": rule.class_id,
                "reason": rule.reason.data(),
            }
            for rule in lens.rules
        ],
    }


def _read_class(data: object, place: str) -> LensClass:
    found = fields(data, place, needed="id name definition")
    name = identifier(found["id"], f"{place}.id")
    if name == UNCLASSIFIED:
        raise RuleFault("class-reserved", f"{place}.id", name)
    return LensClass(
        name,
        both_languages(found["name"], f"{place}.name"),
        both_languages(found["definition"], f"{place}.definition"),
    )


def _read_rule(data: object, place: str, known: set[str]) -> LensRule:
    found = fields(data, place, needed="id where class reason")
    where = read_dated_condition(found["where"], f"{place}.where")
    if found["class"] not in known:
        raise RuleFault("class-unknown", f"{place}.class", found["class"])
    return LensRule(
        identifier(found["id"], f"{place}.id"),
        where,
        str(found["class"]),
        both_languages(found["reason"], f"{place}.reason"),
    )
