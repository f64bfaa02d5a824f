"""Statements open for signatures, and networks with members, for tests of delegates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tejido.coalition.tests.factories import a_contact, a_mandate
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.notifications.models import Message, MessageState
from tejido.statements.actions import freeze_version
from tejido.statements.actions.due_listings import settle_listings
from tejido.statements.actions.listings import list_members
from tejido.statements.models import Campaign, Listing, Statement, Tally, Version
from tejido.statements.queries.listed_members import member_lines
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.queries.signatories import count
from tejido.statements.tests.bodies import check_bodies
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.factories import a_statement, draft_of

DAY = timedelta(days=1)


@dataclass
class OpenStatement:
    """A statement that can be signed, not published yet."""

    statement: Statement
    version: Version
    campaign: Campaign

    @property
    def digest(self) -> str:
        """The digest of the wording that is signed."""
        return self.version.digest

    @property
    def tally(self) -> Tally:
        """The stored count of the wording."""
        return Tally.objects.get(version=self.version.root_id or self.version.pk)

    def counted(self) -> tuple[int, int, int, int]:
        """Return organizations, direct, through networks, both: stored and counted anew agree."""
        root = self.version.root_id or self.version.pk
        check_bodies(root)
        again, tally = count(root), self.tally
        totals = (again.organizations, again.direct, again.via_networks, again.both)
        assert totals == (tally.organizations, tally.direct, tally.via_networks, tally.both)
        return totals


def an_open_statement(
    slug: str = "paso-seguro",
    *,
    closes: timedelta = 10 * DAY,
    embargo: timedelta | None = None,
    listing_days: int = 3,
) -> OpenStatement:
    """Return a frozen statement whose campaign is open."""
    statement = a_statement(slug)
    draft = draft_of(statement)
    version = freeze_version(actor=None, version=draft, revision=draft.draft_revision)
    campaign = a_campaign(statement, closes=closes, embargo=embargo, listing_days=listing_days)
    return OpenStatement(statement, version, campaign)


def close(opened: OpenStatement) -> None:
    """End the campaign: signing closed a minute ago."""
    campaign = opened.campaign
    now = timezone.now()
    campaign.opens_at = min(campaign.opens_at, now - timedelta(hours=1))
    campaign.closes_at = now - timedelta(minutes=1)
    campaign.save()


def a_signing_delegate(organization: Organization | None = None) -> tuple[User, Organization]:
    """Return a delegate and the organization they may sign for."""
    mandate = a_mandate(organization=organization or make_organization(), scope="sign")
    return mandate.user, mandate.organization


def a_network_with(
    members: int = 2, *, contacts: bool = True
) -> tuple[Organization, list[Organization]]:
    """Return a network and its members, each with a contact unless said otherwise."""
    network = make_network()
    found = [make_organization() for _ in range(members)]
    for member in found:
        join(member, network)
        if contacts:
            a_contact(member)
    return network, found


def listed(
    opened: OpenStatement, network: Organization, members: Collection[Organization]
) -> list[Listing]:
    """Have a network list members, by its own delegate."""
    delegate, _network = a_signing_delegate(network)
    return list_members(
        actor=delegate,
        statement=opened.statement,
        network=network,
        members=[member.pk for member in members],
        digest=opened.digest,
    )


def messages_sent(*, state: str = MessageState.SENT, at: datetime | None = None) -> int:
    """Have every message about listings reach its mail server; return how many there are."""
    moment = at or timezone.now()
    return Message.objects.filter(kind=LISTED).update(state=state, settled_at=moment)


def days_pass(opened: OpenStatement, days: float) -> datetime:
    """Run the worker's job as if some days had passed; return that moment."""
    then = timezone.now() + days * DAY
    settle_listings(then)
    opened.statement.refresh_from_db()
    return then


def states(opened: OpenStatement, network: Organization, days: float = 0) -> list[str]:
    """Return what each member of a network is after some days, "" for who is not listed."""
    moment = timezone.now() + days * DAY
    lines = member_lines(None, opened.version, network, now=moment)
    return [line.state.value if line.state else "" for line in lines]
