"""What the secretariat's pages send, and what is stored of it."""

from tejido.statements.models import Version
from tejido.statements.queries.drafts import draft_in


def posted(version: Version, **changes: str) -> dict[str, str]:
    """Return what the editing page of a stored draft sends, with some fields changed."""
    draft = draft_in(version)
    data = {
        "revision": str(version.draft_revision),
        "languages": " ".join(wording.language for wording in draft.wordings),
        "notes": str(len(draft.notes)),
        "demands": str(len(draft.demands)),
        "then": "save",
    }
    for wording in draft.wordings:
        data[f"text-{wording.language}-title"] = wording.title
        data[f"text-{wording.language}-body"] = wording.body
        data[f"text-{wording.language}-correction"] = wording.correction
    for i, note in enumerate(draft.notes):
        data |= {f"note-{i}-text_{code}": text for code, text in note.texts.items()}
        data[f"note-{i}-number"] = str(note.number)
        data[f"note-{i}-source"] = note.source
        data[f"note-{i}-locator"] = note.locator
    for i, demand in enumerate(draft.demands):
        data |= {f"demand-{i}-text_{code}": text for code, text in demand.texts.items()}
        data[f"demand-{i}-place"] = str(i + 1)
        data[f"demand-{i}-key"] = demand.key
        data[f"demand-{i}-addressee"] = demand.addressee
    return {**data, **changes}


def text_of(version: Version, language: str) -> str:
    """Return the body of a version in a language, as it is stored."""
    return version.texts.get(language=language).body
