"""People who sign in their own name: what they give, and where each stands."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# What the messages to people hold for their recipient, and what the form's tokens are for.
RECIPIENT = "statements.signatory"
FORM = "statements.person"

# Needed inside words of some scripts; all other signs without a shape are left out.
_JOINERS = frozenset("\u200c\u200d")


class PersonState(StrEnum):
    """Where a person who asked to sign stands."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    REFUSED = "refused"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PersonData:
    """What a person gives to sign.

    Arguments:
        email: as typed; an e-mail address.
        language: code of the language they are written to in.
        notice: version of the notice they consented to.
        unnamed: their name is not to be read in public.
    """

    name: str
    email: str
    language: str
    notice: str
    affiliation: str = ""
    unnamed: bool = False


def state_of(
    *,
    confirmed_at: datetime | None,
    refused_at: datetime | None,
    waits: bool,
    stands: bool,
) -> PersonState:
    """Return where a person stands.

    Arguments:
        stands: a signature of theirs is entered and not withdrawn.
    """
    if stands:
        return PersonState.SIGNED
    if refused_at is not None:
        return PersonState.REFUSED
    if waits:
        return PersonState.WAITING
    return PersonState.UNCONFIRMED if confirmed_at is None else PersonState.WITHDRAWN


def one_line(text: str) -> str:
    """Return what was typed as one line: composed, spaces single, signs without a shape left out.

    A name with a sign that turns the writing round would be read as another.

    >>> one_line("  Ana\\u202e   Luz\\n")
    'Ana Luz'
    """
    shown = "".join(
        sign
        for sign in text
        if sign in _JOINERS or sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf"}
    )
    return " ".join(unicodedata.normalize("NFC", shown).split())
