"""A draft as a person sends it: the whole version at once, with keys for what it points to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tejido.statements.domain.version_text import Wording


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A note: its number from 1, the key of its source (or empty), place in it, text by language."""

    number: int
    source: str = ""
    locator: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftDemand:
    """A demand.

    Arguments:
        key: of the demand as stored; empty for a new one.
        addressee: key of the organization it is made to, or empty.
        texts: wording by language.
    """

    key: str = ""
    addressee: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """All a draft says: wordings (one a language, the first is the original), notes, demands."""

    wordings: tuple[Wording, ...]
    notes: tuple[DraftNote, ...] = ()
    demands: tuple[DraftDemand, ...] = ()
