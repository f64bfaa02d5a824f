"""The rules of notes and their markers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.domain.version_text import Note, VersionContent

# Markers of each language in the order they are printed, repeats included.
Markers = Mapping[str, tuple[int, ...]]


def note_problems(content: VersionContent, markers: Markers) -> Iterator[Problem]:
    """Yield what is wrong with the notes, one problem a number and rule.

    Arguments:
        content: what the version says.
        markers: the markers found in each language's body.
    """
    noted = {note.number for note in content.notes}
    yield from _markers_without_note(content.languages, noted, markers)
    for note in sorted(content.notes, key=lambda note: note.number):
        yield from _problems_of_note(note, content.languages, markers)
    yield from _numbering(content.notes)
    yield from _order(content.languages, markers)


def unknown_numbers(markers: Markers, noted: set[int]) -> list[int]:
    """Return the numbers of the markers that no note answers, each once, in order."""
    return sorted({number for found in markers.values() for number in found} - noted)


def _about(code: ProblemCode, number: int, languages: tuple[str, ...] = ()) -> Problem:
    return Problem(code, languages, f"[^{number}]", number)


def _markers_without_note(
    languages: tuple[str, ...], noted: set[int], markers: Markers
) -> Iterator[Problem]:
    for number in unknown_numbers(markers, noted):
        marked = tuple(language for language in languages if number in markers[language])
        yield _about(ProblemCode.MARKER_WITHOUT_NOTE, number, marked)


def _problems_of_note(
    note: Note, languages: tuple[str, ...], markers: Markers
) -> Iterator[Problem]:
    unmarked = tuple(language for language in languages if note.number not in markers[language])
    if unmarked:
        yield _about(ProblemCode.NOTE_WITHOUT_MARKER, note.number, unmarked)
    if note.source is None:
        yield _about(ProblemCode.NOTE_WITHOUT_SOURCE, note.number)
    elif not note.source.public:
        yield _about(ProblemCode.NOTE_SOURCE_NOT_PUBLIC, note.number)
    silent = tuple(language for language in languages if not note.texts.get(language))
    # A note may cite its source without a word of its own, but then in every language.
    if silent and len(silent) < len(languages):
        yield _about(ProblemCode.NOTE_LANGUAGE_MISSING, note.number, silent)


def _numbering(notes: tuple[Note, ...]) -> Iterator[Problem]:
    counts = Counter(note.number for note in notes)
    for number in range(1, max(counts, default=0) + 1):
        if not counts[number]:
            yield _about(ProblemCode.NOTE_NUMBER_GAP, number)
        if counts[number] > 1:
            yield _about(ProblemCode.NOTE_NUMBER_TWICE, number)


def _order(languages: tuple[str, ...], markers: Markers) -> Iterator[Problem]:
    # Only the first language is judged: a translation may have to turn a sentence round.
    for language in languages[:1]:
        highest = 0
        for number in dict.fromkeys(markers[language]):
            if number < highest:
                yield _about(ProblemCode.MARKER_ORDER, number, (language,))
            highest = max(highest, number)
