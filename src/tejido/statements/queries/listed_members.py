"""The members of a network under a statement: who can be listed, who is, and who was told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from tejido.coalition.models import COUNTED
from tejido.core.models import User
from tejido.directory.models import Membership, Organization
from tejido.statements.domain.listing import Listed, ListingState, Period, ends_at, state_of
from tejido.statements.models import (
    Answer,
    Campaign,
    Endorsement,
    Listing,
    ListingOptOut,
    Version,
)
from tejido.statements.queries.listing_messages import is_lost, messages_about, recipients_of


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a network as its delegate may list it.

    Arguments:
        id, key: of the organization it counts as.
        has_signed: a direct signature of it stands.
        listing: the network's last word on it under this statement, and its `state`.
        says_no: it wants no such listing, in this statement or in any.
        until: when its days to object are over, once it was told.
        reachable: somebody can be told: a contact or a delegate.
        lost: every message about it came back.
    """

    id: int
    key: str
    name: str
    is_network: bool
    has_signed: bool
    listing: Listing | None
    state: ListingState | None
    says_no: bool
    until: datetime | None
    reachable: bool
    lost: bool

    @property
    def may_be_listed(self) -> bool:
        """Whether the network may list it now."""
        again = {None, ListingState.TAKEN_BACK, ListingState.OTHER_TEXT}
        return not (self.is_network or self.says_no) and self.state in again


def period_of(listing: Listing, closes_at: datetime) -> Period:
    """Return the time that a listed member has to object.

    Arguments:
        closes_at: when signing closes.
    """
    return Period(listing.days, closes_at)


def listed_facts(listing: Listing, root: int) -> Listed:
    """Return what decides about a listing, as the pure rule takes it.

    Arguments:
        listing: with its endorsement.
        root: id of the root of the wording that is signed now.
    """
    signed = listing.endorsement
    return Listed(
        told_at=listing.told_at,
        answer=listing.answer,
        signed=signed is not None,
        stands=signed is not None and signed.withdrawn_at is None,
        taken_back=listing.taken_back_at is not None,
        same_text=listing.root_id == root,
    )


def member_lines(
    user: User | None, version: Version, network: Organization, *, now: datetime | None = None
) -> list[MemberLine]:
    """Return the current direct members of a network that its delegate sees, A to Z.

    Members of its member networks are theirs to list. A constant number of queries.

    Arguments:
        user: who asks; None is the installation, which sees all.
        version: the wording that is signed.
        network: as it counts.
    """
    moment = now or timezone.now()
    members = _members(user, network, timezone.localdate(moment))
    root = version.root_id or version.pk
    listings = _listings(version.statement_id, network, root)
    messages = messages_about(row for row in listings.values() if row.told_at is None)
    known = _Known(
        root=root,
        closes_at=Campaign.objects.get(statement=version.statement_id).closes_at,
        now=moment,
        listings=listings,
        refused=refusing(version.statement_id, network, members),
        direct=_signed_directly(root, members),
        reachable=recipients_of(members).keys(),
        lost={pk for pk, about in messages.items() if is_lost(about)},
    )
    return [known.line(row) for row in Organization.objects.filter(pk__in=members)]


@dataclass(frozen=True, slots=True)
class _Known:
    root: int
    closes_at: datetime
    now: datetime
    listings: Mapping[int, Listing]
    refused: Collection[int]
    direct: Collection[int]
    reachable: Collection[int]
    lost: Collection[int]

    def line(self, row: Organization) -> MemberLine:
        listing = self.listings.get(row.pk)
        return MemberLine(
            id=row.pk,
            key=row.key,
            name=row.name,
            is_network=row.is_network,
            has_signed=row.pk in self.direct,
            listing=listing,
            state=self.state(listing) if listing else None,
            says_no=row.pk in self.refused,
            until=self.until(listing) if listing else None,
            reachable=row.pk in self.reachable,
            lost=listing is not None and listing.pk in self.lost,
        )

    def state(self, listing: Listing) -> ListingState:
        period = period_of(listing, self.closes_at)
        return state_of(listed_facts(listing, self.root), period, self.now)

    def until(self, listing: Listing) -> datetime | None:
        told = listing.told_at
        return ends_at(told, period_of(listing, self.closes_at)) if told else None


def _members(user: User | None, network: Organization, day: date) -> set[int]:
    rows = Membership.objects.all() if user is None else Membership.objects.visible_to(user)
    whole = Q(network=network) | Q(network__merged_into=network)
    found: QuerySet[Any] = rows.on(day).filter(whole).with_canonical()
    return set(found.values_list("member_counted", flat=True)) - {network.pk}


def _listings(statement: int, network: Organization, root: int) -> dict[int, Listing]:
    """Return a network's listings by the member's canonical id, that of the present text first."""
    made = Q(network=network) | Q(network__merged_into=network)
    rows = Listing.objects.filter(made, root__statement=statement)
    rows = rows.select_related("endorsement", "organization__merged_into").order_by("pk")
    found: dict[int, Listing] = {}
    for row in rows:
        body = row.organization.merged_into_id or row.organization_id
        if body not in found or row.root_id == root:
            found[body] = row
    return found


def refusing(statement: int, network: Organization, members: Collection[int]) -> set[int]:
    """Return the members (canonical ids) that this network may not list under a statement.

    Those that said no to this statement, and those that never want to be listed by the network;
    what one of two merged organizations said holds for both.
    """
    made = Q(network=network) | Q(network__merged_into=network)
    whole = Q(organization__in=members) | Q(organization__merged_into__in=members)
    never = ListingOptOut.objects.filter(made & whole).values_list(COUNTED, flat=True)
    said_no = Listing.objects.filter(
        made & whole, root__statement=statement, answer__in=(Answer.DECLINED, Answer.OPTED_OUT)
    )
    return {*never, *said_no.values_list(COUNTED, flat=True)}


def _signed_directly(root: int, members: Collection[int]) -> set[int]:
    whole = Q(organization__in=members) | Q(organization__merged_into__in=members)
    rows = Endorsement.objects.filter(whole, root=root, via__isnull=True, withdrawn_at__isnull=True)
    return set(rows.values_list(COUNTED, flat=True))
