"""Who may run a campaign and its invitations; objects come through here."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Contact
from tejido.coalition.queries import reachable_at
from tejido.core import tokens
from tejido.core.access import AccessResult, Allowed, Denied, require
from tejido.core.errors import NotFound
from tejido.notifications.domain.addresses import canonical_email
from tejido.statements.access import Reader, can_write_statements
from tejido.statements.domain.campaign import CampaignState, state_at
from tejido.statements.models import (
    Campaign,
    Invitation,
    InvitationRun,
    Statement,
    StatementSort,
)
from tejido.statements.signing_access import signing_version, times_of

PERSONAL_LINK = "statements.personal-link"
LINK_CHECK = "statements.personal-link-check"
OBJECTION = "statements.objection"
# The parts of a token: whose link it is, to which address, and that both were issued here.
_OF_LINK, _BOUND = 21, 32
_NO_LINK = _(
    "There is no such link. Check that the link is complete, as it was sent, or ask the"
    " secretariat for a new one."
)
# The largest number the database keeps as a key.
MOST = 2**63 - 1


def state_of(campaign: Campaign, *, now: datetime | None = None) -> CampaignState:
    """Return where a campaign stands; nothing is stored and nothing has to run for it."""
    return state_at(times_of(campaign), now or timezone.now())


def can_open_campaign(user: Reader, statement: Statement) -> AccessResult:
    """Whether the person may open a statement for signatures: once, a living statement."""
    allowed = can_write_statements(user)
    if allowed and statement.sort == StatementSort.RECORD:
        return Denied(_("This is a historical record: nobody signs it here."))
    if allowed and Campaign.objects.filter(statement=statement).exists():
        return Denied(_("This statement has a campaign already: change its times."))
    return allowed


def can_change_campaign(
    user: Reader, campaign: Campaign, *, now: datetime | None = None
) -> AccessResult:
    """Whether the person may change a campaign: as long as it is not closed."""
    allowed = can_write_statements(user)
    if allowed and state_of(campaign, now=now) == CampaignState.CLOSED:
        return Denied(_("Signing is closed. To let more sign, reopen it and say until when."))
    return allowed


def can_reopen_campaign(
    user: Reader, campaign: Campaign, *, now: datetime | None = None
) -> AccessResult:
    """Whether the person may reopen a campaign: one that is closed."""
    allowed = can_write_statements(user)
    if allowed and state_of(campaign, now=now) != CampaignState.CLOSED:
        return Denied(_("Signing is not closed: change the closing time instead."))
    return allowed


def can_invite(user: Reader, campaign: Campaign, *, now: datetime | None = None) -> AccessResult:
    """Whether the person may invite to a campaign: once there is a text, until it is closed."""
    allowed = can_write_statements(user)
    if allowed and state_of(campaign, now=now) == CampaignState.CLOSED:
        return Denied(_("Signing is closed, so nobody can be invited any more."))
    if allowed and signing_version(campaign.statement) is None:
        return Denied(_("The text is still a draft: freeze it first, then invite."))
    return allowed


def can_remind(user: Reader, campaign: Campaign, *, now: datetime | None = None) -> AccessResult:
    """Whether the person may remind those invited: while it can be signed."""
    allowed = can_invite(user, campaign, now=now)
    if allowed and state_of(campaign, now=now) == CampaignState.WAITING:
        return Denied(_("Signing has not begun yet, so there is nothing to remind of."))
    return allowed


def get_campaign_for(user: Reader, slug: str) -> Campaign:
    """Return the campaign of a statement, for who writes statements.

    Errors:
        NotAllowed: the person does not write statements.
        NotFound: there is no such statement, or it has no campaign.
    """
    require(can_write_statements(user))
    rows = Campaign.objects.select_related("statement__published_version")
    found = rows.filter(statement__slug=slug).first()
    if found is None:
        raise NotFound
    return found


def get_invitation_for(user: Reader, slug: str, number: int) -> Invitation:
    """Return an invitation with its campaign, organization and contact, for the secretariat.

    Errors:
        NotAllowed, NotFound.
    """
    require(can_write_statements(user))
    found = _invitations().filter(campaign__statement__slug=slug, pk=min(number, MOST)).first()
    if found is None:
        raise NotFound
    return found


def get_run_for(user: Reader, slug: str, number: int) -> InvitationRun:
    """Return a run of invitations of a statement, for the secretariat.

    Errors:
        NotAllowed, NotFound.
    """
    require(can_write_statements(user))
    rows = InvitationRun.objects.select_related("campaign__statement")
    found = rows.filter(campaign__statement__slug=slug, pk=min(number, MOST)).first()
    if found is None:
        raise NotFound
    return found


def link_token(invitation: Invitation) -> str:
    """Return the token of an invitation's personal link.

    Renewing the link ends it, and so does another address of the contact it is mailed to.
    """
    mailbox = invitation.contact.mailbox if invitation.contact else ""
    return token_for(invitation.pk, invitation.link_number, mailbox)


def token_for(number: int, link_number: int, mailbox: str) -> str:
    """Return the token of a personal link: 43 characters.

    The first 21 (126 bits) are those of the link, the next 11 bind the address, and the last 11
    check those: without anything being stored, a link that was sent to an earlier address is told
    from one that is mistyped or made up.

    Arguments:
        number: id of the invitation.
        mailbox: of the contact it is mailed to; "" for a link passed on by hand.
    """
    link = tokens.derive(PERSONAL_LINK, number, link_number)
    bound = tokens.derive(PERSONAL_LINK, number, link_number, _same_for_one_person(mailbox))
    return _with_check(number, link_number, link[:_OF_LINK] + bound[_OF_LINK:_BOUND])


def _with_check(number: int, link_number: int, start: str) -> str:
    return start + tokens.derive(LINK_CHECK, number, link_number, start)[_BOUND:]


def objection_token(invitation: Invitation, contact: Contact) -> str:
    """Return the token by which another contact of the organization takes its signature back."""
    mailbox = _same_for_one_person(contact.mailbox)
    return tokens.derive(OBJECTION, invitation.pk, invitation.link_number, contact.pk, mailbox)


def _same_for_one_person(mailbox: str) -> str:
    try:
        return canonical_email(mailbox)
    except ValueError:
        return mailbox


def get_invitation_by_link(number: int, token: str) -> Invitation:
    """Return the invitation a personal link stands for, whatever has become of it.

    One that was sent to an earlier address of its contact comes without the contact: it has ended.

    Errors:
        NotFound: there is none, or the token was never its own: the answer is the same.
    """
    found = _invitations().filter(pk=min(number, MOST)).order_by().first()
    link_number = found.link_number if found else 0
    known = link_token(found) if found else token_for(number, link_number, "")
    is_link = tokens.same(token[:_OF_LINK], known[:_OF_LINK])
    is_issued = tokens.same(token, _with_check(number, link_number, token[:_BOUND]))
    if found is None or not (is_link and is_issued):
        raise NotFound(_NO_LINK)
    if not tokens.same(token, known):
        if found.told_at is None:
            raise NotFound(_NO_LINK)
        found.contact = None
    return found


def get_invitation_by_objection(number: int, contact: int, token: str) -> Invitation:
    """Return the invitation whose signature another contact of the organization may take back.

    Errors:
        NotFound: as `get_invitation_by_link`, and when the contact was removed.
    """
    found = _invitations().filter(pk=min(number, MOST)).first()
    held = next((row for row in _contacts(found) if row.pk == contact), None)
    if found is None or held is None or not tokens.same(token, objection_token(found, held)):
        raise NotFound
    return found


def can_use_link(invitation: Invitation) -> AccessResult:
    """Whether a link still stands for its organization: not revoked, its contact reachable.

    A contact that was removed, or whose account is frozen, is not: the phone that holds the mail
    may be in other hands.
    """
    if invitation.revoked_at is not None:
        return Denied(_("This link was revoked. Ask the secretariat for a new one."))
    contact = invitation.contact
    if invitation.told_at is not None and (contact is None or not contact.address):
        return Denied(
            _("This link has ended with the contact it was sent to. Ask the secretariat for one.")
        )
    return Allowed()


def _contacts(invitation: Invitation | None) -> list[Contact]:
    if invitation is None:
        return []
    whole = invitation.organization.merged_into or invitation.organization
    return reachable_at(whole)


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related(
        "campaign__statement", "organization__merged_into", "contact__user"
    )
