"""How the fields of a question are called where a person reads of them: never by their keys."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tejido.budgets.answer_rows import HEADINGS
from tejido.budgets.asking.shipped import wording
from tejido.budgets.domain.rule_data import RuleFault

# As the page of questions has them (a test compares); a YAML file has the keys.
_FIELDS: Final[Mapping[str, str | Promise]] = {
    "question": _("Question"),
    "version": _("Version of the format"),
    "dataset": _("Dataset"),
    "figure": _("Figure"),
    "sign": _("Signs of opacity"),
    "document": _("Document"),
    "years": _("Years"),
    "measures": _("Stages of the money"),
    "by": _("By year and…"),
    "lens": _("Lens"),
    "where": _("Only these"),
    "text": _("Words in the name"),
    "concordance": _("Follow codes through the years"),
    "real": _("In prices of the year"),
    "real.base": _("In prices of the year"),
    "real.series": _("Price index"),
    "per": _("Per person of"),
    "per.series": _("Per person of"),
    "series": _("Series"),
    "top": _("Only the largest"),
}


def field_said(place: str) -> str:
    """Return how a field of a question is called, in the reader's language.

    Arguments:
        place: its path as a fault has it ("real.base", "where.branch").
    """
    name = place.removeprefix("where.")
    return str(_FIELDS.get(name) or HEADINGS.get(name, name))


def value_said(fault: RuleFault) -> str:
    """Return what stands in the field; sorts of document by their words, anything else as given."""
    if fault.place != "document":
        return fault.value
    language = "en" if (get_language() or "").startswith("en") else "es"
    documents = wording()["documents"]
    return ", ".join(
        documents[one][language] if one in documents else one for one in fault.value.split(", ")
    )
