"""What people fill in to sign, or to see to what is stored of them."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tejido.notifications.domain.addresses import canonical_email
from tejido.statements.domain.people import PersonData, one_line
from tejido.statements.queries.people import flagged, waiting, with_name

NAMED, UNNAMED = "named", "unnamed"


def _email(help_text: Any = "") -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    return forms.EmailField(label=_("E-mail"), max_length=254, widget=widget, help_text=help_text)


class PersonForm(forms.Form):
    """A person's name and address, how they are named, and their consent."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    affiliation = forms.CharField(
        label=_("Where you work or belong (may be left empty)"),
        help_text=_("Shown beside your name. You sign as a person, not for an organization."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = _email(_("Never shown. We send a link there, with which you confirm that you sign."))
    naming = forms.ChoiceField(
        label=_("Your name in public"),
        choices=[
            (NAMED, _("Show my name among the signatures")),
            (UNNAMED, _("Count me and do not name me")),
        ],
        initial=NAMED,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language of the mails to you"), choices=settings.LANGUAGES
    )
    consent = forms.BooleanField(
        label=_("I have read the notice and agree that what I give is used for this"),
        error_messages={"required": _("Without your consent nothing can be stored or signed.")},
    )

    def clean_name(self) -> str:
        """Return the name as one line; it must hold a letter and no web address."""
        name = one_line(str(self.cleaned_data["name"]))
        if not any(unicodedata.category(sign).startswith("L") for sign in name):
            raise forms.ValidationError(_("Write your name."))
        return _without_address(name)

    def clean_affiliation(self) -> str:
        """Return the affiliation as one line, without a web address."""
        return _without_address(one_line(str(self.cleaned_data["affiliation"])))

    def clean_email(self) -> str:
        """Return the address, when it can be compared with others."""
        return _comparable(str(self.cleaned_data["email"]))

    def person(self, notice: str) -> PersonData:
        """Return what was filled in.

        Arguments:
            notice: version of the notice that was shown.
        """
        given = self.cleaned_data
        return PersonData(
            name=given["name"],
            email=given["email"],
            language=given["language"],
            notice=notice,
            affiliation=given["affiliation"],
            unnamed=given["naming"] == UNNAMED,
        )


class AddressForm(forms.Form):
    """Whose link is asked for."""

    email = _email()

    def clean_email(self) -> str:
        """Return the address, when it can be compared with others."""
        return _comparable(str(self.cleaned_data["email"]))


class PeopleFilterForm(forms.Form):
    """Which people of a statement are listed."""

    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("waiting", _("who waits")),
            ("same-name", _("one name twice")),
            ("all", _("everybody")),
        ],
        required=False,
    )
    q = forms.CharField(
        label=_("Search a name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def chosen(self, people: Any) -> Any:
        """Return those of the people that were asked for; everybody when nothing was."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("show") == "waiting":
            people = waiting(people)
        elif given.get("show") == "same-name":
            people = flagged(people).order_by("name_key", "pk")
        return with_name(people, given.get("q", ""))


class ChosenPeopleForm(forms.Form):
    """The people a decision is about: those ticked, or everybody who waits.

    Somebody else may have decided about one of them meanwhile: the action leaves those out.
    """

    every = forms.BooleanField(required=False)

    def people_ids(self, people: Any) -> list[int]:
        """Return the ids of those chosen among the people of a statement."""
        if self.is_valid() and self.cleaned_data["every"]:
            return list(waiting(people).values_list("pk", flat=True))
        ticked = self.data.getlist("person") if isinstance(self.data, QueryDict) else []
        return [int(pk) for pk in ticked if pk.isascii() and pk.isdecimal()]


def _without_address(text: str) -> str:
    if "://" in text or "www." in text.lower():
        raise forms.ValidationError(_("Write it without a web address."))
    return text


def _comparable(email: str) -> str:
    try:
        canonical_email(email)
    except ValueError:
        raise forms.ValidationError(_("This is no e-mail address: look at it again.")) from None
    return email
