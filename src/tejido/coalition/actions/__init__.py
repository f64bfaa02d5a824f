"""What can be done about contacts and mandates: one function per use case."""

from tejido.coalition.actions.contact_lists import NewContact, add_contacts
from tejido.coalition.actions.contacts import (
    ERASED_KIND,
    add_contact,
    carry_out_erasure,
    change_contact,
    remove_contact,
)
from tejido.coalition.actions.freezing import (
    forget_account,
    hold_granted,
    join_contacts,
    release_contact,
    release_mandate,
    restore_mandates,
    suspend_mandates,
)
from tejido.coalition.actions.mandates import (
    appoint_delegate,
    grant_mandate,
    renew_mandate,
    revoke_mandate,
)
from tejido.coalition.actions.telling import tell_expiring

__all__ = [
    "ERASED_KIND",
    "NewContact",
    "add_contact",
    "add_contacts",
    "appoint_delegate",
    "carry_out_erasure",
    "change_contact",
    "forget_account",
    "grant_mandate",
    "hold_granted",
    "join_contacts",
    "release_contact",
    "release_mandate",
    "remove_contact",
    "renew_mandate",
    "restore_mandates",
    "revoke_mandate",
    "suspend_mandates",
    "tell_expiring",
]
