"""What an answer rests on, as a page, a workbook and a bundle say it: files, corrections, words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tejido.budgets.answer_rows import document_said
from tejido.budgets.domain.answer import Answer
from tejido.budgets.domain.year_spans import year_spans

# The note that names corrections by their numbers: each is said with its reason instead.
_CORRECTED: Final = "corrected"


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file an answer was read from.

    Arguments:
        years: those it was read for ("2008–2013").
        document: its sort of document, in the reader's language.
        name: as the file was published.
        original_digest: and `digest`: SHA-256 of the file and of the snapshot made of it.
    """

    years: str
    document: str
    name: str
    original_digest: str
    digest: str


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """A correction an answer was read with; `snapshot` is the key of the import it is about."""

    number: int
    reason: str
    snapshot: str


def files_of(resolved: Mapping[str, Any], language: str) -> list[AnswerFile]:
    """Return the files of an answer, each once for each sort of document, in order of years.

    Arguments:
        resolved: of the answer.
        language: "es" or "en".
    """
    years: dict[tuple[str, ...], list[int]] = {}
    for one in sorted(resolved["snapshots"], key=lambda each: int(each["year"])):
        about = (one["document"], one["name"], one["original_digest"], one["digest"])
        years.setdefault(about, []).append(one["year"])
    return [
        AnswerFile(year_spans(listed), document_said(document, language), *rest)
        for (document, *rest), listed in years.items()
    ]


def corrections_of(resolved: Mapping[str, Any]) -> list[AppliedCorrection]:
    """Return the corrections an answer was read with."""
    keys = {one["digest"]: one["key"] for one in resolved["snapshots"]}
    return [
        AppliedCorrection(one["number"], one["reason"], keys.get(one["snapshot"], ""))
        for one in resolved["corrections"]
    ]


def notes_of(answer: Answer, language: str) -> list[str]:
    """Return what is to be read with care, but for the corrections: `corrections_of` has them."""
    return [note[language] for note in answer.notes if note["code"] != _CORRECTED]


def basis_of(answer: Answer, language: str) -> dict[str, Any]:
    """Return what a page says below an answer's figures, in the reader's language."""
    return {
        "method": answer.method[language],
        "notes": notes_of(answer, language),
        "corrections": corrections_of(answer.resolved),
        "files": files_of(answer.resolved, language),
        "sql": answer.sql,
        "resolved": answer.resolved,
    }
