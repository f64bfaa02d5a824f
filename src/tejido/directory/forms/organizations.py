"""Finding organizations, and entering what is known of one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tejido.core.sorting import sort_key
from tejido.directory.domain.countries import country_names, find_subdivision, subdivision_name
from tejido.directory.domain.organization_data import (
    NAME_LENGTH,
    TOWN_LENGTH,
    NameData,
    OrganizationData,
    OrganizationFault,
    faults_of,
    without_loose_space,
)
from tejido.directory.fault_messages import FAULT_MESSAGES
from tejido.directory.forms.choices import offer
from tejido.directory.forms.languages import language_choices
from tejido.directory.models import NameSort, Organization, OrganizationKind, Visibility
from tejido.directory.queries.organizations import FilterOptions

EMPTY_NAMES = 3

# Where each fault is shown; the others concern the form as a whole.
_FIELD_OF = {
    OrganizationFault.UNKNOWN_COUNTRY: "country",
    OrganizationFault.SUBDIVISION_ELSEWHERE: "subdivision",
    OrganizationFault.LONG_TOWN: "town",
    OrganizationFault.HALF_COORDINATES: "latitude",
    OrganizationFault.NOT_ON_EARTH: "latitude",
    OrganizationFault.HIDDEN_HAS_COORDINATES: "latitude",
}


def country_choices(codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return countries to choose from, A to Z in the reader's language.

    Arguments:
        codes: alpha-2 codes; all countries when left out.
    """
    names = country_names(get_language() or "es")
    wanted = names if codes is None else [code for code in codes if code in names]
    return sorted(((code, names[code]) for code in wanted), key=lambda pair: sort_key(pair[1]))


class FilterForm(forms.Form):
    """What the list is limited to; only what occurs in it for this reader can be chosen."""

    q = forms.CharField(label=gettext_lazy("Name or acronym"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    network = forms.ChoiceField(label=gettext_lazy("Member of"), required=False)

    def __init__(self, *args: Any, options: FilterOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, str(OrganizationKind(kind).label)) for kind in options.kinds]
        kinds.sort(key=lambda pair: sort_key(pair[1]))
        offer(self, "kind", [("", _("all kinds")), *kinds])
        offer(self, "country", [("", _("all countries")), *country_choices(options.countries)])
        offer(self, "network", [("", _("any network or none")), *options.networks])


class OrganizationForm(forms.Form):
    """Everything of an organization but its names."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OrganizationKind, initial=OrganizationKind.CIVIL_SOCIETY
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=Visibility,
        initial=Visibility.COALITION,
        help_text=gettext_lazy(
            "Public: everybody. Coalition only: whoever signs in here. Sealed: the secretariat."
        ),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    subdivision = forms.CharField(
        label=gettext_lazy("State or department"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Its name or its code: Chiapas, Huehuetenango, MX-OAX."),
        widget=forms.TextInput(attrs={"list": "subdivisions"}),
    )
    town = forms.CharField(label=gettext_lazy("Town"), required=False, max_length=TOWN_LENGTH)
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"),
        required=False,
        max_digits=8,
        decimal_places=5,
        help_text=gettext_lazy("Leave empty for a shelter or a sealed organization."),
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"), required=False, max_digits=8, decimal_places=5
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "country", [("", _("not known")), *country_choices()])

    @staticmethod
    def initial_of(organization: Organization) -> dict[str, object]:
        """Return what the form shows of an organization."""
        names = ("kind", "visibility", "country", "town", "latitude", "longitude")
        shown: dict[str, object] = {name: getattr(organization, name) for name in names}
        code = organization.subdivision
        shown["subdivision"] = subdivision_name(code, get_language() or "es") if code else ""
        return shown

    def data_with(self, names: tuple[NameData, ...]) -> OrganizationData | None:
        """Return the organization as entered; None, with errors on the fields, if it fails."""
        if not self.is_valid():
            return None
        values = dict(self.cleaned_data)
        typed = values.pop("subdivision").strip()
        found = find_subdivision(typed, values["country"]) if typed else ""
        data = without_loose_space(
            # What is not found goes on as typed, so that the rule itself refuses it.
            OrganizationData(names=names, subdivision=typed if found is None else found, **values)
        )
        for fault in faults_of(data):
            self.add_error(_FIELD_OF.get(fault), str(FAULT_MESSAGES[fault]))
        return None if self.errors else data


class NameForm(forms.Form):
    """One name; left empty, there is none."""

    text = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=NAME_LENGTH)
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort of name"),
        choices=NameSort,
        required=False,
        initial=NameSort.ALIAS,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    source = forms.CharField(label=gettext_lazy("Where it stands"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "language", language_choices(str(self.initial.get("language", ""))))

    def has_changed(self) -> bool:
        """Return whether there is something to keep: a name left as it was is a name entered."""
        return super().has_changed() or bool(str(self["text"].value() or "").strip())

    def name(self) -> NameData | None:
        """Return the name as entered; None when there is none."""
        values = self.cleaned_data
        if not values.get("text", "").strip():
            return None
        return NameData(
            values["text"],
            values["sort"] or NameSort.OFFICIAL,
            values["language"],
            values["source"],
        )


NameFormSet = forms.formset_factory(NameForm, extra=EMPTY_NAMES, max_num=100)


def names_entered(formset: forms.BaseFormSet[NameForm]) -> tuple[NameData, ...]:
    """Return the names of a valid formset."""
    found = (form.name() for form in formset)
    return tuple(name for name in found if name is not None)
