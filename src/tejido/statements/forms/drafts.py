"""A whole draft as one form: every button saves all of it, so nothing typed is lost."""

from collections.abc import Mapping, Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tejido.statements.domain.draft import Draft, DraftDemand, DraftNote
from tejido.statements.domain.version_text import MAX_BODY_BYTES, Wording

Posted = Mapping[str, str] | None
LANGUAGE_NAMES = dict(settings.LANGUAGES)
# Rows a form may send: far more than a statement has, far fewer than would tire the server.
MAX_ROWS = 200


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
            self.fields["correction"] = _text_field(_("What was corrected"), language, 3)

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
    """A demand."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    addressee = forms.CharField(required=False, widget=forms.HiddenInput)

    def demand(self) -> DraftDemand:
        """Return what was typed."""
        return DraftDemand(self.cleaned_data["key"], self.cleaned_data["addressee"], self.texts())


class DraftForm:
    """The whole draft as one form: a wording a language, then notes, then demands.

    Arguments:
        stored: the draft as stored, for the values when nothing was posted.
        revision: `draft_revision` the form was shown with.
        corrects: whether each language also says what it corrects.
        data: what was posted; "languages" (codes with spaces between), "notes" and "demands" (how
            many rows) say what the page had, which may be more than is stored by now.
    """

    def __init__(
        self, stored: Draft, *, revision: int, corrects: bool, data: Posted = None
    ) -> None:
        self.revision = _whole(data, "revision", revision)
        by_language = {wording.language: wording for wording in stored.wordings}
        languages = _languages(data) or tuple(by_language)
        self.languages = " ".join(languages)
        self.wordings = [
            WordingForm(code, corrects=corrects, data=data, initial=by_language.get(code))
            for code in languages
        ]
        notes = [*stored.notes, *([DraftNote(1)] * MAX_ROWS)]
        demands = [*stored.demands, *([DraftDemand()] * MAX_ROWS)]
        self.notes = [
            NoteForm(f"note-{i}", languages, data, _note_values(notes[i]))
            for i in range(_whole(data, "notes", len(stored.notes)))
        ]
        self.demands = [
            DemandForm(f"demand-{i}", languages, data, _demand_values(demands[i]))
            for i in range(_whole(data, "demands", len(stored.demands)))
        ]

    def is_valid(self) -> bool:
        """Whether every part holds; errors stand at their fields."""
        parts = [part.is_valid() for part in (*self.wordings, *self.notes, *self.demands)]
        return all(parts)

    def draft(self) -> Draft:
        """Return what was typed, without the rows marked for removal."""
        return Draft(
            wordings=tuple(form.wording() for form in self.wordings),
            notes=tuple(f.note() for f in self.notes if not f.cleaned_data["remove"]),
            demands=tuple(f.demand() for f in self.demands if not f.cleaned_data["remove"]),
        )


def _languages(data: Posted) -> tuple[str, ...]:
    posted = data.get("languages", "").split() if data is not None else []
    return tuple(code for code in dict.fromkeys(posted) if code in LANGUAGE_NAMES)


def _whole(data: Posted, name: str, otherwise: int) -> int:
    """Return a posted count; a form that was tampered with counts no rows."""
    if data is None:
        return otherwise
    posted = data.get(name, "")
    return min(int(posted), MAX_ROWS) if posted.isdecimal() and len(posted) < 10 else 0


def _note_values(note: DraftNote) -> dict[str, object]:
    texts = {f"text_{code}": text for code, text in note.texts.items()}
    return {"number": note.number, "source": note.source, "locator": note.locator, **texts}


def _demand_values(demand: DraftDemand) -> dict[str, object]:
    texts = {f"text_{code}": text for code, text in demand.texts.items()}
    return {"key": demand.key, "addressee": demand.addressee, **texts}
