"""A whole draft as one form: every button saves all of it, so nothing typed is lost."""

from tejido.core.errors import InvalidInput
from tejido.statements.domain.draft import Draft, DraftDemand, DraftNote
from tejido.statements.forms.rows import (
    LANGUAGE_NAMES,
    DemandForm,
    NoteForm,
    Posted,
    WordingForm,
)

# Rows a form may send: far more than a statement has, far fewer than would tire the server.
MAX_ROWS = 200


class DraftForm:
    """The whole draft as one form: a wording a language, then notes, then demands.

    Arguments:
        stored: the draft as stored, for the values when nothing was posted.
        revision: `draft_revision` the form was shown with.
        corrects: whether each language also says what it corrects.
        data: what was posted; "languages" (codes with spaces between), "notes" and "demands" (how
            many rows) say what the page had, which may be more than is stored by now.

    Errors:
        InvalidInput: a count is missing from what was posted.
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
            DemandForm(f"demand-{i}", languages, data, _demand_values(demands[i], i + 1))
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
            notes=tuple(form.note() for form in self.notes if form.is_kept),
            demands=tuple(form.demand() for form in self._demands_in_order()),
        )

    def note_number(self, row: int) -> int | None:
        """Return the number typed for a row of the notes, from 0; None when it goes."""
        kept = [form for form in self.notes[row : row + 1] if form.is_kept]
        return kept[0].note().number if kept else None

    def demand_position(self, row: int) -> int | None:
        """Return where a row of the demands, from 0, comes to stand, from 1; None when it goes."""
        ordered = self._demands_in_order()
        return next(
            (ordered.index(f) + 1 for f in self.demands[row : row + 1] if f in ordered), None
        )

    def _demands_in_order(self) -> list[DemandForm]:
        kept = [form for form in self.demands if form.is_kept]
        return sorted(kept, key=lambda form: int(form.cleaned_data["place"]))


def _languages(data: Posted) -> tuple[str, ...]:
    posted = data.get("languages", "").split() if data is not None else []
    return tuple(code for code in dict.fromkeys(posted) if code in LANGUAGE_NAMES)


def _whole(data: Posted, name: str, otherwise: int) -> int:
    """Return a posted count; a form that lost it must not pass for one with no rows."""
    if data is None:
        return otherwise
    posted = data.get(name, "")
    if not posted.isdecimal() or len(posted) > 9:
        raise InvalidInput
    return min(int(posted), MAX_ROWS) if name != "revision" else int(posted)


def _note_values(note: DraftNote) -> dict[str, object]:
    texts = {f"text_{code}": text for code, text in note.texts.items()}
    return {"number": note.number, "source": note.source, "locator": note.locator, **texts}


def _demand_values(demand: DraftDemand, place: int) -> dict[str, object]:
    texts = {f"text_{code}": text for code, text in demand.texts.items()}
    return {"place": place, "key": demand.key, "addressee": demand.addressee, **texts}
