"""Silence counts by what the member was told, whatever is changed of the campaign afterwards."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tejido.coalition.tests.factories import a_contact
from tejido.core.models import AuditEntry
from tejido.notifications.models import Message, MessageState, Reason
from tejido.notifications.queries.account import words_for
from tejido.statements.actions.campaigns import change_campaign, close_campaign, reopen_campaign
from tejido.statements.actions.due_listings import settle_listings
from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.models import Campaign, Listing
from tejido.statements.queries.campaign_history import campaign_history
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.tests.listing_factories import (
    DAY,
    OpenStatement,
    a_network_with,
    an_open_statement,
    days_pass,
    listed,
    messages_sent,
    states,
)

pytestmark = pytest.mark.django_db


def change(opened: OpenStatement, *, at: float = 0, **terms: int) -> datetime:
    """Change the days, or how many days from now it closes, as if some days had passed."""
    campaign = Campaign.objects.get(pk=opened.campaign.pk)
    moment = timezone.now() + at * DAY
    closes = timezone.now() + terms["closes"] * DAY if "closes" in terms else campaign.closes_at
    plan = Plan(
        Times(campaign.opens_at, closes, campaign.embargo_until),
        campaign.time_zone,
        listing_days=terms.get("days", campaign.listing_days),
    )
    change_campaign(actor=None, campaign=campaign, plan=plan, now=moment)
    return moment


def close(opened: OpenStatement, *, at: float) -> None:
    """Close the campaign as if some days had passed."""
    close_campaign(actor=None, campaign=opened.campaign, now=timezone.now() + at * DAY)


def reopen(opened: OpenStatement, *, at: float, closes: float) -> datetime:
    """Open it again as if some days had passed, until so many days from now."""
    now = timezone.now()
    reopen_campaign(
        actor=None, campaign=opened.campaign, closes_at=now + closes * DAY, now=now + at * DAY
    )
    return now + at * DAY


def told(*, again: bool) -> int:
    """Return how many messages about listings there are: of the first telling, or written since."""
    rows = Message.objects.filter(kind=LISTED)
    is_again = Listing.objects.get().told_again_at
    assert (is_again is not None) is again
    return rows.filter(created_at__gte=is_again).count() if is_again else rows.count()


def new_ones_sent(at: datetime) -> None:
    """Have the messages that wait reach their mail server."""
    rows = Message.objects.filter(kind=LISTED, state=MessageState.WAITING)
    rows.update(state=MessageState.SENT, settled_at=at)


def test_shorter_days_are_for_those_who_are_told_them() -> None:
    opened = an_open_statement(closes=30 * DAY, listing_days=10)
    network, members = a_network_with(2)
    listed(opened, network, members[:1])
    messages_sent()
    change(opened, days=1)
    listed(opened, network, members[1:])
    messages_sent()
    days_pass(opened, 2)
    assert opened.counted() == (1, 0, 1, 0)
    assert states(opened, network, 9.9) == ["told", "listed"]
    days_pass(opened, 10.1)
    assert opened.counted() == (2, 0, 2, 0)


def test_the_message_says_the_days_that_count_for_it() -> None:
    opened, (network, members) = an_open_statement(listing_days=7), a_network_with(1)
    listed(opened, network, members)
    change(opened, days=1)
    words = words_for(Message.objects.get(kind=LISTED), "es")
    assert words is not None
    assert any("7 días" in line for line in words.lines)


def test_who_was_late_is_told_again_when_it_reopens_and_its_days_begin_anew() -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    close(opened, at=2)
    days_pass(opened, 4)
    assert states(opened, network, 4) == ["late"]
    moment = reopen(opened, at=5, closes=20)
    settle_listings(moment)
    assert opened.counted() == (0, 0, 0, 0)
    assert states(opened, network, 5) == ["untold"]
    assert told(again=True) == 1
    new_ones_sent(moment + DAY)
    days_pass(opened, 8.9)
    assert opened.counted() == (0, 0, 0, 0)
    days_pass(opened, 9.1)
    assert opened.counted() == (1, 0, 1, 0)
    entry = AuditEntry.objects.get(action="reopen_campaign")
    assert entry.data["told_again"] == 1
    assert "de nuevo a 1 integrante" in campaign_history(opened.campaign)[0].said


def test_what_was_decided_before_it_closed_counts_when_it_reopens() -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    close(opened, at=4)
    settle_listings(reopen(opened, at=5, closes=20))
    assert told(again=False) == 1
    assert opened.counted() == (1, 0, 1, 0)


def test_so_it_is_when_closing_moves_later_before_it_has_come() -> None:
    """The message said that signing closes before the days are over."""
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    messages_sent(at=timezone.now() + 8 * DAY)
    moment = change(opened, at=9, closes=30)
    assert told(again=True) == 1
    days_pass(opened, 12)
    assert opened.counted() == (0, 0, 0, 0)
    new_ones_sent(moment)
    days_pass(opened, 12.1)
    assert opened.counted() == (1, 0, 1, 0)


def test_a_mail_that_is_on_the_line_then_says_the_earlier_closing() -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    moment = timezone.now() + 8 * DAY
    old = Message.objects.filter(kind=LISTED)
    old.update(state=MessageState.HANDED, handed_at=moment)
    change(opened, at=8, closes=30)
    assert told(again=True) == 1
    old.filter(state=MessageState.HANDED).update(state=MessageState.SENT, settled_at=moment)
    days_pass(opened, 12)
    assert opened.counted() == (0, 0, 0, 0)


@pytest.mark.parametrize("closes", [9, 11])
def test_who_was_not_late_is_told_once(closes: int) -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    change(opened, at=1, closes=closes)
    assert told(again=False) == 1
    days_pass(opened, 3.1)
    assert opened.counted() == (1, 0, 1, 0)


def test_closing_sooner_and_later_again_is_told() -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    change(opened, at=1, closes=2)
    days_pass(opened, 1)
    assert states(opened, network, 1) == ["late"]
    change(opened, at=1.5, closes=10)
    assert told(again=True) == 1
    days_pass(opened, 3.1)
    assert opened.counted() == (0, 0, 0, 0)


def test_nobody_answered_or_taken_back_is_told_again() -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(3)
    declined, taken, waits = listed(opened, network, members)
    Listing.objects.filter(pk=declined.pk).update(answer="declined", answered_at=timezone.now())
    Listing.objects.filter(pk=taken.pk).update(taken_back_at=timezone.now())
    messages_sent()
    close(opened, at=1)
    reopen(opened, at=2, closes=20)
    assert list(Listing.objects.filter(told_again_at__isnull=False)) == [waits]


@pytest.mark.parametrize("reason", [Reason.EXPIRED, Reason.OVER])
def test_whose_message_was_left_out_at_the_closing_is_told_once_it_reopened(reason: str) -> None:
    opened, (network, members) = an_open_statement(closes=2 * DAY), a_network_with(1)
    listed(opened, network, members)
    Message.objects.filter(kind=LISTED).update(state=MessageState.DROPPED, reason=reason)
    days_pass(opened, 3)
    assert told(again=False) == 1
    moment = reopen(opened, at=4, closes=20)
    for _round in range(3):
        settle_listings(moment)
    assert told(again=True) == 1
    new_ones_sent(moment)
    days_pass(opened, 7.1)
    assert opened.counted() == (1, 0, 1, 0)


def test_a_mail_that_comes_later_says_the_day_that_counts() -> None:
    """A second contact's server was away for a day: the days are those of the first message."""
    opened, (network, members) = an_open_statement(), a_network_with(1)
    a_contact(members[0])
    listed(opened, network, members)
    first, second = Message.objects.filter(kind=LISTED).order_by("pk")
    said = words_for(second, "es")
    assert said is not None
    assert any("3 días" in line for line in said.lines)
    told_at = datetime.fromisoformat("2026-11-20T18:30:00+00:00")
    Listing.objects.update(told_at=told_at)
    said = words_for(second, "es")
    assert said is not None
    assert any("23 de noviembre de 2026" in line for line in said.lines)
    assert not any("3 días" in line for line in said.lines)
    assert first.pk < second.pk


def test_a_member_that_counts_is_not_told_that_it_does_not() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    a_contact(members[0])
    listed(opened, network, members)
    first, second = Message.objects.filter(kind=LISTED).order_by("pk")
    Message.objects.filter(pk=first.pk).update(
        state=MessageState.SENT, settled_at=timezone.now() - timedelta(days=4)
    )
    days_pass(opened, 0)
    assert opened.counted() == (1, 0, 1, 0)
    said = words_for(second, "es")
    assert said is not None
    assert "Se cuenta, como incluida por" in said.lines[0]


def test_reopening_costs_the_same_however_many_are_told_again() -> None:
    numbers = []
    for slug, size in (("poca", 3), ("mucha", 40)):
        opened, (network, members) = an_open_statement(slug), a_network_with(size)
        listed(opened, network, members)
        messages_sent()
        close(opened, at=1)
        with CaptureQueriesContext(connection) as queries:
            reopen(opened, at=2, closes=20)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
