"""Inviting many: what is made, what it costs, going on after a crash."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.models import Organization, Visibility
from tejido.directory.tests.factories import make_organization, merge
from tejido.notifications.models import Message
from tejido.statements.actions import inviting
from tejido.statements.actions.invitations import remind_invited
from tejido.statements.actions.inviting import PARTS, invite_organizations, make_all
from tejido.statements.campaign_tasks import make_invitations
from tejido.statements.campaign_telling import INVITATION, REMINDER, tell_invited
from tejido.statements.models import Campaign, Invitation, InvitationRun
from tejido.statements.queries.invitations import invitation_counts
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation
from tejido.statements.tests.factories import a_frozen_statement, a_statement

pytestmark = pytest.mark.django_db

Rows = list[tuple[int, int | None]]


@pytest.fixture
def campaign() -> Campaign:
    """An open campaign."""
    return a_campaign(a_frozen_statement())


def many(number: int) -> Rows:
    """Make so many organizations with a contact each, and return their ids."""
    organizations = Organization.objects.bulk_create(
        Organization(
            name=f"Grupo {i}", sort_key=sort_key(f"Grupo {i}"), visibility=Visibility.PUBLIC
        )
        for i in range(number)
    )
    contacts = Contact.objects.bulk_create(
        Contact(organization=body, name=f"Persona {i}", email=f"p{i}@example.org")
        for i, body in enumerate(organizations)
    )
    return [(contact.organization_id, contact.pk) for contact in contacts]


def invited(campaign: Campaign, rows: Rows) -> InvitationRun:
    """Invite and let the worker do its part."""
    run = invite_organizations(actor=None, campaign=campaign, rows=rows)
    make_all(run.pk)
    run.refresh_from_db()
    return run


def test_who_has_a_contact_is_mailed_a_link(campaign: Campaign) -> None:
    contact, by_hand = a_contact(), make_organization()
    run = invited(campaign, [(contact.organization_id, contact.pk), (by_hand.pk, None)])
    assert (run.total, run.done, run.made, run.rows) == (2, 2, 2, [])
    assert run.ended_at is not None
    first, second = Invitation.objects.order_by("pk")
    assert first.contact == contact
    assert first.told_at is not None
    assert (second.contact, second.told_at) == (None, None)
    message = Message.objects.get(kind=INVITATION)
    assert (message.recipient_id, message.data) == (
        contact.pk,
        {"invitation": first.pk, "contact": contact.pk},
    )
    assert message.at_once
    assert message.expires_at == campaign.closes_at


def test_nobody_is_invited_twice(campaign: Campaign) -> None:
    rows = many(5)
    assert invited(campaign, rows).made == 5
    assert invited(campaign, [*rows, *many(1)]).made == 1
    assert Message.objects.filter(kind=INVITATION).count() == 6


def test_a_merged_organization_is_invited_as_what_it_counts_as(campaign: Campaign) -> None:
    kept, gone = make_organization(), make_organization()
    merge(kept, gone)
    assert invited(campaign, [(gone.pk, None), (kept.pk, None)]).made == 1
    assert Invitation.objects.get().organization == kept


@pytest.mark.parametrize("number", [50, 5000])
def test_the_queries_are_as_many_however_many_are_invited(campaign: Campaign, number: int) -> None:
    rows = many(number)
    with CaptureQueriesContext(connection) as queries:
        assert invited(campaign, rows).made == number
    # The run, its audit entries and task; seven for each of the ten parts with its transaction.
    assert len(queries) <= 11 + 9 * PARTS
    assert Message.objects.filter(kind=INVITATION).count() == number
    counts = invitation_counts(campaign)
    assert (counts.all, counts.mailed, counts.queued) == (number, number, number)
    Invitation.objects.update(told_at=timezone.now() - 13 * HOUR)
    Message.objects.update(state="sent")
    with CaptureQueriesContext(connection) as queries:
        assert remind_invited(actor=None, campaign=campaign) == number
    assert len(queries) <= 12
    assert Message.objects.filter(kind=REMINDER).count() == number


def test_a_run_that_was_cut_off_goes_on_where_it_was(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = many(25)
    run = invite_organizations(actor=None, campaign=campaign, rows=rows)
    calls: list[int] = []

    def dies(*args: object, **given: object) -> int:
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return tell_invited(*args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(inviting, "tell_invited", dies)
    with pytest.raises(KeyboardInterrupt):
        make_all(run.pk)
    run.refresh_from_db()
    assert (run.done, run.made, Invitation.objects.count()) == (9, 9, 9)
    make_all(run.pk)
    make_all(run.pk)
    run.refresh_from_db()
    assert (run.done, run.made, Invitation.objects.count()) == (25, 25, 25)
    assert Message.objects.filter(kind=INVITATION).count() == 25


def test_closing_ends_a_run(campaign: Campaign) -> None:
    run = invite_organizations(actor=None, campaign=campaign, rows=many(3))
    Campaign.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    make_all(run.pk)
    run.refresh_from_db()
    assert (run.done, run.made) == (0, 0)
    assert run.ended_at is not None


def test_when_nobody_can_be_invited(alice: User, campaign: Campaign) -> None:
    for rows in ([], [(1, None)] * 10_001):
        with pytest.raises(InvalidInput):
            invite_organizations(actor=alice, campaign=campaign, rows=rows)
    draft = a_campaign(a_statement("otro-texto"))
    closed = a_campaign(a_frozen_statement("uno-mas"), opens=-2 * HOUR, closes=-HOUR)
    for refused in (draft, closed):
        with pytest.raises(NotAllowed):
            invite_organizations(actor=alice, campaign=refused, rows=many(1))


def test_who_is_counted_how(campaign: Campaign) -> None:
    bounced = an_invitation(campaign)
    an_invitation(campaign, mailed=False)
    invited(campaign, many(2))
    Message.objects.create(
        recipient_kind="coalition.contact",
        recipient_id=bounced.contact_id or 0,
        kind=INVITATION,
        data={"invitation": bounced.pk},
        created_at=timezone.now(),
        state="bounced",
    )
    counts = invitation_counts(campaign)
    assert (counts.all, counts.mailed, counts.queued) == (4, 3, 2)
    assert (counts.unreached, counts.by_hand, counts.signed) == (1, 1, 0)


def test_a_run_is_queued_by_the_commit_that_says_so(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill right after the commit leaves no run that nobody goes on with."""
    rows = many(1)
    run = invite_organizations(actor=None, campaign=campaign, rows=rows)
    [queued] = DBTaskResult.objects.filter(task_path=make_invitations.module_path)
    assert queued.args_kwargs["args"] == [run.pk]

    def fails(*_values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(make_invitations), "enqueue", fails)
    with pytest.raises(RuntimeError):
        invite_organizations(actor=None, campaign=campaign, rows=rows)
    assert InvitationRun.objects.count() == 1
