"""Who may confirm or take back a signature given to an earlier text, and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.access import can_sign_for
from tejido.coalition.models import Contact
from tejido.coalition.queries import has_account, organizations_of
from tejido.core.access import SIGN_IN_FIRST, AccessResult, Allowed, Denied, require
from tejido.core.errors import DomainError, NotFound
from tejido.core.tokens import derive, matches
from tejido.statements.access import Reader, can_write_statements
from tejido.statements.domain.confirming import deadline, may_confirm
from tejido.statements.domain.notices import link_until
from tejido.statements.models import Signatory, Signer, Statement, Version
from tejido.statements.signing_access import campaign_of, signing_version

LINK = "confirm-signature"

_NO_MANDATE = Denied(
    _("You have no mandate to sign for this organization. Ask its contact or the secretariat.")
)
_NOT_CHANGED = Denied(_("The meaning of this text has not changed: there is nothing to confirm."))
_TOO_LATE = Denied(
    _(
        "The time to confirm has passed. The signature can still be withdrawn; to confirm it, ask"
        " the secretariat for more time."
    )
)


class LinkTooOld(DomainError):
    """A link whose last day has passed: the mail that holds it may be in other hands by now."""

    status = 410
    default_code = "link-too-old"
    default_message = _("This link is too old. The signature stands as it is.")


@dataclass(frozen=True, slots=True)
class Invited:
    """Whoever holds a link by which one signature is confirmed or taken back.

    Arguments:
        signer: whose signature it is.
        contact: of the organization; None for a person who signed.
    """

    signer: Signer
    contact: Contact | None = None


def confirming_deadline(version: Version) -> datetime | None:
    """Return until when signatures are confirmed for a version; None when no end is set."""
    campaign = campaign_of(version.statement)
    root = version.root or version
    return deadline(root.confirm_until, campaign.closes_at if campaign else None)


def can_confirm(version: Version, *, now: datetime | None = None) -> AccessResult:
    """Whether signatures given to an earlier text may be confirmed for a version now.

    Confirming adds nobody, so a campaign that is closed does not forbid it.
    """
    root = version.root or version
    if not version.is_frozen or root.number == 1:
        return _NOT_CHANGED
    campaign = campaign_of(version.statement)
    closes_at = campaign.closes_at if campaign else None
    if not may_confirm(root.confirm_until, closes_at, now or timezone.now()):
        return _TOO_LATE
    return Allowed()


def can_answer_for(user: Reader, signer: Signer) -> AccessResult:
    """Whether the person may confirm or withdraw a signature: under a mandate to sign for it."""
    if signer.organization is None:
        return Denied(_("A person's own signature is confirmed by the link sent to them."))
    return can_sign_for(user, signer.organization)


def can_ask_again(user: Reader, version: Version) -> AccessResult:
    """Whether the person may remind those who have not confirmed, and give them more time."""
    allowed = can_write_statements(user)
    if allowed and (version.root or version).number == 1:
        return _NOT_CHANGED
    return allowed


def get_signer_for(user: Reader, slug: str, key: str) -> Signer:
    """Return the signer that an organization is under a statement, for who signs for it.

    Whoever holds no mandate gets one answer, whether the organization signed or not.

    Errors:
        NotAllowed: no mandate to sign for an organization of this key.
        NotFound: it never signed the statement.
    """
    mine = organizations_of(user, scope="sign").filter(key=key).first()
    if mine is None:
        require(SIGN_IN_FIRST if not has_account(user) else _NO_MANDATE)
        raise NotFound
    signers = Signer.objects.select_related("statement", "organization__merged_into")
    found = signers.filter(
        Q(organization=mine) | Q(organization__merged_into=mine), statement__slug=slug
    ).first()
    if found is None:
        raise NotFound
    return found


def get_changed_version(statement: Statement) -> Version:
    """Return the text that is signed now.

    Errors:
        NotFound: nothing is frozen yet.
    """
    version = signing_version(statement)
    if version is None:
        raise NotFound
    return version


def get_invited(
    slug: str, signer: int, contact: int, until: str, token: str, *, today: date | None = None
) -> Invited:
    """Return who holds a link that still works.

    Arguments: as `get_holder`.

    Errors:
        NotFound: as `get_holder`.
        LinkTooOld: its last day has passed.
    """
    invited = get_holder(slug, signer, contact, until, token)
    if until < (today or timezone.localdate()).isoformat():
        raise LinkTooOld
    return invited


def get_holder(slug: str, signer: int, contact: int, until: str, token: str) -> Invited:
    """Return to whom a link was sent, however old it is: a new one is sent to the same address.

    Arguments:
        contact: id; 0 for a person who signed.
        until: its last day (ISO 8601).

    Errors:
        NotFound: the link was never given out, or its address is another by now.
    """
    signers = Signer.objects.select_related("statement", "organization__merged_into", "signatory")
    found = signers.filter(pk=signer, statement__slug=slug).first()
    row = Contact.objects.select_related("organization", "user").filter(pk=contact).first()
    if found is None or not _is_held_by(found, row):
        raise NotFound
    invited = Invited(found, row)
    if not matches(token, LINK, *_parts(invited), until):
        raise NotFound
    return invited


def link_parts(
    invited: Invited, *, deadline: datetime | None = None, today: date | None = None
) -> tuple[str, int, int, str, str]:
    """Return the parts of somebody's link, as `get_invited` takes them.

    Arguments:
        deadline: until when the signature can be confirmed; the link works as long, and for 30
            days at least.
        today: when it is made.
    """
    last = link_until(today or timezone.localdate())
    until = max(last, timezone.localdate(deadline) if deadline else last).isoformat()
    token = derive(LINK, *_parts(invited), until)
    contact = invited.contact.pk if invited.contact else 0
    return invited.signer.statement.slug, invited.signer.pk, contact, until, token


def _parts(invited: Invited) -> tuple[str | int, ...]:
    """Return what a token is for: a link ends when the address it was sent to changes."""
    if invited.contact is not None:
        return (invited.signer.pk, invited.contact.pk, invited.contact.address)
    person = invited.signer.signatory
    return (invited.signer.pk, 0, person.email_key)


def _is_held_by(signer: Signer, contact: Contact | None) -> bool:
    if signer.organization is None:
        return contact is None and isinstance(getattr(signer, "signatory", None), Signatory)
    if contact is None or not contact.address:
        return False
    body = signer.organization.merged_into_id or signer.organization.pk
    return body in {contact.organization_id, contact.organization.merged_into_id}
