"""Whatever networks, members, delegates and the directory do, one count, and no word is broken."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.coalition.tests.factories import a_contact
from tejido.core.errors import DomainError
from tejido.directory.actions import merge_organizations, undo_merge
from tejido.directory.models import Merge, Organization
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.notifications.models import Message, MessageState
from tejido.statements.actions.campaigns import change_campaign, close_campaign, reopen_campaign
from tejido.statements.actions.delegates import sign_statement, withdraw_signatures
from tejido.statements.actions.due_listings import settle_listings
from tejido.statements.actions.listings import (
    answer_listing,
    list_members,
    take_back_listing,
)
from tejido.statements.domain.campaign import Plan
from tejido.statements.models import Answer, Campaign, Endorsement, Listing, ListingOptOut
from tejido.statements.queries.lists import NamedOrganizations
from tejido.statements.signing_access import times_of
from tejido.statements.tests.listing_factories import DAY, an_open_statement
from tejido.statements.tests.replay import replay

MEMBERS = 4
members = st.integers(0, MEMBERS - 1)
networks = st.integers(0, 1)
ANSWERS = [Answer.AGREED, Answer.DECLINED, Answer.OPTED_OUT]
acts = st.one_of(
    st.tuples(st.just("sign"), members, st.booleans()),
    st.tuples(st.just("withdraw"), members),
    st.tuples(st.just("list"), networks, members, st.booleans()),
    st.tuples(st.just("answer"), st.integers(0, 7), st.sampled_from(ANSWERS), st.booleans()),
    st.tuples(st.just("take_back"), st.integers(0, 7)),
    st.tuples(st.just("pass_days"), st.floats(0, 4)),
    st.tuples(st.just("deliver"), st.sampled_from(["sent", "bounced", "doubtful"])),
    st.tuples(st.just("close")),
    st.tuples(st.just("reopen"), st.floats(0.1, 20)),
    st.tuples(st.just("set_days"), st.integers(1, 10)),
    st.tuples(st.just("merge"), members, members),
    st.tuples(st.just("undo")),
)


class CountsHold(TestCase):
    """Any sequence of acts."""

    @settings(max_examples=25)
    @example([("list", 0, 0, False), ("deliver", "sent"), ("set_days", 1), ("pass_days", 2.0)])
    @given(st.lists(acts, min_size=3, max_size=14))
    def test_one_count_and_no_word_broken(self, sequence: list[tuple[Any, ...]]) -> None:
        world = World()
        for act, *values in sequence:
            with suppress(DomainError):
                getattr(world, act)(*values)
            world.check()


class World:
    """Two networks that share their members, an open statement, and a clock."""

    def __init__(self) -> None:
        self.opened = an_open_statement(closes=30 * DAY)
        self.networks = [make_network(), make_network()]
        self.members = [make_organization(country="MX") for _ in range(MEMBERS)]
        for member in self.members:
            a_contact(member)
            for network in self.networks:
                join(member, network)
        self.now = timezone.now()
        self.days_told: dict[int, int] = {}

    def body(self, number: int) -> Organization:
        return Organization.objects.select_related("merged_into").get(pk=self.members[number].pk)

    def listing(self, number: int) -> Listing:
        rows = list(Listing.objects.select_related("organization", "network", "root"))
        if not rows:
            raise DomainError
        return rows[number % len(rows)]

    def sign(self, number: int, unnamed: bool) -> None:
        sign_statement(
            actor=None,
            statement=self.opened.statement,
            organization=self.body(number),
            digest=self.opened.digest,
            unnamed=unnamed,
        )

    def withdraw(self, number: int) -> None:
        withdraw_signatures(
            actor=None, statement=self.opened.statement, organization=self.body(number)
        )

    def list(self, network: int, number: int, unnamed: bool) -> None:
        body = self.body(number)
        made = list_members(
            actor=None,
            statement=self.opened.statement,
            network=self.networks[network],
            members=[(body.merged_into or body).pk],
            digest=self.opened.digest,
            unnamed=unnamed,
            now=self.now,
        )
        days = Campaign.objects.get().listing_days
        self.days_told.update({row.pk: days for row in made})

    def answer(self, number: int, answer: str, unnamed: bool) -> None:
        answer_listing(actor=None, listing=self.listing(number), answer=answer, unnamed=unnamed)

    def take_back(self, number: int) -> None:
        take_back_listing(actor=None, listing=self.listing(number))

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)
        settle_listings(self.now)

    def close(self) -> None:
        close_campaign(actor=None, campaign=Campaign.objects.get(), now=self.now)

    def reopen(self, days: float) -> None:
        campaign, closes = Campaign.objects.get(), self.now + timedelta(days=days)
        reopen_campaign(actor=None, campaign=campaign, closes_at=closes, now=self.now)

    def set_days(self, days: int) -> None:
        campaign = Campaign.objects.get()
        plan = Plan(times_of(campaign), campaign.time_zone, listing_days=days)
        change_campaign(actor=None, campaign=campaign, plan=plan, now=self.now)

    def deliver(self, state: str) -> None:
        Message.objects.update(state=MessageState(state), settled_at=self.now)

    def merge(self, kept: int, gone: int) -> None:
        merge_organizations(actor=None, kept=self.body(kept), gone=self.body(gone))

    def undo(self) -> None:
        for merge in Merge.objects.filter(undone_at=None)[:1]:
            undo_merge(actor=None, merge=merge)

    def check(self) -> None:
        counted = self.opened.counted()
        tally = self.opened.tally
        named = list(NamedOrganizations(self.opened.version.pk, AnonymousUser()))
        assert len(named) == tally.organizations - tally.unnamed
        told = replay(self.opened.statement).totals(self.opened.digest)
        names = ("organizations", "direct", "via_networks", "both")
        assert tuple(told[name] for name in names) == counted
        assert told["unnamed"] == tally.unnamed
        standing = Endorsement.objects.filter(withdrawn_at__isnull=True, via__isnull=False)
        for row in Listing.objects.exclude(answer__in=["", Answer.AGREED]):
            mine = standing.filter(organization=row.organization_id, via=row.network_id)
            assert not mine.exists()
        for never in ListingOptOut.objects.all():
            mine = standing.filter(organization=never.organization_id, via=never.network_id)
            assert not mine.exists()
        for signed in standing:
            listings = signed.listings.all()
            silent = [row.told_at + self.days_told[row.pk] * DAY for row in listings if row.told_at]
            agreed = any(row.answer == Answer.AGREED for row in listings)
            assert agreed or signed.created_at >= min(silent)
