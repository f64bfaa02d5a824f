"""Who may act for an organization, and who looks after those who do."""

from tejido.coalition.access.acting import can_sign_for, can_speak_for
from tejido.coalition.access.people import (
    can_add_contact,
    can_change_contact,
    can_grant_mandate,
    can_look_after_people,
    can_release,
    can_renew_mandate,
    can_revoke_mandate,
    can_see_all_mandates,
    get_contact_for,
    get_mandate_for,
    get_organization_for,
    signed_in,
)

__all__ = [
    "can_add_contact",
    "can_change_contact",
    "can_grant_mandate",
    "can_look_after_people",
    "can_release",
    "can_renew_mandate",
    "can_revoke_mandate",
    "can_see_all_mandates",
    "can_sign_for",
    "can_speak_for",
    "get_contact_for",
    "get_mandate_for",
    "get_organization_for",
    "signed_in",
]
