"""Campaigns: opened, changed while open, closed by their time, reopened only explicitly."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.statements.actions.campaigns import (
    change_campaign,
    close_campaign,
    open_campaign,
    reopen_campaign,
)
from tejido.statements.campaign_access import state_of
from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.domain.zones import NoSuchTime, moment_in
from tejido.statements.models import Campaign, Statement
from tejido.statements.signing_access import can_add_signatures
from tejido.statements.tests.campaigns import HOUR, a_campaign, a_plan
from tejido.statements.tests.factories import a_record, a_statement
from tejido.statements.zone_names import moment_said

pytestmark = pytest.mark.django_db


def test_a_campaign_opens_and_closes_by_its_times_alone(alice: User, statement: Statement) -> None:
    campaign = open_campaign(actor=alice, statement=statement, plan=a_plan(opens=HOUR))
    now = timezone.now()
    stands = [(0, False), (2, True), (47, True), (49, False)]
    for hours, is_open in stands:
        moment = now + hours * HOUR
        assert bool(can_add_signatures(statement, now=moment)) is is_open
    assert state_of(campaign).value == "waiting"
    assert AuditEntry.objects.get(action="open_campaign").data["time_zone"] == "America/Guatemala"


def test_once_a_statement_and_never_a_record(alice: User, statement: Statement) -> None:
    open_campaign(actor=alice, statement=statement, plan=a_plan())
    with pytest.raises(NotAllowed):
        open_campaign(actor=alice, statement=statement, plan=a_plan())
    record = a_record()
    with pytest.raises(NotAllowed):
        open_campaign(actor=alice, statement=record, plan=a_plan())


def test_it_can_be_planned_while_the_text_is_a_draft(alice: User) -> None:
    statement = a_statement("otro-texto")
    open_campaign(actor=alice, statement=statement, plan=a_plan())
    refused = can_add_signatures(statement)
    assert not refused


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (a_plan(opens=-3 * HOUR, closes=-HOUR), "closes-in-past"),
        (a_plan(opens=300 * HOUR, closes=200 * HOUR), "closes-before-opening"),
        (a_plan(zone="Mars/Olympus"), "unknown-zone"),
        (a_plan(remind_hours=0), "remind-hours"),
        (a_plan(remind_hours=1000), "remind-hours"),
        (Plan(a_plan().times, "UTC", listing_days=0), "listing-days"),
    ],
)
def test_plans_that_do_not_hold(alice: User, statement: Statement, plan: Plan, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_campaign(actor=alice, statement=statement, plan=plan)
    assert refused.value.code == code
    assert not Campaign.objects.exists()


def test_closing_moves_and_the_beginning_stays(alice: User, statement: Statement) -> None:
    campaign = open_campaign(actor=alice, statement=statement, plan=a_plan())
    stored = Times(campaign.opens_at, campaign.closes_at + HOUR)
    change_campaign(actor=alice, campaign=campaign, plan=Plan(stored, campaign.time_zone))
    entry = AuditEntry.objects.get(action="change_campaign")
    assert entry.data["fields"] == ["closes_at"]
    assert entry.data["closes_at"] == stored.closes_at.isoformat()
    earlier = Times(campaign.opens_at, timezone.now() + timedelta(minutes=1))
    changed = change_campaign(
        actor=alice, campaign=campaign, plan=Plan(earlier, campaign.time_zone)
    )
    assert changed.closes_at == earlier.closes_at
    later = Times(timezone.now() + HOUR, timezone.now() + 2 * HOUR)
    with pytest.raises(InvalidInput):
        change_campaign(actor=alice, campaign=campaign, plan=Plan(later, campaign.time_zone))


def test_nothing_changed_writes_nothing(alice: User, statement: Statement) -> None:
    plan = a_plan()
    campaign = open_campaign(actor=alice, statement=statement, plan=plan)
    change_campaign(actor=alice, campaign=campaign, plan=plan)
    assert not AuditEntry.objects.filter(action="change_campaign").exists()


def test_closed_it_is_reopened_only_explicitly(alice: User, statement: Statement) -> None:
    campaign = a_campaign(statement, opens=-2 * HOUR)
    with pytest.raises(NotAllowed):
        reopen_campaign(actor=alice, campaign=campaign, closes_at=timezone.now() + HOUR)
    close_campaign(actor=alice, campaign=campaign)
    assert not can_add_signatures(statement)
    with pytest.raises(NotAllowed):
        change_campaign(actor=alice, campaign=campaign, plan=a_plan())
    with pytest.raises(NotAllowed):
        close_campaign(actor=alice, campaign=campaign)
    with pytest.raises(InvalidInput):
        reopen_campaign(actor=alice, campaign=campaign, closes_at=timezone.now() - HOUR)
    reopen_campaign(actor=alice, campaign=campaign, closes_at=timezone.now() + HOUR)
    assert can_add_signatures(statement)
    assert AuditEntry.objects.filter(action__in=["close_campaign", "reopen_campaign"]).count() == 2


def test_what_has_not_begun_is_not_closed(alice: User, statement: Statement) -> None:
    with pytest.raises(Conflict):
        close_campaign(actor=alice, campaign=a_campaign(statement, opens=HOUR))


def test_times_are_read_by_the_clocks_of_their_zone(client: Client, alice: User) -> None:
    statement = a_statement("otro-texto")
    client.force_login(alice)
    year = timezone.now().year + 2
    typed = {
        "time_zone": "America/Guatemala",
        "opens_at": f"{year}-05-01T09:00",
        "closes_at": f"{year}-05-03T18:30",
        "embargo_until": f"{year}-05-04T08:00",
        "people_may_sign": "on",
        "listing_days": "3",
        "remind_hours": "24",
    }
    opened = client.post(reverse("statements:campaign_open", args=[statement.slug]), typed)
    assert opened.status_code == 302
    campaign = Campaign.objects.get()
    assert campaign.closes_at == datetime(year, 5, 4, 0, 30, tzinfo=UTC)
    page = client.get(reverse("statements:campaign", args=[statement.slug])).content.decode()
    assert f"3 de mayo de {year} a las 18:30 (hora de Guatemala, UTC−06:00)" in page
    assert f'datetime="{year}-05-04T00:30+00:00"' in page
    times = reverse("statements:campaign_times", args=[statement.slug])
    assert f"; abre: 1 de mayo de {year} a las 09:00" in page
    assert f'value="{year}-05-03T18:30"' in client.get(times).content.decode()
    before = AuditEntry.objects.count()
    assert client.post(times, typed).status_code == 302
    assert AuditEntry.objects.count() == before


def test_what_was_typed_wrong_is_said_at_its_place(client: Client, alice: User) -> None:
    statement = a_statement("otro-texto")
    client.force_login(alice)
    typed = {
        "time_zone": "America/New_York",
        "opens_at": "2030-03-10T02:30",
        "closes_at": "mañana",
        "listing_days": "3",
    }
    answer = client.post(reverse("statements:campaign_open", args=[statement.slug]), typed)
    assert answer.status_code == 422
    assert "se saltan esta hora" in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_page_without_a_campaign_leads_to_opening_one(client: Client, alice: User) -> None:
    client.force_login(alice)
    statement = a_statement("otro-texto")
    answer = client.get(reverse("statements:campaign", args=[statement.slug]))
    assert answer.headers["Location"] == reverse("statements:campaign_open", args=[statement.slug])


def test_a_skipped_hour_and_a_repeated_one() -> None:
    with pytest.raises(NoSuchTime):
        moment_in(datetime.fromisoformat("2030-03-10T02:30"), "America/New_York")
    repeated = moment_in(datetime.fromisoformat("2030-11-03T01:30"), "America/New_York")
    assert repeated.utcoffset() == timedelta(hours=-4)
    said = moment_said(repeated, "America/Mexico_City")
    assert "Ciudad de México, UTC−06:00" in said
