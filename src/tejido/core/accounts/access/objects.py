"""Accounts, and what is kept of them, for whoever keeps the list of people."""

from tejido.core.access import require
from tejido.core.accounts.access.rules import Reader, can_manage_people
from tejido.core.errors import NotFound
from tejido.core.models import AuditEntry, FactorReset, User


def get_person_for(user: Reader, pk: int) -> User:
    """Return somebody with an account, for whoever keeps the list.

    Errors:
        NotAllowed: the reader does not keep it.
        NotFound: there is no such account, or it was erased.
    """
    require(can_manage_people(user))
    person = User.objects.filter(pk=pk).exclude(email__endswith="@invalid").first()
    if person is None:
        raise NotFound
    return person


def get_reset_for(user: Reader, pk: int) -> FactorReset:
    """Return a reset, open or not, for whoever keeps the list.

    Errors:
        NotAllowed, NotFound: as for a person.
    """
    require(can_manage_people(user))
    reset = FactorReset.objects.select_related("user", "asked_by").filter(pk=pk).first()
    if reset is None:
        raise NotFound
    return reset


def get_act_for(user: Reader, pk: int) -> AuditEntry:
    """Return an act of somebody, for whoever reviews it.

    Errors:
        NotAllowed, NotFound: as for a person.
    """
    require(can_manage_people(user))
    entry = AuditEntry.objects.select_related("actor").filter(pk=pk, actor__isnull=False).first()
    if entry is None:
        raise NotFound
    return entry
