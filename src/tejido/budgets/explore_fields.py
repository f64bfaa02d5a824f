"""Choices and fields of the form a question is put together with."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.question import CLASS, INSTITUTION, Figure, Sign
from tejido.budgets.domain.question_reading import FIRST_YEAR, LAST_YEAR

MOST_CHOSEN: Final = 40
LONGEST: Final = 300
# What is found by its name, by the field it is chosen in.
NAMED: Final = (INSTITUTION, "programme", "branch", "object")
FIGURES: Final = (
    (Figure.AMOUNTS, _("Amounts")),
    (Figure.SHARE, _("Share of the document's total")),
    (Figure.DEVIATION, _("What was spent beyond or below what was approved")),
    (Figure.REALLOCATION, _("What moved between groups from one stage to another")),
    (Figure.CONCENTRATION, _("Concentration in the largest groups")),
    (Figure.CODES, _("The codes an institution stood under")),
)
SIGNS: Final = (
    (f"opacity:{Sign.MISSING_YEARS}", _("Missing years")),
    (f"opacity:{Sign.VANISHED_PROGRAMMES}", _("Programmes that vanish")),
    (f"opacity:{Sign.CATCH_ALL_OBJECTS}", _("Objects of expenditure that say nothing")),
    (f"opacity:{Sign.LABEL_CHURN}", _("Names that change under the same code")),
    (f"opacity:{Sign.PART_YEAR}", _("Part-year spending")),
)
GROUPS: Final = (
    (CLASS, _("Class of the lens")),
    (INSTITUTION, _("Institution")),
    ("branch", _("Branch")),
    ("programme", _("Programme")),
    ("object", _("Object of expenditure")),
    ("state", _("Federal state")),
)


class OneOfAll(forms.Select):
    """A choice of one that reads all an address names: what does not go together is refused."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """Return every value of the field."""
        return data.getlist(name) if isinstance(data, QueryDict) else list(data.get(name, ()))


class ChosenField(forms.Field):
    """Codes or names that were found and chosen."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> list[str]:
        """Return each once, in order."""
        return list(dict.fromkeys(text.strip() for text in value or () if text.strip()))

    def validate(self, value: list[str]) -> None:
        """Refuse more than a question is read with."""
        if len(value) > MOST_CHOSEN or any(len(text) > LONGEST for text in value):
            raise forms.ValidationError(_("Choose at most 40, each by its code or name."))


def checkboxes(label: Any, choices: Any = ()) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def year(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
