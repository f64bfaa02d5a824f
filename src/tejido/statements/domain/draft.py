"""A draft as a person sends it: the whole version at once, with keys for what it points to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tejido.statements.domain.version_text import Wording


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A note: number from 1, key of its source (or empty), place in it, text by language."""

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

    def with_new_note(self) -> "Draft":
        """Return the draft with one more empty note, under the next number."""
        number = max((note.number for note in self.notes), default=0) + 1
        return replace(self, notes=(*self.notes, DraftNote(number)))

    def with_new_demand(self) -> "Draft":
        """Return the draft with one more empty demand at the end."""
        return replace(self, demands=(*self.demands, DraftDemand()))

    def with_source(self, number: int, source: str) -> "Draft":
        """Return the draft with another source under one of its notes."""
        notes = tuple(
            replace(note, source=source) if note.number == number else note for note in self.notes
        )
        return replace(self, notes=notes)

    def with_addressee(self, position: int, addressee: str) -> "Draft":
        """Return the draft with another addressee of one demand, counted from 1."""
        demands = tuple(
            replace(demand, addressee=addressee) if place == position else demand
            for place, demand in enumerate(self.demands, start=1)
        )
        return replace(self, demands=demands)
