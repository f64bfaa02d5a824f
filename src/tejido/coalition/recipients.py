"""Contacts as recipients of messages."""

from collections.abc import Iterable

from django.db import connection

from tejido.coalition.models import Contact
from tejido.notifications.actions import Address, register_recipients

CONTACT = "coalition.contact"


def addresses_of_contacts(ids: Iterable[int]) -> dict[int, Address]:
    """Return where contacts are reached: an account's own address, none while it is frozen."""
    rows = Contact.objects.filter(pk__in=list(ids)).select_related("user")
    return {
        contact.pk: Address(contact.address, contact.language, contact.name)
        for contact in rows
        if contact.address
    }


def contacts_who_are(user_id: int) -> list[int]:
    """Return the contacts that are one person with an account."""
    return list(Contact.objects.filter(user_id=user_id).values_list("pk", flat=True))


def contacts_of(body: int) -> list[int]:
    """Return the ids of an organization's contacts, and of those merged into it, oldest first.

    Written out: it is asked with each signature, while all others wait.

    Arguments:
        body: id of the organization it counts as.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM coalition_contact WHERE organization_id IN ("
            " SELECT id FROM directory_organization WHERE id = %s OR merged_into_id = %s"
            ") ORDER BY id",
            [body, body],
        )
        return [pk for (pk,) in cursor.fetchall()]


def register_contacts() -> None:
    """Tell the notifications how contacts are reached."""
    register_recipients(CONTACT, addresses_of_contacts, of_user=contacts_who_are)
