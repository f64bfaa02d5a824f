"""What stands between a draft and its publication: every rule, each with a stable code."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from tejido.statements.domain.footnotes import note_problems, unknown_numbers
from tejido.statements.domain.markup import MAX_DEPTH, Outline, Section, outline
from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.domain.version_text import (
    MAX_BODY_BYTES,
    DemandMade,
    VersionContent,
    Wording,
)

Outlines = Mapping[str, Outline]


def problems_of(content: VersionContent) -> tuple[Problem, ...]:
    """Return everything that blocks the publication of a version; empty when it may go out."""
    outlines = _outlines(content)
    return (
        *_languages(content),
        *(problem for wording in content.wordings for problem in _wording(wording, outlines)),
        *_corrections(content),
        *_sections(content.languages, outlines),
        *note_problems(content, {code: found.markers for code, found in outlines.items()}),
        *(
            problem
            for number, demand in enumerate(content.demands, start=1)
            for problem in _demand(number, demand, content.languages)
        ),
    )


def unknown_notes(content: VersionContent) -> list[int]:
    """Return the numbers of markers that no note answers."""
    markers = {code: found.markers for code, found in _outlines(content).items()}
    return unknown_numbers(markers, {note.number for note in content.notes})


def _outlines(content: VersionContent) -> dict[str, Outline]:
    return {wording.language: outline(wording.body) for wording in content.wordings}


def _languages(content: VersionContent) -> Iterator[Problem]:
    if not content.wordings:
        yield Problem(ProblemCode.LANGUAGE_MISSING)


def _wording(wording: Wording, outlines: Outlines) -> Iterator[Problem]:
    here = (wording.language,)
    if not wording.title.strip():
        yield Problem(ProblemCode.TITLE_MISSING, here)
    if not wording.body.strip():
        yield Problem(ProblemCode.BODY_MISSING, here)
    if len(wording.body.encode()) > MAX_BODY_BYTES:
        yield Problem(ProblemCode.BODY_TOO_LONG, here)
    if outlines[wording.language].depth > MAX_DEPTH:
        yield Problem(ProblemCode.BODY_TOO_DEEP, here)


def _corrections(content: VersionContent) -> Iterator[Problem]:
    if not content.corrects:
        return
    for wording in content.wordings:
        if not wording.correction.strip():
            yield Problem(ProblemCode.CORRECTION_MISSING, (wording.language,))


def _sections(languages: tuple[str, ...], outlines: Outlines) -> Iterator[Problem]:
    written = [code for code in languages if any(s.has_text for s in outlines[code].sections)]
    for language in written:
        lacking: dict[int, str] = {}
        for other in written:
            lacking |= _lacking(outlines[other].sections, outlines[language].sections)
        for number, title in sorted(lacking.items()):
            yield Problem(ProblemCode.SECTION_MISSING, (language,), f"§ {number} {title}".strip())


def _lacking(wanted: tuple[Section, ...], found: tuple[Section, ...]) -> dict[int, str]:
    """Return the sections of `wanted` that `found` lacks or leaves empty: title by number from 0.

    Titles differ by language, so sections are matched by their levels, in order.
    """
    levels = [section.level for section in wanted], [section.level for section in found]
    blocks = SequenceMatcher(None, *levels, autojunk=False).get_matching_blocks()
    pairs = {block.a + i: found[block.b + i] for block in blocks for i in range(block.size)}
    return {
        number: section.title
        for number, section in enumerate(wanted)
        if number not in pairs or (section.has_text and not pairs[number].has_text)
    }


def _demand(number: int, demand: DemandMade, languages: tuple[str, ...]) -> Iterator[Problem]:
    place = f"({number})"
    if demand.addressee is None:
        yield Problem(ProblemCode.DEMAND_WITHOUT_ADDRESSEE, (), place, number)
    elif not demand.addressee.public:
        yield Problem(ProblemCode.DEMAND_ADDRESSEE_NOT_PUBLIC, (), place, number)
    silent = tuple(language for language in languages if not demand.texts.get(language))
    if silent:
        yield Problem(ProblemCode.DEMAND_LANGUAGE_MISSING, silent, place, number)
