"""The digest a version is frozen by: SHA-256 over RFC 8785 JSON of NFC text.

The structure is documented, with an example anyone can recompute, in docs/statement-digest.md.
"""

import hashlib
from collections.abc import Mapping, Sequence

import rfc8785

from tejido.statements.domain.version_text import (
    Addressee,
    Citation,
    DemandMade,
    Note,
    VersionContent,
    Wording,
    normalized,
)

FORMAT = "tejido-statement-1"

# As much of JSON as a version needs.
Json = str | int | None | Sequence["Json"] | Mapping[str, "Json"]


def canonical_bytes(content: VersionContent) -> bytes:
    """Return the bytes that are hashed: canonical JSON (RFC 8785) in UTF-8."""
    return rfc8785.dumps(digested_fields(content))


def digested_fields(content: VersionContent) -> dict[str, Json]:
    """Return what is hashed, as JSON.

    Languages are keys, so their order says nothing; notes and demands are lists, so theirs does.
    """
    return {
        "format": FORMAT,
        "texts": {wording.language: _wording(wording) for wording in content.wordings},
        "notes": [_note(note) for note in sorted(content.notes, key=lambda note: note.number)],
        "demands": [_demand(demand) for demand in content.demands],
    }


def digest(content: VersionContent) -> str:
    """Return the SHA-256 of the canonical bytes in lower-case hexadecimal."""
    return hashlib.sha256(canonical_bytes(content)).hexdigest()


def _wording(wording: Wording) -> dict[str, str]:
    return {
        "title": normalized(wording.title),
        "body": normalized(wording.body),
        "correction": normalized(wording.correction),
    }


def _note(note: Note) -> dict[str, Json]:
    return {
        "number": note.number,
        "source": citation_fields(note.source) if note.source else None,
        "locator": normalized(note.locator),
        "texts": _texts(note.texts),
    }


def citation_fields(source: Citation) -> dict[str, str]:
    """Return what of a source is frozen with the note that cites it."""
    return {
        "key": source.key,
        "title": normalized(source.title),
        "publisher": normalized(source.publisher),
        "published_on": source.published_on,
        "url": normalized(source.url),
        "digest": source.digest,
    }


def _demand(demand: DemandMade) -> dict[str, Json]:
    return {
        "addressee": _addressee(demand.addressee) if demand.addressee else None,
        "texts": _texts(demand.texts),
    }


def _addressee(addressee: Addressee) -> dict[str, str]:
    return {"key": addressee.key, "name": normalized(addressee.name)}


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: normalized(text) for language, text in texts.items() if text}
