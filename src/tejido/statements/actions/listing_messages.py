"""Telling members that their network lists them, and contacts that somebody signed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tejido.coalition.models import Contact
from tejido.directory.models import Organization
from tejido.notifications.actions import Recipient, tell
from tejido.notifications.domain.messages import Data
from tejido.statements.listing_access import member_of
from tejido.statements.models import Campaign, Listing, Statement
from tejido.statements.queries.listing_messages import CONTACT, LISTED, recipients_of

SIGNED = "statements.signed-for"


def tell_members(listings: Sequence[Listing], statement: Statement, *, now: datetime) -> int:
    """Tell contacts and delegates of listed members; return how many messages were written.

    Arguments:
        listings: of the statement, with their organizations.
    """
    told = recipients_of({member_of(row).pk for row in listings})
    closes_at = Campaign.objects.values_list("closes_at", flat=True).get(statement=statement)
    recipients = [
        Recipient(kind, pk, _data(row, kind, pk))
        for row in listings
        for kind, pk in told.get(member_of(row).pk, ())
    ]
    return tell(recipients=recipients, kind=LISTED, expires_at=closes_at, now=now)


def _data(row: Listing, kind: str, pk: int) -> dict[str, int | str]:
    return {"listing": row.pk, "contact": pk} if kind == CONTACT else {"listing": row.pk}


def tell_of_signing(
    statement: Statement, organization: Organization, *, apart_from: int | None, now: datetime
) -> int:
    """Tell an organization's contacts that somebody signed for it.

    Arguments:
        organization: as it counts.
        apart_from: id of the account that signed, which needs no message.
    """
    data: Data = {"statement": statement.slug, "organization": organization.pk}
    own = set(_contacts_who_are(apart_from))
    recipients = [
        Recipient(CONTACT, pk)
        for kind, pk in recipients_of([organization.pk]).get(organization.pk, ())
        if kind == CONTACT and pk not in own
    ]
    return tell(recipients=recipients, kind=SIGNED, data=data, now=now)


def _contacts_who_are(user: int | None) -> Iterable[int]:
    if user is None:
        return ()
    return Contact.objects.filter(user=user).values_list("pk", flat=True)
