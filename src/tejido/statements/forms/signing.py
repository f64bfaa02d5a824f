"""What delegates, members and the secretariat say when a signature is given."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.directory.models import Organization, OrganizationKind
from tejido.statements.models import Way
from tejido.statements.proof_files import MOST_BYTES


class SignForm(forms.Form):
    """Which wording was read, and whether the organization is named."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    named = forms.ChoiceField(
        label=_("In public lists"),
        choices=[
            ("yes", _("Name the organization, with its country")),
            ("no", _("Do not name it, for its safety: it is counted")),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )

    @property
    def unnamed(self) -> bool:
        """Whether the organization is left unnamed."""
        return bool(self.cleaned_data["named"] == "no")


class MembersForm(forms.Form):
    """Which members are listed: those ticked on the page, or all that can be."""

    digest = forms.CharField(max_length=64)
    member = forms.TypedMultipleChoiceField(coerce=int, required=False)
    every = forms.BooleanField(required=False)
    named = forms.ChoiceField(choices=[("yes", ""), ("no", "")])

    def __init__(self, *args: Any, listable: list[int], **more: Any) -> None:
        super().__init__(*args, **more)
        self._listable = listable
        field = self.fields["member"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(pk, "") for pk in listable]

    def members(self) -> list[int]:
        """Return the ids of the members to be listed."""
        return self._listable if self.cleaned_data["every"] else self.cleaned_data["member"]

    @property
    def unnamed(self) -> bool:
        """Whether the members are left unnamed."""
        return bool(self.cleaned_data["named"] == "no")


class RecordForm(forms.Form):
    """How a signature was received that the secretariat records."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    way = forms.ChoiceField(label=_("How it was received"), choices=Way)
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    via = forms.ModelChoiceField(
        label=_("Handed over by a network"),
        help_text=_("Only when a network carried it here; otherwise leave it empty."),
        queryset=Organization.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("no network: it signs directly"),
    )
    proof = forms.FileField(
        label=_("What was received"),
        help_text=_("A scan, a photograph, the mail as a file: any file of up to 10 MB."),
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_(
            "Who gave the signature and how it was checked. Only the secretariat reads it."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    unnamed = forms.BooleanField(label=_("Not named in public, for its safety"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        via = self.fields["via"]
        if isinstance(via, forms.ModelChoiceField):
            networks = Organization.objects.standing().filter(kind=OrganizationKind.NETWORK)
            via.queryset = networks
        self.fields["received_on"].initial = timezone.localdate

    def clean_proof(self) -> UploadedFile | None:
        """Refuse a file that is too large before it is read."""
        proof: UploadedFile | None = self.cleaned_data["proof"]
        if proof is not None and (proof.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return proof
