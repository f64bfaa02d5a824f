"""Forms of lenses: what to look at, what to compare, what to publish."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.columns import Document, Measure
from tejido.budgets.models import Dataset, LensVersion
from tejido.budgets.rule_files import LARGEST

DOCUMENTS = {
    Document.FINAL_ACCOUNT: _("final account"),
    Document.APPROVED: _("approved budget"),
    Document.PART_YEAR: _("part-year document"),
    Document.PROPOSAL: _("budget proposal"),
}

MEASURES = {
    Measure.PROPOSED: _("proposed"),
    Measure.APPROVED: _("approved"),
    Measure.MODIFIED: _("modified"),
    Measure.ACCRUED: _("accrued"),
    Measure.EXECUTED: _("executed"),
    Measure.PAID: _("paid"),
}


class ScopeForm(forms.Form):
    """Which lines: a dataset, one sort of document, a year or all of them."""

    dataset = forms.ChoiceField(label=_("Dataset"))
    document = forms.ChoiceField(label=_("Document"), choices=list(DOCUMENTS.items()))
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1900,
        max_value=2200,
        help_text=_("All years of that document when left empty."),
    )

    def __init__(self, *args: Any, datasets: list[Dataset], language: str, **kwargs: Any) -> None:
        """Offer the datasets the reader sees."""
        super().__init__(*args, **kwargs)
        field = self.fields["dataset"]
        if isinstance(field, forms.ChoiceField):
            english = language.startswith("en")
            field.choices = [
                (one.key, one.title_en if english else one.title_es) for one in datasets
            ]


class CompareForm(ScopeForm):
    """Two versions of lenses, and which lines."""

    one = forms.ChoiceField(label=_("First lens"))
    other = forms.ChoiceField(label=_("Second lens"))
    field_order = ("one", "other", "dataset", "document", "year")

    def __init__(
        self, *args: Any, versions: list[LensVersion], language: str, **kwargs: Any
    ) -> None:
        """Offer every version of every lens."""
        super().__init__(*args, language=language, **kwargs)
        for name in ("one", "other"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(str(one), _said(one, language)) for one in versions]


class PublishForm(forms.Form):
    """The rules as YAML, typed or as a file, and why."""

    file = forms.FileField(label=_("File with the rules (YAML)"), required=False)
    rules = forms.CharField(
        label=_("Rules (YAML)"),
        required=False,
        max_length=LARGEST,
        strip=False,
        help_text=_("When a file is chosen, it takes the place of this text."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )
    reason = forms.CharField(label=_("Why this version is published"), max_length=2000)
    tried = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Put the file's text in the place of the typed one."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            if file.size > LARGEST:
                raise forms.ValidationError(_("The file is larger than a rule set can be."))
            try:
                cleaned["rules"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("The file is not text in UTF-8.")) from error
        if not str(cleaned.get("rules", "")).strip():
            raise forms.ValidationError(_("Write the rules, or choose a file with them."))
        return cleaned


def _said(version: LensVersion, language: str) -> str:
    title = version.lens.title_en if language.startswith("en") else version.lens.title_es
    # The number first: a narrow field shows no more than the beginning.
    said = {"number": version.number, "title": title, "day": f"{version.published_at:%Y-%m-%d}"}
    return gettext("version %(number)s of %(title)s (%(day)s)") % said
