"""How the canonical columns are called on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.budgets.domain.columns import DIMENSIONS, Measure
from tejido.budgets.lens_forms import MEASURES
from tejido.budgets.rule_rows import DIMENSION_NAMES

_PLAIN: dict[str, Promise] = {
    "amount": gettext_lazy("one of the amounts"),
    "line": gettext_lazy("record in the file"),
    "year": gettext_lazy("year"),
    "document": gettext_lazy("document"),
    "currency": gettext_lazy("currency"),
    "project": gettext_lazy("investment project"),
}


def column_name(column: str) -> str:
    """Return how a canonical column is called; the column itself when it is none."""
    if column in _PLAIN:
        return str(_PLAIN[column])
    if column in DIMENSIONS:
        return _("%(what)s (code)") % {"what": DIMENSION_NAMES[column]}
    if column.removesuffix("_label") in DIMENSIONS:
        return _("%(what)s (name)") % {"what": DIMENSION_NAMES[column.removesuffix("_label")]}
    return str(MEASURES[Measure(column)]) if column in MEASURES else column
