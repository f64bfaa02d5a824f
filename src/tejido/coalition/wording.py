"""How the people of mandates are said to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tejido.coalition.domain.mandates import MandateState
from tejido.coalition.models import Mandate
from tejido.core.models import User


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate in a list.

    Arguments:
        person: who holds it, as the reader may know them.
        why: for the secretariat alone, why nobody acts under it for now; else "".
    """

    mandate: Mandate
    person: str
    why: str = ""


def person_shown(person: User, reader: User) -> str:
    """Return how a reader is told who somebody is.

    The secretariat reads name and address. A contact reads the address alone, which is what a
    contact entered: to grant a mandate must not tell whose account an address is.
    """
    if person.email.endswith("@invalid"):
        return _("a person whose data was erased")
    if reader.is_secretary and person.name:
        return f"{person.name} ({person.email})"
    return person.email


def lines_of(mandates: Iterable[Mandate], reader: User) -> list[MandateLine]:
    """Return mandates as a reader sees them; the accounts should be fetched along."""
    return [
        MandateLine(mandate, person_shown(mandate.user, reader), _why(mandate, reader))
        for mandate in mandates
    ]


def _why(mandate: Mandate, reader: User) -> str:
    """Return why a mandate is suspended; contacts are not told whose account is frozen."""
    if not reader.is_secretary or mandate.state != MandateState.SUSPENDED:
        return ""
    if mandate.held_at is None:
        return _("The account of the person is frozen.")
    return _("Whoever granted it has a frozen account, or had one. Look at it, then let it count.")
