"""Who is to be invited, and what the list of invitations shows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tejido.directory.models import Organization
from tejido.directory.queries.uploaded_rows import uploaded_rows
from tejido.statements.domain.invitees import (
    MAX_INVITEES,
    Invitee,
    known_headings,
    read_lines,
    read_rows,
)
from tejido.statements.queries.invitations import InvitationFilter, InvitationOrder

MAX_TEXT = 1_000_000
EVERYBODY = "everybody"


class InviteeListForm(forms.Form):
    """A list: pasted, or as a file."""

    text = forms.CharField(
        label=_("The list, one organization a line"),
        help_text=_(
            "Name of the organization and e-mail address, in any order; es or en at the end for"
            " the language. With headings: organization, email, language, person, key."
        ),
        max_length=MAX_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=_("Or a CSV or XLSX file"),
        help_text=_("At most 10,000 rows. Nobody is invited before you confirm."),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,text/csv,text/plain"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not str(data.get("text") or "").strip():
            self.add_error("text", _("Paste the list, or choose its file."))
        return data

    def invitees(self) -> list[Invitee]:
        """Return the rows of the list.

        Errors:
            InvalidInput: the file cannot be read, and why.
        """
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile):
            return read_rows(uploaded_rows(file.chunks(), known_headings))
        return read_lines(str(self.cleaned_data["text"]))

    def refuse(self, message: str) -> None:
        """Say at the field that was used why the list is not taken."""
        used = "file" if self.cleaned_data.get("file") else "text"
        self.add_error(used, message)

    @staticmethod
    def too_many(invitees: Sequence[Invitee]) -> bool:
        """Whether the list is longer than one may be."""
        return len(invitees) > MAX_INVITEES


class DirectoryForm(forms.Form):
    """Whom of the directory to invite."""

    who = forms.ChoiceField(label=_("Invite from the directory"))

    def __init__(self, data: Any = None, *, networks: Sequence[Organization] = ()) -> None:
        super().__init__(data)
        field = self.fields["who"]
        if isinstance(field, forms.ChoiceField):
            members = [(network.key, network.name) for network in networks]
            field.choices = [
                (EVERYBODY, _("every organization with a contact")),
                (_("the members of a network"), members),
            ]

        self._names = {network.key: network.name for network in networks}

    def who_text(self) -> str:
        """Return what was chosen, in words."""
        chosen = str(self.cleaned_data["who"])
        return self._names.get(chosen) or str(_("every organization with a contact"))


class InvitationListForm(forms.Form):
    """What the list of invitations shows, and how it is sorted."""

    q = forms.CharField(label=_("Name"), max_length=200, required=False)
    show = forms.ChoiceField(label=_("Show"), choices=InvitationFilter.choices, required=False)
    sort = forms.ChoiceField(label=_("Sorted"), choices=InvitationOrder.choices, required=False)

    def values(self) -> tuple[str, str, str]:
        """Return words of a name, the filter and the order; none where they do not hold."""
        self.is_valid()
        data = self.cleaned_data
        return str(data.get("q", "")), str(data.get("show", "")), str(data.get("sort", ""))
