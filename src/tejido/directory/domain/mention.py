"""A name as printed in some list, and the parts a reader can tell apart in it."""

from dataclasses import dataclass, field
from enum import StrEnum


class MentionKind(StrEnum):
    """What a printed name stands for."""

    ORGANIZATION = "organization"
    NETWORK = "network"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention says its organization is.

    Arguments:
        country: ISO 3166-1 alpha-2 code, or None when the list does not say.
        subdivision: ISO 3166-2 code of a first-level subdivision ("MX-CHP"), or None.
        town: the town as printed, or None.
    """

    country: str | None = None
    subdivision: str | None = None
    town: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One signatory as printed.

    Arguments:
        id: position in the list, counted from 0, unique in one reading.
        line: 1-based line of the file the mention begins on.
        text: the mention exactly as printed, white space folded.
        listed_under: the printed heading it stands under, without its colon; None for a heading.
        kind: organization, network or person.
        name: the name without place, legal form and bracketed acronym.
        acronyms: acronyms printed with the name, as printed.
        legal_form: canonical legal form ("A.C.", "I.A.P."), or None.
        place: what the mention says about where.
        under_network: the mention under this heading is a member of the network the heading
            names; False where the heading merely collected signatures.
        aliases: other names printed with it: a short or translated one in brackets, or the part
            of the name its legal form closes.
    """

    id: int
    line: int
    text: str
    listed_under: str | None
    kind: MentionKind
    name: str
    acronyms: tuple[str, ...] = ()
    legal_form: str | None = None
    place: Place = field(default_factory=Place)
    under_network: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """How many members a heading says its network has, against those the list prints.

    Arguments:
        network: the heading as printed.
        claimed: the number the heading states.
        listed: the mentions printed under it.
    """

    network: str
    claimed: int
    listed: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A list as read: its mentions in printed order, its claims, and how many lines were read."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    lines: int
