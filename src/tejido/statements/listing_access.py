"""Who may answer a listing or take it back; listings come through here."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from tejido.coalition.access import can_sign_for, signed_in
from tejido.coalition.models import Contact
from tejido.coalition.queries import contacts_at
from tejido.core.access import AccessResult, Allowed, Denied, allow_roles
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.core.tokens import matches
from tejido.directory.models import Organization
from tejido.statements.models import Answer, Listing
from tejido.statements.signing_access import can_add_signatures, signing_version

Reader = User | AnonymousUser | None

LINK = "statements.listing"

_OTHER_TEXT = Denied(
    _("The text changed after the network listed you. It has to list you again for the new text.")
)
_DOUBTED = Denied(_("This listing is not in force for now. Your organization can sign by itself."))


@dataclass(frozen=True, slots=True)
class ListedContact:
    """A contact of a listed member, known by the link in the message."""

    listing: Listing
    contact: Contact


def member_of(listing: Listing) -> Organization:
    """Return the listed organization as what it counts as now."""
    return listing.organization.merged_into or listing.organization


def network_of(listing: Listing) -> Organization:
    """Return the network that lists, as what it counts as now."""
    return listing.network.merged_into or listing.network


def can_answer_listing(user: Reader, listing: Listing) -> AccessResult:
    """Whether they may answer for the listed member: its delegate, at any time."""
    return can_sign_for(user, member_of(listing))


def can_take_back_listing(user: Reader, listing: Listing) -> AccessResult:
    """Whether they may take a listing back: the network's delegate and the secretariat."""
    if allow_roles(user, Role.SECRETARY):
        return Allowed()
    return can_sign_for(user, network_of(listing))


def can_answer_now(listing: Listing, answer: str, *, now: datetime | None = None) -> AccessResult:
    """Whether an answer can be given at a moment: to agree adds a signature, a no never ends."""
    if answer != Answer.AGREED:
        return Allowed()
    statement = listing.root.statement
    allowed = can_add_signatures(statement, now=now)
    version = signing_version(statement)
    if allowed and version is not None and (version.root_id or version.pk) != listing.root_id:
        return _OTHER_TEXT
    if allowed and not is_trusted(listing):
        return _DOUBTED
    return allowed


def is_trusted(listing: Listing) -> bool:
    """Whether who listed is not frozen; of a mandate that had ended, nothing was suspended."""
    mandate = listing.mandate
    return mandate is None or (not mandate.is_suspended and mandate.user.is_active)


def get_listing_for(user: Reader, number: int) -> Listing:
    """Return a listing, for the member's delegate.

    Errors:
        NotAllowed: nobody is signed in.
        NotFound: there is none, or they hold no mandate to sign for the member.
    """
    person = signed_in(user)
    found = _listing(number)
    if found is None or not can_answer_listing(person, found):
        raise NotFound
    return found


def get_listing_of(user: Reader, slug: str, network: Organization, number: int) -> Listing:
    """Return a listing that a network made under a statement, for whoever may take it back.

    Errors:
        NotFound: there is none, or they may not.
    """
    found = _listing(number)
    if found is None or found.root.statement.slug != slug or network_of(found) != network:
        raise NotFound
    if not can_take_back_listing(user, found):
        raise NotFound
    return found


def get_listed_contact(number: int, contact: int, token: str) -> ListedContact:
    """Return the listing and contact of a link in a message.

    A contact that was removed, or has another address by now, has no link.

    Errors:
        NotFound: the token is not theirs, or one of them is gone.
    """
    listing = _listing(number)
    if listing is None:
        raise NotFound
    for found in contacts_at(member_of(listing)):
        if found.pk == contact and matches(token, LINK, number, contact, found.address):
            return ListedContact(listing, found)
    raise NotFound


def _listing(number: int) -> Listing | None:
    rows = Listing.objects.select_related(
        "root__statement",
        "network__merged_into",
        "organization__merged_into",
        "endorsement",
        "mandate__user",
    )
    return rows.filter(pk=number).first()
