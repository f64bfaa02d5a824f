"""What a personal link stands for: the organization's signatures, and what can be done."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from tejido.core.tokens import same
from tejido.directory.models import Organization
from tejido.statements.campaign_access import MOST, can_use_link, state_of, token_for
from tejido.statements.domain.links import LinkFacts, LinkState, link_state
from tejido.statements.models import Endorsement, How, Invitation, Statement, Version
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


@dataclass(frozen=True, slots=True)
class ReadyLink:
    """What signing needs of a link that is ready to sign.

    Arguments:
        organization: id of the one invited.
        body: id of the one it counts as.
        version: the wording being signed, with what signing needs of it and no more.
    """

    organization: int
    body: int
    version: Version


# One query written out: many sign at once, close to the end, and each waits for the one before.
# An organization with any standing direct signature is left to `link_view`, which says which.
_READY = """
SELECT i.link_number, i.organization_id, coalesce(o.merged_into_id, o.id), s.id, s.slug,
    v.id, v.digest, v.root_id, coalesce(u.email, k.email, '')
FROM statements_invitation AS i
JOIN statements_campaign AS c ON c.id = i.campaign_id
JOIN statements_statement AS s ON s.id = c.statement_id
JOIN statements_version AS v ON v.statement_id = s.id AND v.number = (
    SELECT max(w.number) FROM statements_version AS w
    WHERE w.statement_id = s.id AND w.digest <> ''
)
JOIN directory_organization AS o ON o.id = i.organization_id
LEFT JOIN coalition_contact AS k ON k.id = i.contact_id
LEFT JOIN core_user AS u ON u.id = k.user_id
WHERE i.id = %s AND i.signed_at IS NULL AND i.revoked_at IS NULL
    AND (i.told_at IS NULL OR (
        k.id IS NOT NULL AND k.held_at IS NULL AND (u.id IS NULL OR u.is_active)
    ))
    AND c.opens_at <= %s AND c.closes_at > %s
    AND NOT EXISTS (
        -- The body and all merged into it, found one by one: PostgreSQL would read every signer
        -- there is for "it, or merged into it".
        SELECT 1 FROM (
            SELECT coalesce(o.merged_into_id, o.id) AS id
            UNION ALL
            SELECT x.id FROM directory_organization AS x
            WHERE x.merged_into_id = coalesce(o.merged_into_id, o.id)
        ) AS own
        JOIN statements_signer AS g ON g.organization_id = own.id
        WHERE g.statement_id = c.statement_id
            AND EXISTS (
                SELECT 1 FROM statements_endorsement AS e
                WHERE e.signed_by_id = g.id AND e.withdrawn_at IS NULL
                    -- Not "IS NULL": SQLite would read every direct signature there is.
                    AND coalesce(e.via_id, 0) = 0
            )
    )
"""


def ready_link(number: int, token: str, *, now: datetime) -> ReadyLink | None:
    """Return a link that is ready to sign, in one query; None for every other.

    Which other, and why it does not sign, `link_view` says: both agree on what is ready.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_READY, [min(number, MOST), moment, moment])
        row = cursor.fetchone()
    if row is None or not same(token, token_for(number, row[0], row[-1])):
        return None
    _number, organization, body, statement, slug, version, digest, root, _mailbox = row
    about = Statement(pk=statement, slug=slug)
    signed = Version(pk=version, statement=about, digest=digest)
    signed.root = Version(pk=root, statement=about)
    return ReadyLink(organization, body, signed)


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
    return list(rows.select_related("signed_by").order_by("pk"))


def _is_own(row: Endorsement, invitation: Invitation) -> bool:
    return row.how == How.LINK and row.organization_id == invitation.organization_id
