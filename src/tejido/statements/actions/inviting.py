"""Inviting many: the worker makes the invitations of a run, part by part, and mails them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.statements import campaign_access as access
from tejido.statements.campaign_tasks import make_invitations
from tejido.statements.campaign_telling import INVITATION, tell_invited
from tejido.statements.domain.campaign import CampaignState
from tejido.statements.domain.invitees import MAX_INVITEES
from tejido.statements.invitation_rows import insert_invitations
from tejido.statements.models import Campaign, InvitationRun

PARTS = 10
"""A run is made in so many parts, each a transaction, whatever its size: progress shows between
them, and a worker that is killed goes on where it was."""


@transaction.atomic
def invite_organizations(
    *,
    actor: User | None,
    campaign: Campaign,
    rows: Sequence[tuple[int, int | None]],
    now: datetime | None = None,
) -> InvitationRun:
    """Begin inviting organizations to sign; the worker goes on with it.

    Whoever is invited already is left as they are. Who has a contact is mailed the personal link;
    without one, the secretariat passes the link on itself.

    Arguments:
        actor: a secretary; None for the installation itself.
        rows: ids of an organization and of one of its contacts, or None.

    Errors:
        NotAllowed: the actor may not, it is closed, or there is no text to sign yet.
        InvalidInput: nobody, or more than 10,000.
    """
    require(access.can_invite(actor, campaign, now=now))
    if not 1 <= len(rows) <= MAX_INVITEES:
        raise InvalidInput(
            _("Between 1 and %(most)s organizations can be invited at once.")
            % {"most": MAX_INVITEES},
            code="how-many",
        )
    run = InvitationRun.objects.create(
        campaign=campaign, started_by=actor, rows=[list(row) for row in rows], total=len(rows)
    )
    audit.record(actor, "invite_organizations", campaign, {"run": run.pk, "rows": len(rows)})
    # Within the transaction: the queue stands in the same database, and no run waits for ever.
    make_invitations.enqueue(run.pk)
    return run


def make_all(run_id: int, *, now: datetime | None = None) -> None:
    """Make the invitations of a run that are still to be made; run twice it makes none twice.

    Arguments:
        now: the moment they are made; the clock's when left out.
    """
    for _part in range(PARTS):
        if not _make_part(run_id, now or timezone.now()):
            return


def end_restored_runs(*, now: datetime) -> int:
    """End the runs that a restored backup was in the midst of; return how many.

    They may have been finished since the backup was made: whom they still had to invite is
    invited again by the secretariat alone.
    """
    unfinished = InvitationRun.objects.filter(ended_at__isnull=True)
    return unfinished.update(ended_at=now, rows=[])


@transaction.atomic
def _make_part(run_id: int, now: datetime) -> bool:
    """Make the next part; return whether there is more. A constant number of queries."""
    rows = InvitationRun.objects.select_for_update(of=("self",)).select_related("campaign")
    run = rows.filter(pk=run_id, ended_at__isnull=True).first()
    if run is None:
        return False
    size = -(-run.total // PARTS)
    is_open = access.state_of(run.campaign, now=now) != CampaignState.CLOSED
    part = run.rows[run.done : run.done + size] if is_open else []
    made = insert_invitations(run.campaign_id, part, now=now)
    mailed = [(pk, contact) for pk, contact in made if contact is not None]
    tell_invited(run.campaign, mailed, kind=INVITATION, now=now)
    run.made += len(made)
    run.done = min(run.done + size, run.total) if is_open else run.done
    if not is_open or run.done == run.total:
        run.ended_at = now
        run.rows = []
        data = {"made": run.made, "done": run.done}
        audit.record(run.started_by, "end_invitations", run, data)
    run.save(update_fields=["made", "done", "ended_at", "rows"])
    return run.ended_at is None
