"""What a person reads of a problem, and where on the editing page it is put right."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.forms.rows import LANGUAGE_NAMES

TEXTS: dict[ProblemCode, str | Promise] = {
    ProblemCode.LANGUAGE_MISSING: _("The statement has no language yet."),
    ProblemCode.TITLE_MISSING: _("The title is missing."),
    ProblemCode.BODY_MISSING: _("The text is missing."),
    ProblemCode.SECTION_MISSING: _("A section of another language is missing here."),
    ProblemCode.BODY_TOO_LONG: _("The text is too long: 100 kB at most."),
    ProblemCode.BODY_TOO_DEEP: _("Quotes or lists stand too deep inside each other."),
    ProblemCode.CORRECTION_MISSING: _("The note that says what changed is missing."),
    ProblemCode.MARKER_WITHOUT_NOTE: _("A marker has no note: write it or take the marker out."),
    ProblemCode.NOTE_WITHOUT_MARKER: _("The text has no marker of this note: add [^number]."),
    ProblemCode.NOTE_WITHOUT_SOURCE: _("The note cites no source: choose or register one."),
    ProblemCode.NOTE_SOURCE_NOT_PUBLIC: _("The source of the note is not public."),
    ProblemCode.NOTE_LANGUAGE_MISSING: _("The note is missing in a language."),
    ProblemCode.NOTE_NUMBER_TWICE: _("Two notes have the same number."),
    ProblemCode.NOTE_NUMBER_GAP: _("A number is left out between the notes."),
    ProblemCode.MARKER_ORDER: _("The marker stands after a higher one: number the notes anew."),
    ProblemCode.DEMAND_LANGUAGE_MISSING: _("The demand is missing in a language."),
    ProblemCode.DEMAND_WITHOUT_ADDRESSEE: _("The demand has no addressee: choose one."),
    ProblemCode.DEMAND_ADDRESSEE_NOT_PUBLIC: _("The addressee of the demand is not public."),
}

# What is put right in the text, not at the note.
_IN_TEXT = {ProblemCode.MARKER_WITHOUT_NOTE, ProblemCode.NOTE_WITHOUT_MARKER}
_FIELDS = {
    ProblemCode.TITLE_MISSING: "title",
    ProblemCode.CORRECTION_MISSING: "correction",
}


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem in words.

    Arguments:
        text: what is wrong and what to do.
        where: languages and place in one line.
        anchor: id of the place on the editing page.
    """

    text: str | Promise
    where: str
    anchor: str


def problem_lines(problems: tuple[Problem, ...]) -> list[ProblemLine]:
    """Return problems as a person reads them."""
    return [
        ProblemLine(TEXTS[problem.code], _where(problem), _anchor(problem)) for problem in problems
    ]


def _where(problem: Problem) -> str:
    """Return where to look: "español, inglés: nota 3"."""
    languages = ", ".join(str(LANGUAGE_NAMES.get(code, code)) for code in problem.languages)
    return ": ".join(part for part in (languages, _place(problem)) if part)


def _place(problem: Problem) -> str:
    if problem.number and problem.code.startswith("demand"):
        return gettext("demand %(number)s") % {"number": problem.number}
    if problem.number and problem.code not in _IN_TEXT and problem.code.startswith("footnote"):
        return gettext("note %(number)s") % {"number": problem.number}
    return problem.place


def _anchor(problem: Problem) -> str:
    code = problem.code
    if code.startswith("demand"):
        return f"demand-{problem.number}"
    if code.startswith("footnote") and code not in _IN_TEXT and problem.number:
        return f"note-{problem.number}"
    language = problem.languages[0] if problem.languages else ""
    return f"id_text-{language}-{_FIELDS.get(code, 'body')}" if language else "languages"
