"""The shape of what is typed about a source."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tejido.directory.models import Visibility
from tejido.evidence.domain.partial_dates import is_partial_date
from tejido.evidence.domain.source_data import SourceData


class SearchForm(forms.Form):
    """Words of a title or a publisher."""

    q = forms.CharField(label=_("Search"), max_length=200, required=False)

    def text(self) -> str:
        """Return the words typed; none when they do not hold."""
        return str(self.cleaned_data["q"]) if self.is_valid() else ""


class SourceForm(forms.Form):
    """A document that can be cited."""

    title = forms.CharField(label=_("Title"), max_length=300)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    published_on = forms.CharField(
        label=_("Date"), max_length=10, required=False, help_text=_("2017, 2017-05 or 2017-05-31")
    )
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Where it can be read, beginning with https:// or http://"),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", "—"), *settings.LANGUAGES], required=False
    )
    file = forms.FileField(
        label=_("File, for its SHA-256"),
        required=False,
        help_text=_("Only the fingerprint of the file is kept, not the file."),
    )
    digest = forms.CharField(
        label=_("SHA-256 of the file"),
        required=False,
        validators=[RegexValidator("^[0-9A-Fa-f]{64}$", _("64 hexadecimal digits."))],
        help_text=_("64 hexadecimal digits; left empty when a file is given above."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    visibility = forms.ChoiceField(
        label=_("Visibility"),
        choices=Visibility,
        help_text=_("What a published statement cites has to be public."),
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        initial: SourceData | None = None,
    ) -> None:
        super().__init__(data, files, initial=asdict(initial) if initial else None)

    def clean_published_on(self) -> str:
        """Refuse what is no year, month or day."""
        text = str(self.cleaned_data["published_on"])
        if text and not is_partial_date(text):
            raise forms.ValidationError(_("Write a year, a month or a day: 2017, 2017-05, …"))
        return text

    def clean_url(self) -> str:
        """Refuse anything but a web address."""
        url = str(self.cleaned_data["url"])
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("A web address begins with https:// or http://"))
        return url

    def source_data(self) -> SourceData:
        """Return what was typed; a file's own digest goes before a typed one."""
        values = {**self.cleaned_data}
        file = values.pop("file")
        digest = _digest_of(file) if file else values.pop("digest").lower()
        return SourceData(**{**values, "digest": digest})


def _digest_of(file: UploadedFile) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()
