"""What a version says: title and body in every language, notes, demands; one object."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

# A body longer than this is a book, and belongs in a source.
MAX_BODY_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Citation:
    """The source a note cites, as far as a reader sees it.

    Arguments:
        key: the source's public key.
        published_on: "", "2017", "2017-05" or "2017-05-31".
        url: http or https address, or empty.
        digest: SHA-256 of the file held when the source was registered, or empty.
        public: whether a reader without an account may see it; not part of the wording.
    """

    key: str
    title: str
    publisher: str = ""
    published_on: str = ""
    url: str = ""
    digest: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: the source it cites, where in it, and what it says by language."""

    number: int
    source: Citation | None
    locator: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a demand is made to."""

    key: str
    name: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class DemandMade:
    """A demand: its addressee, and its wording by language."""

    addressee: Addressee | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and body in one language; what a correcting version says it changed."""

    language: str
    title: str
    body: str
    correction: str = ""


@dataclass(frozen=True, slots=True)
class VersionContent:
    """All a version says.

    Arguments:
        wordings: one a language; the first is the language it was written in.
        notes: in order of their numbers.
        demands: in order.
        corrects: whether another version was published before it.
    """

    wordings: tuple[Wording, ...]
    notes: tuple[Note, ...] = ()
    demands: tuple[DemandMade, ...] = ()
    corrects: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of its languages, in order."""
        return tuple(wording.language for wording in self.wordings)


def public_part(content: VersionContent) -> VersionContent:
    """Return a content without the sources and addressees that are not public by now."""
    return replace(
        content,
        notes=tuple(
            replace(note, source=note.source if note.source and note.source.public else None)
            for note in content.notes
        ),
        demands=tuple(
            replace(made, addressee=made.addressee if _is_public(made) else None)
            for made in content.demands
        ),
    )


def _is_public(made: DemandMade) -> bool:
    return made.addressee is not None and made.addressee.public


def normalized(text: str) -> str:
    """Return text as it is stored and hashed: Unicode NFC, line feeds alone end lines.

    >>> normalized("a\\r\\nb")
    'a\\nb'
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
