"""Contacts as recipients of messages."""

from collections.abc import Iterable

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


def register_contacts() -> None:
    """Tell the notifications how contacts are reached."""
    register_recipients(CONTACT, addresses_of_contacts, of_user=contacts_who_are)
