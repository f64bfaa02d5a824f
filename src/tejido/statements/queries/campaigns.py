"""What the secretariat sees of a campaign while it runs: counts, and what waits."""

from dataclasses import dataclass

from tejido.statements.domain.tally import Count
from tejido.statements.models import Campaign, Listing, Signatory, Statement, Tally, Version
from tejido.statements.queries.confirming import unconfirmed_count
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.invitations import InvitationCounts, invitation_counts
from tejido.statements.signing_access import signing_version


@dataclass(frozen=True, slots=True)
class LiveCount:
    """A campaign in figures, as they stand now.

    Arguments:
        version: the text being signed; None while it is a draft.
        count: the signatures that count for it.
        listed: members a network has listed that do not count yet.
        unconfirmed: organizations and people whose signature was given to an earlier text.
        people_unconfirmed: people who have not confirmed their address.
        people_waiting: people whose signature the secretariat has to let in.
    """

    version: Version | None
    count: Count
    listed: int
    unconfirmed: int
    people_unconfirmed: int
    people_waiting: int
    invitations: InvitationCounts


def newest_version(statement: Statement) -> Version:
    """Return the newest version of a statement, frozen or not, with its texts."""
    rows = statement.versions.select_related("statement").prefetch_related("texts")
    return rows.order_by("-number")[0]


def live_count(campaign: Campaign) -> LiveCount:
    """Return a campaign in figures, in a constant number of queries."""
    version = signing_version(campaign.statement)
    root = version.root_id if version else None
    tally = Tally.objects.filter(version=root).first() if root else None
    listed = Listing.objects.filter(
        root=root, endorsement__isnull=True, answer="", taken_back_at__isnull=True
    )
    people = Signatory.objects.filter(statement=campaign.statement_id, signer__isnull=True)
    return LiveCount(
        version=version,
        count=count_in(tally) if tally else Count(),
        listed=listed.count(),
        unconfirmed=unconfirmed_count(version) if version else 0,
        people_unconfirmed=people.filter(confirmed_at__isnull=True).count(),
        people_waiting=people.filter(
            confirmed_at__isnull=False, waits=True, refused_at__isnull=True
        ).count(),
        invitations=invitation_counts(campaign),
    )
