"""The shape of what is said about reading a file that was sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.encodings import ENCODINGS
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.reading import Choices
from tejido.budgets.rule_files import LARGEST, read_yaml
from tejido.budgets.rule_wording import refused

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


class ReadingForm(forms.Form):
    """How a file is read where content cannot tell; what is left open is found by content."""

    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("As found")), *((one, one) for one in ENCODINGS)],
    )
    member = forms.ChoiceField(label=_("File inside"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    delimiter = forms.ChoiceField(
        label=_("Between cells"),
        required=False,
        choices=[
            ("", _("As found")),
            ("comma", _("comma")),
            ("semicolon", _("semicolon")),
            ("tab", _("tab")),
            ("bar", _("vertical bar")),
        ],
    )
    header_row = forms.IntegerField(
        label=_("Row with the names of the columns"), required=False, min_value=1
    )
    like = forms.ChoiceField(label=_("Begin from the mapping"), required=False)
    # Which table is meant comes first: it may be all that is missing.
    field_order = ("member", "sheet", "encoding", "delimiter", "header_row", "like")

    def offer(self, members: tuple[str, ...], sheets: tuple[str, ...], like: list[str]) -> None:
        """Offer the tables of a file and the mappings there are."""
        for name, found in (("member", members), ("sheet", sheets)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField) and found:
                field.choices = [("", _("Choose one")), *((one, one) for one in found)]
            else:
                del self.fields[name]
        field = self.fields["like"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("The one that fits best")), *((one, one) for one in like)]


def choices_of(asked: Any) -> Choices:
    """Return what an address says about reading a file; what makes no sense is left open.

    Arguments:
        asked: the query string, as a QueryDict.
    """
    row = asked.get("header_row", "")
    return Choices(
        encoding=asked.get("encoding") or None,
        member=asked.get("member") or None,
        sheet=asked.get("sheet") or None,
        delimiter=_DELIMITERS.get(asked.get("delimiter", "")),
        header_row=int(row) if row.isdecimal() and len(row) < 6 else None,
    )


class DescriptorForm(forms.Form):
    """The descriptor of a fiscal data package (datapackage.json)."""

    descriptor = forms.FileField(label=_("Descriptor (datapackage.json)"))

    def clean_descriptor(self) -> object:
        """Return the descriptor as data."""
        file = self.cleaned_data["descriptor"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than a descriptor can be."))
        try:
            return read_yaml(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from error
        except RuleFault as fault:
            raise forms.ValidationError(str(refused(fault).message)) from fault
