"""Telling delegates and contacts what becomes of a mandate, in the transaction of the act."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tejido.coalition.models import Contact, Mandate
from tejido.coalition.queries import contacts_at, contacts_of, expiring
from tejido.coalition.recipients import CONTACT
from tejido.core.models import User
from tejido.notifications.actions import Recipient, tell

USER = "core.user"
DAYS_AHEAD = 14
_BATCH = 500


def tell_of_mandates(
    what: str, mandates: Iterable[Mandate], *, apart_from: User | None = None, to_own: bool = True
) -> None:
    """Tell who holds mandates, and the organizations' contacts.

    Arguments:
        what: "granted", "revoked", "ending" or "suspended".
        mandates: with `organization` fetched along.
        apart_from: who acted, and knows.
        to_own: whether who holds one is told too.
    """
    held = list(mandates)
    own = [
        Recipient(USER, mandate.user_id, {"mandate": mandate.pk})
        for mandate in held
        if to_own and (apart_from is None or mandate.user_id != apart_from.pk)
    ]
    if own:
        tell(recipients=own, kind=f"coalition.mandate_{what}")
    whole = {m.pk: m.organization.merged_into_id or m.organization_id for m in held}
    contacts = contacts_of(sorted(set(whole.values())))
    others = [
        Recipient(CONTACT, contact.pk, {"mandate": mandate.pk})
        for mandate in held
        for contact in contacts.get(whole[mandate.pk], ())
        if contact.user_id is None or contact.user_id not in _concerned(mandate, apart_from)
    ]
    if others:
        tell(recipients=others, kind=f"coalition.delegate_{what}")


def tell_of_contact(contact: Contact, *, apart_from: User | None) -> None:
    """Tell a new contact and the organization's others, apart from who added it and knows."""
    told = [
        Recipient(CONTACT, other.pk, {"contact": contact.pk})
        for other in contacts_at(contact.organization)
        if apart_from is None or other.user_id != apart_from.pk
    ]
    tell(recipients=told, kind="coalition.contact_added")


@transaction.atomic
def tell_expiring(*, now: datetime) -> bool:
    """Tell of mandates that end within 14 days, each end once; True when there are more.

    Arguments:
        now: the time it is; the day is the installation's.
    """
    today = timezone.localdate(now)
    rows = expiring(DAYS_AHEAD, day=today).order_by("pk").select_related("organization")
    # One that somebody decides about just now is told of in the next round: to wait for it with
    # others in hand could be to wait for each other.
    ending = list(rows.select_for_update(of=("self",), skip_locked=True)[:_BATCH])
    tell_of_mandates("ending", ending)
    Mandate.objects.filter(pk__in=[m.pk for m in ending]).update(told_end=F("ends_on"))
    return len(ending) == _BATCH


def _concerned(mandate: Mandate, apart_from: User | None) -> set[int]:
    """Return who needs no second message: who holds it, and who acted."""
    return {mandate.user_id, apart_from.pk} if apart_from else {mandate.user_id}
