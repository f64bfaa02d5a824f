"""The shape of what is typed about a series."""

import csv
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tejido.evidence.domain.series import SeriesData, SeriesFault, read_values
from tejido.evidence.models import SeriesSort, Source

LONGEST = 20_000


class SeriesForm(forms.Form):
    """A series, its values and the document they stand in."""

    key = forms.SlugField(
        label=_("Short name"),
        max_length=59,
        help_text=_(
            "Small letters, digits and hyphens: inpc-mx. That of a series that exists makes"
            " its next version."
        ),
    )
    sort = forms.ChoiceField(label=_("Sort"), choices=SeriesSort)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    unit_es = forms.CharField(label=_("Unit in Spanish"), max_length=100)
    unit_en = forms.CharField(label=_("Unit in English"), max_length=100)
    country = forms.RegexField(
        "^([A-Z]{2})?$", label=_("Country (two letters, MX)"), required=False, max_length=2
    )
    values = forms.CharField(
        label=_("Values"),
        max_length=LONGEST,
        help_text=_(
            "One year a line, a comma and the value with a decimal point: 2013,82.03616667"
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    note_es = forms.CharField(
        label=_("Cut-off, revisions and limits, in Spanish"), max_length=2000, widget=forms.Textarea
    )
    note_en = forms.CharField(
        label=_("Cut-off, revisions and limits, in English"), max_length=2000, widget=forms.Textarea
    )
    source = forms.ModelChoiceField(
        label=_("Source"),
        queryset=Source.objects.none(),
        to_field_name="key",
        help_text=_(
            "The registered document the values stand in; if it is not there yet, the secretariat"
            " registers it under Sources. A public series needs a public one."
        ),
    )

    def __init__(self, *args: Any, sources: QuerySet[Source], **kwargs: Any) -> None:
        """Offer the sources the person sees."""
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sources

    def clean_values(self) -> dict[int, Any]:
        """Read one year a line; a first line of names is passed over."""
        rows = [row for row in csv.reader(str(self.cleaned_data["values"]).splitlines()) if row]
        if rows and rows[0] == ["year", "value"]:
            rows = rows[1:]
        try:
            return read_values((row[0].strip(), row[1].strip()) for row in _pairs(rows))
        except SeriesFault as fault:
            raise forms.ValidationError(
                _("This is no year with a value: %(what)s"), params={"what": fault.value}
            ) from fault

    def series_data(self) -> SeriesData:
        """Return what was typed."""
        names = [name for name in self.fields if name != "source"]
        return SeriesData(**{name: self.cleaned_data[name] for name in names})


def _pairs(rows: list[list[str]]) -> list[list[str]]:
    for row in rows:
        if len(row) != 2:
            raise SeriesFault("value", ",".join(row))
    return rows
