"""Who is told, in which words, and where they are reached."""

from collections.abc import Mapping
from dataclasses import dataclass

Data = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told something.

    Arguments:
        kind: registered kind of recipient, "app.model" ("core.user").
        id: primary key of the row that holds the address.
        data: what differs for this recipient, over the data of all; ids and slugs only.
    """

    kind: str
    id: int
    data: Data | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a recipient is reached; resolved when a mail is written, stored in no message.

    Arguments:
        email: as the recipient wrote it.
        language: code of the language they read ("es").
        name: how they are addressed; may be empty.
    """

    email: str
    language: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says to one reader, already in their language.

    Arguments:
        subject: one line; the title in the account and the subject of a mail of its own.
        lines: paragraphs of plain text.
        link: address of the thing, from the root ("/es/...") or whole; empty when there is none.
        link_text: what the link does ("Read the change"); needed when there is a link.
    """

    subject: str
    lines: tuple[str, ...] = ()
    link: str = ""
    link_text: str = ""
