"""Rules of a lens or concordance as a page says them, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.concordance import Concordance
from tejido.budgets.domain.conditions import ANY_YEAR, Condition
from tejido.budgets.domain.lens import UNCLASSIFIED, Lens
from tejido.budgets.domain.rule_data import Years

DIMENSION_NAMES: dict[str, Promise] = {
    "branch": _("branch"),
    "unit": _("responsible unit"),
    "purpose": _("purpose"),
    "function": _("function"),
    "subfunction": _("subfunction"),
    "activity": _("institutional activity"),
    "modality": _("modality"),
    "programme": _("budget programme"),
    "object": _("object of expenditure"),
    "expense_type": _("type of expenditure"),
    "funding": _("source of funding"),
    "state": _("state"),
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in words.

    Arguments:
        id: of the rule, or of the entity.
        where: its conditions, one short sentence each.
        years: for which years.
        puts: the class or entity, as it is called.
        reason: why.
    """

    id: str
    where: tuple[str, ...]
    years: str
    puts: str
    reason: str


def class_names(lens: Lens, language: str) -> dict[str, str]:
    """Return how each class is called, what is unclassified included."""
    names = {one.id: one.name.said(language) for one in lens.classes}
    return {**names, UNCLASSIFIED: gettext("unclassified")}


def lens_rows(lens: Lens, language: str) -> list[RuleRow]:
    """Return the rules of a lens in their order."""
    names = class_names(lens, language)
    return [
        RuleRow(
            rule.id,
            tuple(_conditions(rule.where)),
            years_said(rule.where.years),
            names[rule.class_id],
            rule.reason.said(language),
        )
        for rule in lens.rules
    ]


def concordance_rows(concordance: Concordance, language: str) -> list[RuleRow]:
    """Return each code of each entity, in the order of the file."""
    return [
        RuleRow(
            entity.id,
            tuple(_conditions(code.where)),
            years_said(code.where.years),
            ", ".join((entity.name.said(language), *entity.acronyms)),
            code.evidence.said(language),
        )
        for entity in concordance.entities
        for code in entity.codes
    ]


def years_said(valid: Years) -> str:
    """Return years in words: "2013", "2008 to 2012", "from 2019 on"."""
    if valid == ANY_YEAR:
        return gettext("every year")
    if valid.last is None:
        return gettext("from %(year)s on") % {"year": valid.first}
    if valid.first is None:
        return gettext("until %(year)s") % {"year": valid.last}
    if valid.first == valid.last:
        return str(valid.first)
    return gettext("%(first)s to %(last)s") % {"first": valid.first, "last": valid.last}


def _conditions(where: Condition) -> Iterable[str]:
    for name, codes in where.codes:
        yield f"{DIMENSION_NAMES[name]} {', '.join(codes)}"
    for name, texts in where.names:
        words = gettext(" or ").join("“" + " ".join(one) + "”" for one in texts)
        dimension = DIMENSION_NAMES[name]
        yield gettext("the name of the %(dimension)s has %(words)s") % {
            "dimension": dimension,
            "words": words,
        }
