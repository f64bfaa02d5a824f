"""The shape of what is said of a file to import, and of a correction."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tejido.budgets.actions.corrections import LONGEST_REASON
from tejido.budgets.actions.imports import DatasetData
from tejido.budgets.column_names import column_name
from tejido.budgets.domain.amounts import AmountStyle, AmountUnreadable, read_amount
from tejido.budgets.domain.columns import TEXT_COLUMNS, Measure
from tejido.budgets.models import Dataset, Snapshot
from tejido.budgets.models.datasets import Grain
from tejido.directory.models import Visibility
from tejido.evidence.domain.partial_dates import is_partial_date
from tejido.evidence.domain.source_data import SourceData

_NEW = ("title_es", "title_en", "publisher")


def _reason(told: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        help_text=told,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UploadForm(forms.Form):
    """A file, the dataset it belongs to, and where it comes from."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_(
            "CSV, XLSX, Parquet, zip or gz, as its publisher has it; at most 60 MB. Pack what is"
            " larger as zip or gz; if it still is, whoever runs this installation imports it there:"
            " tejido budget import FILE --dataset KEY"
        ),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("There is nothing in this file. Download it again from its publisher."),
        },
    )
    dataset = forms.ChoiceField(label=_("Dataset"), required=False)
    title_es = forms.CharField(label=_("Title in Spanish"), required=False, max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    publisher = forms.CharField(label=_("Who publishes it"), required=False, max_length=200)
    country = forms.RegexField(
        "^[A-Z]{2}$", label=_("Country"), initial="MX", help_text=_("Two letters (ISO 3166)")
    )
    currency = forms.RegexField(
        "^[A-Z]{3}$", label=_("Currency"), initial="MXN", help_text=_("Three letters (ISO 4217)")
    )
    grain = forms.ChoiceField(label=_("What one line stands for"), choices=Grain)
    visibility = forms.ChoiceField(
        label=_("Who may see the dataset"), choices=Visibility, initial=Visibility.COALITION
    )
    source_title = forms.CharField(
        label=_("What the document is called"),
        max_length=300,
        help_text=_("As its publisher calls it: whoever cites a figure cites this."),
    )
    source_url = forms.URLField(
        label=_("Where it was found"), required=False, max_length=500, assume_scheme="https"
    )
    source_date = forms.CharField(
        label=_("Published on"),
        required=False,
        max_length=10,
        help_text=_("2017, 2017-05 or 2017-05-31"),
    )
    asked_if_new = ("title_es", "title_en", "publisher", "country", "currency", "grain")

    def __init__(self, *args: Any, datasets: list[Dataset], language: str, **kwargs: Any) -> None:
        """Offer the datasets there are."""
        super().__init__(*args, **kwargs)
        self._datasets = {one.key: one for one in datasets}
        field = self.fields["dataset"]
        if isinstance(field, forms.ChoiceField):
            english = language.startswith("en")
            titles = [(one.key, one.title_en if english else one.title_es) for one in datasets]
            field.choices = [*titles, ("", _("A new one"))]

    def clean_source_date(self) -> str:
        """Take a year, a month or a day."""
        text = str(self.cleaned_data["source_date"])
        if text and not is_partial_date(text):
            raise forms.ValidationError(_("Write 2017, 2017-05 or 2017-05-31."))
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for what a new dataset needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in _NEW if not cleaned.get("dataset") else ():
            if not cleaned.get(name):
                self.add_error(name, _("A new dataset needs this."))
        return cleaned

    def dataset_chosen(self) -> Dataset | DatasetData:
        """Return the dataset chosen, or what is said of the new one."""
        data = self.cleaned_data
        if data["dataset"]:
            return self._datasets[data["dataset"]]
        names = (*self.asked_if_new, "visibility")
        key = slugify(data["title_en"])[:50] or "dataset"
        return DatasetData(key=key, **{name: data[name] for name in names})

    def source_data(self) -> SourceData:
        """Return where the file comes from; it is seen by who sees the dataset."""
        data, dataset = self.cleaned_data, self.dataset_chosen()
        return SourceData(
            title=data["source_title"],
            publisher=dataset.publisher,
            published_on=data["source_date"],
            url=data["source_url"],
            visibility=dataset.visibility,
        )


class ControlForm(forms.Form):
    """A second source that the totals of an import are compared with."""

    control = forms.ChoiceField(label=_("Second source"))

    def __init__(self, *args: Any, others: list[Snapshot], language: str, **kwargs: Any) -> None:
        """Offer other imports, by their file and dataset."""
        super().__init__(*args, **kwargs)
        self._others = {one.key: one for one in others}
        field = self.fields["control"]
        if isinstance(field, forms.ChoiceField):
            title = "title_en" if language.startswith("en") else "title_es"
            field.choices = [
                (one.key, f"{one.original_name}, {getattr(one.dataset, title)}") for one in others
            ]

    def chosen(self) -> Snapshot:
        """Return the import chosen."""
        return self._others[self.cleaned_data["control"]]


class WithdrawForm(forms.Form):
    """Why an import is withdrawn."""

    reason = _reason(_("It stands on the import's page, for whoever reads its report."))


class RecordForm(forms.Form):
    """Which record of a file."""

    line = forms.RegexField(
        "^[0-9]{1,15}$",
        label=_("Record"),
        help_text=_("Its place in the file, as the report counts: 1 is the first under the names."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class CorrectionForm(RecordForm):
    """A line, what stands in one of its columns instead, and why."""

    column = forms.ChoiceField(label=_("Column"))
    value = forms.CharField(
        label=_("What stands there instead"),
        required=False,
        max_length=500,
        help_text=_("An amount like 4,906,914.00, a code or a name; empty for nothing."),
    )
    reason = _reason(_("It stands beside every figure it touches."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the columns that may be put right."""
        super().__init__(*args, **kwargs)
        field = self.fields["column"]
        if isinstance(field, forms.ChoiceField):
            columns = [(one, column_name(one)) for one in (*Measure, *TEXT_COLUMNS)]
            field.choices = [("", _("Choose one")), *columns]

    def clean(self) -> dict[str, Any]:
        """Read an amount as people write it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("column") in set(Measure) and cleaned.get("value"):
            try:
                cleaned["value"] = str(read_amount(cleaned["value"], AmountStyle()))
            except AmountUnreadable:
                self.add_error("value", _("Write an amount like 4,906,914.00, or nothing."))
        return cleaned
