"""A thing to put right before publication."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """Stable codes; those about notes contain "footnote"."""

    LANGUAGE_MISSING = "language_missing"
    TITLE_MISSING = "language_title_missing"
    BODY_MISSING = "language_body_missing"
    SECTION_MISSING = "language_section_missing"
    BODY_TOO_LONG = "body_too_long"
    BODY_TOO_DEEP = "body_too_deep"
    CORRECTION_MISSING = "correction_language_missing"
    MARKER_WITHOUT_NOTE = "footnote_marker_without_note"
    NOTE_WITHOUT_MARKER = "footnote_without_marker"
    NOTE_WITHOUT_SOURCE = "footnote_without_source"
    NOTE_SOURCE_NOT_PUBLIC = "footnote_source_not_public"
    NOTE_LANGUAGE_MISSING = "footnote_language_missing"
    NOTE_NUMBER_TWICE = "footnote_number_twice"
    NOTE_NUMBER_GAP = "footnote_number_gap"
    MARKER_ORDER = "footnote_marker_order"
    DEMAND_LANGUAGE_MISSING = "demand_language_missing"
    DEMAND_WITHOUT_ADDRESSEE = "demand_without_addressee"
    DEMAND_ADDRESSEE_NOT_PUBLIC = "demand_addressee_not_public"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the checks.

    Arguments:
        code: which rule.
        languages: codes of the languages concerned; empty where it concerns the version.
        place: "" for the whole, "[^3]" for a note, "2" for the second demand, or a section.
        number: of the note or demand (from 1), where there is one.
    """

    code: ProblemCode
    languages: tuple[str, ...] = ()
    place: str = ""
    number: int | None = None

    @property
    def where(self) -> str:
        """Where to look, in one line: "es, en: [^3]"."""
        return ": ".join(part for part in (", ".join(self.languages), self.place) if part)
