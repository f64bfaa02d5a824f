"""What whoever holds a personal link does: signs once, and takes that back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, NotAllowed, NotFound
from tejido.statements.actions.confirming import confirm_by_link
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.delegates import standing_of, withdraw_all
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.campaign_access import (
    can_use_link,
    get_invitation_by_link,
    get_invitation_by_objection,
)
from tejido.statements.campaign_telling import tell_contacts
from tejido.statements.confirming_access import Invited
from tejido.statements.domain.links import LinkState
from tejido.statements.models import How, Invitation
from tejido.statements.queries.links import LinkView, ReadyLink, link_view, ready_link
from tejido.statements.queries.signers import signers_of

_WHY_NOT = {
    LinkState.NOT_YET: _("Signing has not begun yet."),
    LinkState.CLOSED: _("Signing is closed. A signature can still be withdrawn."),
    LinkState.TAKEN_BACK: _(
        "This link has signed once, and that signature was withdrawn. To sign again, ask the"
        " secretariat for a new link."
    ),
    LinkState.TEXT_CHANGED: _(
        "The text has changed: confirm the signature given to the earlier one."
    ),
}
_SIGNED = {LinkState.SIGNED, LinkState.SIGNED_OTHERWISE}


@transaction.atomic
def sign_by_link(
    *,
    number: int,
    token: str,
    unnamed: bool = False,
    digest: str | None = None,
    now: datetime | None = None,
) -> LinkState:
    """Sign for the organization a link was made for; sent twice it signs once, with one answer.

    The organization's contacts are told, whoever held the link among them.

    Arguments:
        number, token: as they stand in the link.
        unnamed: whether the organization is left unnamed in public, for its safety.
        digest: of the wording that was read, as its page carried it; None when nobody read one.

    Errors:
        NotFound: there is no such link, or not any more.
        NotAllowed: it was revoked, has signed and was taken back, or signing is not open.
        Conflict: another wording is signed by now: nobody signs what they have not read.
    """
    lock_counting()
    moment = now or timezone.now()
    ready = ready_link(number, token, now=moment)
    if ready is None:
        view = _view_to_sign(number, token, moment)
        if view.state in _SIGNED or view.version is None:
            return view.state
        ready = ReadyLink(view.invitation.organization_id, view.organization.pk, view.version)
    version = ready.version
    if digest is not None and digest != version.digest:
        message = _("The text changed while you read it. Read the new one, then sign.")
        raise Conflict(message, code="text-changed")
    signer = signers_of(version.statement, {ready.organization})[ready.organization]
    [row] = enter(version, [Entry(signer, How.LINK, unnamed=unnamed)], now=moment)
    Invitation.objects.filter(pk=number).update(signed_at=moment)
    audit.record(None, "sign_by_link", row, {"invitation": number, "unnamed": unnamed})
    tell_contacts(number, ready.body, "signed_by_link", now=moment)
    return LinkState.SIGNED


def _view_to_sign(number: int, token: str, now: datetime) -> LinkView:
    """Return what a link shows that signs or has signed; refuse every other, and say why."""
    invitation = get_invitation_by_link(number, token)
    require(can_use_link(invitation))
    view = link_view(invitation, now=now)
    if view.state in _WHY_NOT:
        raise NotAllowed(_WHY_NOT[view.state])
    return view


@transaction.atomic
def confirm_by_personal_link(
    *, number: int, token: str, seen: int, now: datetime | None = None
) -> int:
    """Confirm for a changed text what a link signed; return how many signatures were confirmed.

    Arguments:
        seen: number of the version that was read.

    Errors:
        NotFound: there is no such link, or it never signed. NotAllowed: it was revoked, or the
        time to confirm has passed. TextChangedAgain: another version is signed by now.
    """
    lock_counting()
    invitation = get_invitation_by_link(number, token)
    require(can_use_link(invitation))
    own = link_view(invitation, now=now).own
    if not own:
        raise NotFound
    invited = Invited(own[-1].signed_by, invitation.contact)
    return confirm_by_link(invited=invited, number=seen, now=now)


@transaction.atomic
def withdraw_by_link(*, number: int, token: str, now: datetime | None = None) -> LinkView:
    """Take back, at once, what a link signed; nothing happens when nothing stands.

    Closing changes nothing about it. The organization's contacts are told.

    Errors:
        NotFound: there is no such link, or not any more. NotAllowed: it was revoked.
    """
    lock_counting()
    invitation = get_invitation_by_link(number, token)
    require(can_use_link(invitation))
    return _withdraw(invitation, "withdraw_by_link", None, now)


@transaction.atomic
def object_to_signature(
    *, number: int, contact: int, token: str, now: datetime | None = None
) -> LinkView:
    """Take back what a link signed, as another contact of the organization, who was told of it.

    Errors:
        NotFound: there is no such link, or the contact was removed.
    """
    lock_counting()
    invitation = get_invitation_by_objection(number, contact, token)
    return _withdraw(invitation, "object_to_signature", contact, now)


def _withdraw(
    invitation: Invitation, action: str, contact: int | None, now: datetime | None
) -> LinkView:
    moment = now or timezone.now()
    statement, seen = invitation.campaign.statement, link_view(invitation, now=moment)
    rows = seen.own and standing_of(statement, seen.organization)
    if rows:
        # Whoever takes it back wants to be counted nowhere: through no network either.
        withdraw_all(statement, seen.organization, now=moment)
        data = {"signatures": [row.pk for row in rows]}
        by = {"contact": contact} if contact is not None else {}
        audit.record(None, action, invitation, {**data, **by})
    view = link_view(invitation, now=moment)
    if rows:
        tell_contacts(invitation.pk, view.organization.pk, "withdrawn_by_link", now=moment)
    return view
