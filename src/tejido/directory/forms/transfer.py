"""Giving a file to import, and confirming what was shown of it."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tejido.directory.actions.printed_lists import LONGEST_TEXT
from tejido.directory.models import Visibility


class UploadForm(forms.Form):
    """The table to import."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("At most 20 MB and 20,000 rows. Nothing changes before you confirm."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )


class ConfirmForm(forms.Form):
    """The digest of the plan that was shown."""

    plan = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)


class PrintedListForm(forms.Form):
    """A printed list: pasted, or as a file."""

    title = forms.CharField(
        label=_("What to call the list"),
        help_text=_("For example: Signatures of the declaration of 2017."),
        max_length=300,
    )
    source = forms.CharField(
        label=_("Where it was printed"),
        help_text=_("A document or address that others can check. May be empty."),
        max_length=500,
        required=False,
    )
    start = forms.DateField(
        label=_("First day of the memberships it shows"),
        help_text=_("Leave it empty when the list does not say since when."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see the organizations it brings"),
        choices=Visibility.choices,
        initial=Visibility.COALITION,
    )
    text = forms.CharField(
        label=_("The list, as it was printed"),
        help_text=_(
            "One signatory a line; headings as they stand. At most 500,000 characters. The text"
            " itself is not kept, nor are names of people."
        ),
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label=_("Or a text file of it"), help_text=_("Plain text in UTF-8."), required=False
    )

    def clean(self) -> dict[str, object]:
        """Take the text from the file when one is given."""
        data = super().clean() or {}
        file = data.get("file")
        if isinstance(file, UploadedFile):
            data["text"] = self._read(file)
        if not str(data.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Paste the list, or choose its file."))
        return data

    def _read(self, file: UploadedFile) -> str:
        # A character of UTF-8 takes at most four bytes.
        content: bytes = file.read(4 * LONGEST_TEXT + 4)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not in UTF-8. Save it again as plain text."))
            return ""
        if len(text) > LONGEST_TEXT:
            self.add_error("file", _("The list is longer than 500,000 characters. Split it."))
            return ""
        if "\0" in text:
            self.add_error("file", _("The file is not a text."))
            return ""
        return text
