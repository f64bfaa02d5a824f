"""Who may look after an organization's contacts and mandates; objects come through here."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Contact, Mandate
from tejido.coalition.queries import has_account, is_contact_of, is_delegate_of
from tejido.core.access import SIGN_IN_FIRST, AccessResult, Allowed, Denied, allow_roles
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import Role, User
from tejido.directory.models import Organization

Reader = User | AnonymousUser | None


def signed_in(user: Reader) -> User:
    """Return who asks, once it is somebody with an account.

    Errors:
        NotAllowed: nobody is signed in.
    """
    if not has_account(user):
        raise NotAllowed(SIGN_IN_FIRST.reason)
    return user


def can_look_after_people(user: Reader, organization: Organization) -> AccessResult:
    """Whether they see and keep an organization's contacts and mandates.

    The secretariat does, and whoever has an account and is a contact of this organization (or of
    one that counts as the same). A mandate alone is not enough.
    """
    if allow_roles(user, Role.SECRETARY) or is_contact_of(user, organization):
        return Allowed()
    if not has_account(user):
        return SIGN_IN_FIRST
    return Denied(_("Only the organization's contacts and the secretariat may do this."))


def can_add_contact(user: Reader, organization: Organization) -> AccessResult:
    """Whether they may name one more contact of an organization."""
    return can_look_after_people(user, organization)


def can_change_contact(user: Reader, contact: Contact) -> AccessResult:
    """Whether they may change or remove a contact: the secretariat, and the person themselves.

    Contacts watch each other, so one cannot be taken out by another.
    """
    allowed = allow_roles(user, Role.SECRETARY)
    if allowed or allowed is SIGN_IN_FIRST:
        return allowed
    if has_account(user) and user.pk == contact.user_id:
        return Allowed()
    return Denied(_("Only the person themselves and the secretariat may do this."))


def can_grant_mandate(user: Reader, organization: Organization) -> AccessResult:
    """Whether they may let somebody act for an organization."""
    return can_look_after_people(user, organization)


def can_see_all_mandates(user: Reader) -> AccessResult:
    """Whether they may read the mandates of every organization: the secretariat."""
    return allow_roles(user, Role.SECRETARY)


def can_release(user: Reader) -> AccessResult:
    """Whether they may let count again what somebody granted whose account is doubted.

    The secretariat alone: a contact may be the one in other hands.
    """
    return allow_roles(user, Role.SECRETARY)


def can_renew_mandate(user: Reader, mandate: Mandate) -> AccessResult:
    """Whether they may put off the end of a mandate."""
    return can_look_after_people(user, mandate.organization)


def can_revoke_mandate(user: Reader, mandate: Mandate) -> AccessResult:
    """Whether they may take a mandate back; who holds it may give it back."""
    if has_account(user) and user.pk == mandate.user_id:
        return Allowed()
    return can_look_after_people(user, mandate.organization)


def get_organization_for(user: Reader, key: str) -> Organization:
    """Return the organization that counts, for whoever looks after it or acts for it.

    A sealed one too: its contacts and delegates know it. The directory's own pages still hide it.

    Errors:
        NotFound: there is none, or they are neither contact nor delegate nor of the secretariat.
    """
    found = Organization.objects.filter(key=key).select_related("merged_into").first()
    whole = found and (found.merged_into or found)
    if not whole or not (can_look_after_people(user, whole) or is_delegate_of(user, whole)):
        raise NotFound
    return whole


def get_contact_for(user: Reader, pk: int) -> Contact:
    """Return a contact, for whoever looks after the organization.

    Errors:
        NotFound: there is none, or none they may see.
    """
    rows = Contact.objects.select_related("organization__merged_into", "user")
    found = rows.filter(pk=pk).first()
    if found is None or not can_look_after_people(user, found.organization):
        raise NotFound
    return found


def get_mandate_for(user: Reader, pk: int) -> Mandate:
    """Return a mandate, for who holds it and whoever looks after the organization.

    Errors:
        NotFound: there is none, or none they may see.
    """
    rows = Mandate.objects.select_related("organization__merged_into", "user")
    found = rows.filter(pk=pk).first()
    if found is None or not can_revoke_mandate(user, found):
        raise NotFound
    return found
