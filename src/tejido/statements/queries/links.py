"""What a personal link stands for: the organization's signatures, and what can be done."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tejido.directory.models import Organization
from tejido.statements.campaign_access import can_use_link, state_of
from tejido.statements.domain.links import LinkFacts, LinkState, link_state
from tejido.statements.models import Endorsement, How, Invitation, Version
from tejido.statements.signing_access import signing_version


@dataclass(frozen=True, slots=True)
class LinkView:
    """An invitation as its link shows it.

    Arguments:
        organization: the one it counts as.
        version: the wording being signed; None before one is frozen.
        own: standing signatures the link gave, oldest first.
        others: standing direct signatures of the organization under this wording, by other ways.
    """

    invitation: Invitation
    organization: Organization
    version: Version | None
    own: tuple[Endorsement, ...]
    others: tuple[Endorsement, ...]
    state: LinkState


def link_view(invitation: Invitation, *, now: datetime | None = None) -> LinkView:
    """Return what a link shows, in two queries; the rows come bare, as most links only sign.

    Arguments:
        invitation: as `campaign_access` returns it.
    """
    body = invitation.organization.merged_into or invitation.organization
    version = signing_version(invitation.campaign.statement)
    root = version.root_id if version else None
    rows = _direct(invitation, body)
    own = tuple(row for row in rows if _is_own(row, invitation))
    others = tuple(row for row in rows if row not in own and row.root_id == root)
    facts = LinkFacts(
        is_ended=not can_use_link(invitation),
        signed_now=any(row.root_id == root for row in own),
        signed_before=bool(own),
        otherwise=bool(others),
        is_used=invitation.signed_at is not None,
        has_text=version is not None,
        campaign=state_of(invitation.campaign, now=now),
    )
    return LinkView(invitation, body, version, own, others, link_state(facts))


def _direct(invitation: Invitation, body: Organization) -> list[Endorsement]:
    rows = Endorsement.objects.filter(
        Q(organization=body.pk) | Q(organization__merged_into=body.pk),
        signed_by__statement=invitation.campaign.statement_id,
        via__isnull=True,
        withdrawn_at__isnull=True,
    )
    return list(rows.order_by("pk"))


def _is_own(row: Endorsement, invitation: Invitation) -> bool:
    return row.how == How.LINK and row.organization_id == invitation.organization_id
