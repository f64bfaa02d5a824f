"""The parts of the form of a draft: a wording, a note, a demand."""

from collections.abc import Mapping, Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tejido.statements.domain.draft import DraftDemand, DraftNote
from tejido.statements.domain.version_text import MAX_BODY_BYTES, Wording

Posted = Mapping[str, str] | None
LANGUAGE_NAMES = dict(settings.LANGUAGES)


def _text_field(label: object, language: str, rows: int) -> forms.CharField:
    name = LANGUAGE_NAMES.get(language, language)
    return forms.CharField(
        label=f"{label} ({name})",
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
    )


class WordingForm(forms.Form):
    """Title and body in one language."""

    title = forms.CharField(max_length=300, required=False)
    body = forms.CharField(required=False)

    def __init__(
        self, language: str, *, corrects: bool, data: Posted = None, initial: Wording | None = None
    ) -> None:
        stored = initial or Wording(language, "", "")
        values = {"title": stored.title, "body": stored.body, "correction": stored.correction}
        super().__init__(data, prefix=f"text-{language}", initial=values)
        self.language = language
        self.language_name = LANGUAGE_NAMES.get(language, language)
        self.fields["title"].label = f"{_('Title')} ({self.language_name})"
        self.fields["title"].widget.attrs["lang"] = language
        self.fields["body"] = _text_field(pgettext_lazy("of a statement", "Text"), language, 22)
        if corrects:
            self.fields["correction"] = _text_field(_("What changed, and why"), language, 3)

    def clean_body(self) -> str:
        """Refuse a body that is too long, and say by how much."""
        body = str(self.cleaned_data["body"])
        size = len(body.encode())
        if size > MAX_BODY_BYTES:
            raise forms.ValidationError(
                _("The text is too long: %(size)s kB, and 100 kB is the most.")
                % {"size": -(-size // 1000)}
            )
        return body

    def wording(self) -> Wording:
        """Return what was typed."""
        values = self.cleaned_data
        return Wording(self.language, values["title"], values["body"], values.get("correction", ""))


class RowForm(forms.Form):
    """A note or a demand: texts by language, and a box that takes the row away."""

    remove = forms.BooleanField(label=_("Remove when saving"), required=False)

    def __init__(
        self, prefix: str, languages: Sequence[str], data: Posted, initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, prefix=prefix, initial=dict(initial))
        self.languages = languages
        label = pgettext_lazy("of a statement", "Text")
        for language in languages:
            self.fields[f"text_{language}"] = _text_field(label, language, 3)

    @property
    def text_fields(self) -> list[forms.BoundField]:
        """The fields of its texts, one a language."""
        return [self[f"text_{language}"] for language in self.languages]

    @property
    def is_kept(self) -> bool:
        """Whether it is not marked for removal."""
        return not self.cleaned_data["remove"]

    def texts(self) -> dict[str, str]:
        """Return the texts typed, by language."""
        return {code: self.cleaned_data[f"text_{code}"] for code in self.languages}


class NoteForm(RowForm):
    """A numbered note."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    locator = forms.CharField(label=_("Page or section"), max_length=120, required=False)
    field_order = ("number", "locator")

    def note(self) -> DraftNote:
        """Return what was typed."""
        values = self.cleaned_data
        return DraftNote(values["number"], values["source"], values["locator"], self.texts())


class DemandForm(RowForm):
    """A demand; `place` is where it stands among the others, from 1."""

    place = forms.IntegerField(label=_("Position"), min_value=1, max_value=999)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    addressee = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("place",)

    def demand(self) -> DraftDemand:
        """Return what was typed."""
        return DraftDemand(self.cleaned_data["key"], self.cleaned_data["addressee"], self.texts())
