"""What listings enter as signatures: on agreement, or once the days to object have passed."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from tejido.directory.models import Organization
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.listing_access import member_of, network_of
from tejido.statements.models import Endorsement, How, Listing, Statement
from tejido.statements.queries.signers import signers_of
from tejido.statements.signing_access import signing_version

Route = tuple[int, int]


def enter_listings(
    listings: Sequence[Listing], *, unnamed: bool = False, now: datetime | None = None
) -> list[Endorsement]:
    """Enter the signatures of listed members, each through its network; part of an act.

    Where the same route stands already, by a printed list or another listing, the listing shares
    it. The caller holds `lock_counting`.

    Arguments:
        listings: of one root, with its statement, and with both organizations; none of them
            refused or taken back.
        unnamed: left unnamed even where the network did not ask it.

    Returns:
        the new signatures.
    """
    root = listings[0].root
    statement = root.statement
    version = signing_version(statement) or root
    routes = {row.pk: (member_of(row).pk, network_of(row).pk) for row in listings}
    # Merged with its own network since: an organization does not carry itself.
    routes = {pk: route for pk, route in routes.items() if route[0] != route[1]}
    signers = signers_of(statement, {pk for route in routes.values() for pk in route})
    standing = _standing(root.pk, {member for member, _network in routes.values()})
    wanted = {
        routes[row.pk]: row
        for row in listings
        if row.pk in routes and routes[row.pk] not in standing
    }
    entries = [
        Entry(
            signers[member],
            How.LISTED,
            signers[network],
            unnamed=unnamed or row.unnamed,
            marks={"mandate_id": row.mandate_id},
        )
        for (member, network), row in wanted.items()
    ]
    made = enter(version, entries, now=now) if entries else []
    standing |= dict(zip(wanted, made, strict=True))
    for row in listings:
        row.endorsement = standing.get(routes.get(row.pk, (0, 0)))
    Listing.objects.bulk_update(listings, ["endorsement"], batch_size=500)
    return made


def _standing(root: int, members: set[int]) -> dict[Route, Endorsement]:
    rows = Endorsement.objects.filter(
        root=root, organization__in=members, via__isnull=False, withdrawn_at__isnull=True
    )
    return {(row.organization_id or 0, row.via_id or 0): row for row in rows}


def standing_by_network(
    statement: Statement, member: Organization, network: Organization
) -> list[Endorsement]:
    """Return what stands for a member through a network, under whatever wording, ready to withdraw.

    Arguments:
        member, network: as they count.
    """
    rows = Endorsement.objects.filter(
        Q(organization=member) | Q(organization__merged_into=member),
        Q(via=network) | Q(via__merged_into=network),
        signed_by__statement=statement,
        withdrawn_at__isnull=True,
    )
    return list(rows.select_related("signed_by", "root", "version__statement"))
