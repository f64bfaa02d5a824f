"""The form a mapping is confirmed with: one choice a column, or the whole of it as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.budgets.column_names import column_name
from tejido.budgets.domain.amounts import UNITS, AmountStyle
from tejido.budgets.domain.columns import KEYS, MEASURES
from tejido.budgets.domain.mapping import MAPPED, ColumnRule, heading_of, mapping_data
from tejido.budgets.domain.mapping import Mapping as FileMapping
from tejido.budgets.domain.mapping_proposal import Proposal, Reason, Why
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.domain.mapping_words import PLACES
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.rule_files import LARGEST, read_yaml, write_yaml
from tejido.budgets.rule_wording import refused

_ALWAYS = "="
_STYLES = {"point": (",", "."), "comma": (".", ","), "space": (" ", ","), "quote": ("'", ".")}
_WHY: Mapping[Why, Promise] = {
    Why.HEADING: _("by the column's name"),
    Why.DESCRIPTOR: _("by the descriptor"),
    Why.AMOUNTS: _("by the amounts there are"),
    Why.USUAL: _("as usual"),
}


class MappingForm(forms.Form):
    """Where each canonical column comes from.

    Arguments (of the constructor): `proposal` is what the page proposes, `header` the file's
    headings, which the choices name by their place, `samples` some cells under each, `dataset` the
    key of the file's dataset.
    """

    year_all = forms.RegexField(
        "^(19|20)[0-9]{2}$",
        label=_("Or one year for the whole file"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    currency_all = forms.RegexField(
        "^[A-Z]{3}$", label=_("Or one currency for the whole file"), required=False
    )
    style = forms.ChoiceField(
        label=_("How amounts are written"),
        choices=[
            ("point", "1,234.56"),
            ("comma", "1.234,56"),
            ("space", "1 234,56"),
            ("quote", "1'234.56"),
        ],
    )
    unit_of_amounts = forms.TypedChoiceField(
        label=_("Unit of the amounts"),
        coerce=int,
        choices=[(1, _("units")), (1_000, _("thousands")), (1_000_000, _("millions"))],
    )
    key = forms.SlugField(
        label=_("Short name of the mapping"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens. A name that is known gets a new version."),
    )
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    as_text = forms.BooleanField(
        label=_("Read the file by this text, and not by the choices above"), required=False
    )
    text = forms.CharField(
        label=_("The mapping (YAML)"),
        required=False,
        strip=False,
        max_length=LARGEST,
        help_text=_("For what the choices cannot say: parts of cells, values, rows to set apart."),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        proposal: Proposal,
        header: Sequence[str],
        samples: Mapping[str, str],
        dataset: str,
    ) -> None:
        """Offer the file's headings for every column, and begin with what is proposed."""
        super().__init__(data)
        self._header = header
        self._samples = samples
        self._base = _named(proposal.mapping, dataset)
        self._reasons = {one.column: one for one in proposal.reasons}
        for column in MAPPED:
            self.fields[column] = forms.ChoiceField(
                label=column_name(column), required=False, choices=self._offered(column)
            )
        self.initial = self._first()
        if not proposal.based_on and self._base.amounts.unit > 1:
            self.fields["unit_of_amounts"].help_text = _(
                "So says the name of a column. Look at the amounts: in the wrong unit every figure"
                " is a thousand times too large or too small."
            )

    def clean(self) -> dict[str, Any]:
        """Put the mapping together, and hold it against what a budget line needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            data = read_yaml(cleaned["text"]) if cleaned["as_text"] else self._chosen()
            cleaned["mapping"] = read_mapping(data)
        except RuleFault as fault:
            if not self.errors:
                self.add_error(None, str(refused(fault).message))
        return cleaned

    def needed(self) -> Iterator[dict[str, Any]]:
        """Yield the columns every budget line needs, and the amounts, as the page shows them."""
        return (self._row(column) for column in (*KEYS, *MEASURES))

    def others(self) -> list[dict[str, Any]]:
        """Return the other columns that come from somewhere, or are refused."""
        return [row for row in self._others() if row["filled"]]

    def unfilled(self) -> list[dict[str, Any]]:
        """Return the other columns nothing of the file is taken for."""
        return [row for row in self._others() if not row["filled"]]

    def document_unsaid(self) -> bool:
        """Whether no column of the file says what document its lines stand in."""
        rule = self._base.columns.get("document")
        return rule is None or not rule.names

    def further(self) -> list[Any]:
        """Return the fields about the mapping as a whole."""
        names = ("style", "unit_of_amounts", "key", "title_es", "title_en")
        return [self[name] for name in names]

    def _others(self) -> Iterator[dict[str, Any]]:
        left = (column for column in MAPPED if column not in (*KEYS, *MEASURES))
        return (self._row(column) for column in left)

    def _row(self, column: str) -> dict[str, Any]:
        reason = self._reasons.get(column)
        said = self._said(reason) if reason else ""
        doubtful = reason is not None and not reason.sure
        beside = f"{column}_all" if f"{column}_all" in self.fields else ""
        return {
            "field": self[column],
            "filled": bool(self[column].value() or self[column].errors),
            "why": said,
            "doubtful": doubtful,
            "beside": self[beside] if beside else None,
            "cells": self._samples.get(reason.heading, "") if reason else "",
        }

    def _said(self, reason: Reason) -> str:
        if reason.why is Why.EARLIER:
            return gettext("as in the mapping %(key)s") % {"key": reason.mapping}
        return str(_WHY[reason.why])

    def _offered(self, column: str) -> list[tuple[str, Any]]:
        offered: list[tuple[str, Any]] = [("", _("not in this file"))]
        rule = self._base.columns.get(column)
        if column == "document":
            offered += [
                (f"{_ALWAYS}{document}", gettext("whole file: %(what)s") % {"what": name})
                for document, name in DOCUMENTS.items()
            ]
        elif rule and rule.const is not None and column not in KEYS:
            offered.append(
                (f"{_ALWAYS}{rule.const}", gettext("always %(what)s") % {"what": rule.const})
            )
        return offered + [(str(place), heading) for place, heading in enumerate(self._header)]

    def _first(self) -> dict[str, Any]:
        style = (self._base.amounts.group_mark, self._base.amounts.decimal_mark)
        known = [name for name, marks in _STYLES.items() if marks == style]
        first: dict[str, Any] = {
            "key": self._base.key,
            "title_es": self._base.title_es,
            "title_en": self._base.title_en,
            "style": known[0] if known else "point",
            "unit_of_amounts": self._base.amounts.unit if self._base.amounts.unit in UNITS else 1,
            "text": write_yaml(mapping_data(self._base)),
        }
        for column, rule in self._base.columns.items():
            heading = heading_of(rule.names, self._header)
            if heading is not None:
                first[column] = str(self._header.index(heading))
            elif rule.const is not None and column in ("year", "currency"):
                first[f"{column}_all"] = rule.const
            elif rule.const is not None:
                first[column] = f"{_ALWAYS}{rule.const}"
        return first

    def _chosen(self) -> dict[str, Any]:
        """Return the mapping as data; what every line needs is asked for where it is chosen."""
        data = self._data()
        for column in KEYS:
            if column not in data["columns"]:
                self.add_error(column, _("Say where this comes from: every line needs it."))
        if not any(measure in data["columns"] for measure in MEASURES):
            self.add_error(None, _("Choose the column of at least one of the amounts."))
        return data

    def _data(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        rules = {column: self._rule(column) for column in MAPPED}
        group, point = _STYLES[cleaned["style"]]
        style = replace(self._base.amounts, group_mark=group, decimal_mark=point)
        if cleaned["style"] == self._first()["style"]:
            style = self._base.amounts
        whole = replace(
            self._base,
            key=cleaned["key"],
            title_es=cleaned["title_es"],
            title_en=cleaned["title_en"],
            columns={column: rule for column, rule in rules.items() if rule is not None},
            amounts=_in_unit(style, cleaned["unit_of_amounts"]),
        )
        return mapping_data(whole)

    def _rule(self, column: str) -> ColumnRule | None:
        """Return where a column comes from; an earlier rule stays as it is where nobody chose."""
        chosen, rule = self.cleaned_data[column], self._base.columns.get(column)
        always = self.cleaned_data.get(f"{column}_all")
        if chosen.startswith(_ALWAYS) or (always and not chosen):
            return ColumnRule(const=always or chosen.removeprefix(_ALWAYS))
        found = heading_of(rule.names, self._header) if rule else None
        if not chosen:
            return rule if rule and rule.names and found is None else None
        heading = self._header[int(chosen)]
        if rule is not None and found == heading:
            return rule
        return ColumnRule(names=(heading,), pad=PLACES.get(column))


def _in_unit(style: AmountStyle, unit: int) -> AmountStyle:
    return style if style.unit == unit else replace(style, unit=unit)


def _named(mapping: FileMapping, dataset: str) -> FileMapping:
    """Return a mapping that was put together here under the dataset's name."""
    key = slugify(dataset)[:60]
    return replace(mapping, key=key) if mapping.key == "new" and key else mapping
