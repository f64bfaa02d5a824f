"""After a change of substance: confirming a signature for the new text, or taking it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Mandate
from tejido.coalition.queries import mandate_for
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tejido.core.models import User
from tejido.statements.actions.counting import lock_counting, renew
from tejido.statements.actions.delegates import withdraw_all
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.actions.people_keeping import take_back
from tejido.statements.change_telling import tell_answered, tell_changed, tell_new_link
from tejido.statements.change_words import CONFIRMED, WITHDRAWN
from tejido.statements.confirming_access import (
    Invited,
    can_answer_for,
    can_ask_again,
    can_confirm,
)
from tejido.statements.models import Endorsement, How, Signer, Version
from tejido.statements.queries.confirming import routes_to_confirm, standing_routes
from tejido.statements.queries.signers import signers_of
from tejido.statements.signing_access import signing_version


class TextChangedAgain(Conflict):
    """The text to be confirmed is not the one that was read."""

    default_code = "text-changed-again"
    default_message = _("The text changed while you read it. Read what it says now, then confirm.")


@transaction.atomic
def confirm_for(
    *, actor: User | None, signer: Signer, number: int, now: datetime | None = None
) -> int:
    """Confirm an organization's signature under the mandate of who signs for it.

    Arguments:
        number: of the version that was read.

    Returns how many signatures (routes) were confirmed: 0 when they are already.

    Errors:
        NotAllowed: no mandate, the time has passed, or the signature was withdrawn.
        TextChangedAgain: another version is signed by now.
    """
    # A mandate revoked while this act waits for its turn is no mandate.
    lock_counting()
    require(can_answer_for(actor, signer))
    body = signer.organization
    mandate = mandate_for(actor, body, scope="sign") if body else None
    return _confirm(actor, signer, number, mandate, now)


@transaction.atomic
def confirm_by_link(*, invited: Invited, number: int, now: datetime | None = None) -> int:
    """Confirm a signature by the link that was sent to its signer or an organization's contact.

    Arguments, returns, errors: as `confirm_for`.
    """
    confirmed = _confirm(None, invited.signer, number, None, now)
    if confirmed:
        _tell_others(invited, CONFIRMED, now)
    return confirmed


@transaction.atomic
def withdraw_by_link(*, invited: Invited, now: datetime | None = None) -> int:
    """Take back a signature by the link that was sent to its signer or an organization's contact.

    Whichever text it was given to, for ever possible.

    Returns how many signatures (routes) were taken back: 0 when none stands.
    """
    withdrawn = _withdraw(invited.signer, now)
    if withdrawn:
        _tell_others(invited, WITHDRAWN, now)
    return withdrawn


@transaction.atomic
def send_new_link(*, invited: Invited, now: datetime | None = None) -> None:
    """Send a new link to whoever an older one was sent to, at the same address.

    For ever possible, since withdrawing is.

    Errors:
        NotFound: no text of the statement is frozen.
    """
    version = signing_version(invited.signer.statement)
    if version is None:
        raise NotFound
    tell_new_link(invited, version, now=now)
    audit.record(None, "send_new_link", invited.signer)


def _tell_others(invited: Invited, kind: str, now: datetime | None) -> None:
    version = signing_version(invited.signer.statement)
    if version is not None:
        tell_answered(invited, version, kind, now=now)


@transaction.atomic
def ask_again(
    *,
    actor: User | None,
    version: Version,
    signer: Signer | None = None,
    now: datetime | None = None,
) -> int:
    """Remind those who have not confirmed for a version; return how many people are told.

    Arguments:
        signer: the only one to remind; all when left out.

    Errors:
        NotAllowed.
    """
    require(can_ask_again(actor, version))
    require(can_confirm(version, now=now))
    told = tell_changed(version, signer=signer, now=now)
    data = {"number": version.number, "signer": signer.pk if signer else None, "told": told}
    audit.record(actor, "ask_again", version, data)
    return told


@transaction.atomic
def allow_until(
    *, actor: User | None, version: Version, until: datetime, now: datetime | None = None
) -> Version:
    """Set until when signatures are confirmed for a version.

    Errors:
        NotAllowed.
        InvalidInput: the time has passed.
    """
    require(can_ask_again(actor, version))
    if until <= (now or timezone.now()):
        raise InvalidInput(_("The time to confirm must lie in the future."), code="until-past")
    lock_counting()
    root = version.root or version
    root.confirm_until = until
    root.save(update_fields=["confirm_until"])
    renew(Q(pk=version.statement_id))
    audit.record(actor, "allow_until", version, {"until": until.isoformat()})
    return root


def _confirm(
    actor: User | None,
    signer: Signer,
    number: int,
    mandate: Mandate | None,
    now: datetime | None,
) -> int:
    lock_counting()
    version = signing_version(signer.statement)
    if version is None:
        raise NotFound
    if version.number != number:
        raise TextChangedAgain
    routes = routes_to_confirm(version, signer)
    if not routes:
        return _nothing_waits(version, signer)
    require(can_confirm(version, now=now))
    carriers = signers_of(version.statement, {row.via_id for row in routes if row.via_id})
    enter(version, [_entry(row, carriers, mandate) for row in routes], now=now)
    data = {"number": version.number, "signatures": len(routes), "by_link": mandate is None}
    audit.record(actor, "confirm_for", signer, data)
    return len(routes)


def _nothing_waits(version: Version, signer: Signer) -> int:
    """Answer a second click as the first; refuse what was withdrawn."""
    if any(row.root_id == version.root_id for row in standing_routes(signer)):
        return 0
    raise NotAllowed(_("This signature was withdrawn, so it cannot be confirmed."))


def _entry(row: Endorsement, carriers: dict[int, Signer], mandate: Mandate | None) -> Entry:
    """Return the signature again, by the same route; its mandate is that of who confirms."""
    marks = {
        "mandate_id": mandate.pk if mandate else row.mandate_id,
        "mention_id": row.mention_id,
    }
    via = carriers[row.via_id] if row.via_id else None
    return Entry(row.signed_by, How(row.how), via, confirms=row, marks=marks)


def _withdraw(signer: Signer, now: datetime | None) -> int:
    if signer.organization is not None:
        body = signer.organization.merged_into or signer.organization
        withdrawn, _declined = withdraw_all(signer.statement, body, now=now)
    else:
        lock_counting()
        withdrawn = take_back(signer, now=now)
    if withdrawn:
        audit.record(None, "withdraw_by_link", signer, {"signatures": withdrawn})
    return withdrawn
