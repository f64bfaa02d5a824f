"""The form a question is put together with; every address of it stands for one question."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.question import CLASS, FORMAT, YEAR, Figure
from tejido.budgets.domain.question_reading import MOST_TOP, MOST_YEARS
from tejido.budgets.explore_fields import (
    FIGURES,
    GROUPS,
    LONGEST,
    MOST_CHOSEN,
    NAMED,
    SIGNS,
    ChosenField,
    OneOfAll,
    checkboxes,
    year,
)
from tejido.budgets.lens_forms import DOCUMENTS, MEASURES
from tejido.budgets.queries.answers import Asker
from tejido.budgets.queries.offers import Offer, offer_for


class ExploreForm(forms.Form):
    """A question: which dataset, of whom, in which years, by what, in what money."""

    dataset = forms.ChoiceField(label=_("Dataset"))
    figure = forms.ChoiceField(
        label=_("Figure"), required=False, choices=[*FIGURES, (_("Signs of opacity"), SIGNS)]
    )
    document = forms.MultipleChoiceField(
        label=_("Document"), required=False, choices=list(DOCUMENTS.items()), widget=OneOfAll
    )
    name = forms.CharField(
        label=_("Search by name or code"),
        help_text=_("Of an institution, programme, branch or object of expenditure."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "spellcheck": "false"}),
    )
    institution = ChosenField(label=_("Institution"), required=False)
    programme = ChosenField(label=_("Programme"), required=False)
    branch = ChosenField(label=_("Branch"), required=False)
    object = ChosenField(label=_("Object of expenditure"), required=False)
    first_year = year(_("From the year"), _("All years when both are left empty."))
    last_year = year(_("To the year"))
    measures = checkboxes(_("Stages of the money"), list(MEASURES.items()))
    by = checkboxes(_("By year and…"), GROUPS)
    lens = forms.ChoiceField(label=_("Lens"), required=False)
    classes = checkboxes(_("Only these classes"))
    concordance = forms.ChoiceField(
        label=_("Follow codes through the years"),
        help_text=_("A concordance joins the codes an institution had; without one each is apart."),
        required=False,
    )
    base = year(_("In prices of the year"), _("The money of each year when left empty."))
    deflator = forms.ChoiceField(label=_("Price index"), required=False)
    per = forms.ChoiceField(label=_("Per person of"), required=False)
    top = forms.IntegerField(
        label=_("Only the largest"), required=False, min_value=1, max_value=MOST_TOP
    )

    def __init__(self, data: QueryDict | None, *, offer: Offer, language: str) -> None:
        """Offer what the reader may ask; without `data` it is an empty question."""
        super().__init__(data)
        self.offer = offer
        english = language == "en"

        def titles(listed: Sequence[Any]) -> list[tuple[str, str]]:
            return [(one.key, one.title_en if english else one.title_es) for one in listed]

        self._choose("dataset", titles(offer.datasets))
        self._choose("lens", titles([one.rules for one in offer.lenses]))
        self._choose("classes", offer.classes)
        rules = [one.rules for one in offer.concordances]
        self._choose("concordance", [("", _("Do not follow them")), *titles(rules)])
        self._choose("deflator", titles(offer.deflators))
        self._choose("per", [("", _("Not divided")), *titles(offer.people)])
        self.initial = {"document": ["final_account"], "lens": offer.lens}

    def clean(self) -> dict[str, Any]:
        """Hold the years against each other, and prices against the index they need."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and not first <= last < first + MOST_YEARS:
            self.add_error("last_year", _("The last year comes after the first, within 60 years."))
        if cleaned.get("base") and not self.offer.deflators:
            self.add_error("base", _("There is no price index here for this dataset's country."))
        return cleaned

    def question(self) -> dict[str, Any]:
        """Return what a valid form asks, as the data a question is read from."""
        asked = self.cleaned_data
        figure, _colon, sign = (asked["figure"] or Figure.AMOUNTS).partition(":")
        documents = asked["document"] or ["final_account"]
        where = {name: asked[name] for name in NAMED} | {CLASS: asked["classes"]}
        data: dict[str, Any] = {
            "version": FORMAT,
            "dataset": asked["dataset"],
            "figure": str(figure),
            "sign": sign,
            "document": documents[0] if len(documents) == 1 else documents,
            "years": self._years(),
            "measures": asked["measures"],
            "by": [YEAR, *asked["by"]],
            "lens": self._lens(),
            "where": {name: values for name, values in where.items() if values},
            "concordance": asked["concordance"],
            "real": self._real(),
            "per": {"series": asked["per"]} if asked["per"] else None,
            "top": asked["top"],
        }
        return {name: value for name, value in data.items() if value}

    def chosen(self) -> dict[str, list[str]]:
        """Return the codes and names a bound form has chosen, by field."""
        data = self.data
        if not isinstance(data, QueryDict):
            return {}
        return {name: data.getlist(name)[:MOST_CHOSEN] for name in NAMED if data.getlist(name)}

    def opened(self) -> bool:
        """Whether something was given among what is folded away at first."""
        names = ("base", "per", "concordance", "top", "classes")
        other = self.data.get("figure") not in (None, "", str(Figure.AMOUNTS))
        return bool(self.errors) or other or any(self.data.get(name) for name in names)

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def _years(self) -> list[int]:
        """Return the years asked; a bound left empty is the dataset's own."""
        first, last = self.cleaned_data["first_year"], self.cleaned_data["last_year"]
        if first is None and last is None:
            return []
        held = [one.year for one in self.offer.coverage] or [first or last]
        first = min(held[0], last) if first is None else first
        last = max(held[-1], first) if last is None else last
        return list(range(first, last + 1))

    def _lens(self) -> str:
        """Return the lens where classes are asked for; without them it changes nothing."""
        asked = self.cleaned_data
        used = CLASS in asked["by"] or asked["classes"]
        return asked["lens"] or self.offer.lens if used else ""

    def _real(self) -> dict[str, Any] | None:
        base = self.cleaned_data["base"]
        series = self.cleaned_data["deflator"]
        if base is None:
            return None
        return {"series": series or self.offer.deflators[0].key, "base": base}


def explore_form(user: Asker, asked: QueryDict, language: str) -> ExploreForm:
    """Return the form of an address.

    Arguments:
        asked: the query string; the form is bound when it names a dataset.
        language: "es" or "en".
    """
    offer = offer_for(
        user,
        asked.get("dataset", ""),
        asked.get("lens", ""),
        asked.get("concordance", ""),
        language,
    )
    return ExploreForm(asked if "dataset" in asked else None, offer=offer, language=language)
