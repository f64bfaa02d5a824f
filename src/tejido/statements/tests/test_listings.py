"""A network lists its members: told, agreed, silent, refused, for ever; counted once."""

import pytest
from django.utils import timezone

from tejido.coalition.models import Mandate
from tejido.coalition.tests.factories import a_contact
from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry
from tejido.directory.actions import undo_merge
from tejido.directory.tests.factories import join, make_network, merge
from tejido.notifications.models import Message, MessageState
from tejido.statements.actions import freeze_version, start_correction
from tejido.statements.actions.delegates import sign_statement, withdraw_signatures
from tejido.statements.actions.listings import answer_by_link, answer_listing, take_back_listing
from tejido.statements.listing_access import ListedContact
from tejido.statements.models import Answer, Endorsement, How, Listing, ListingOptOut
from tejido.statements.queries.listed_members import member_lines
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.tests.factories import draft_of
from tejido.statements.tests.listing_factories import (
    DAY,
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    close,
    days_pass,
    listed,
    messages_sent,
    states,
)

pytestmark = pytest.mark.django_db


def test_nothing_counts_until_told_and_the_days_have_passed() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(2)
    rows = listed(opened, network, members)
    assert Message.objects.filter(kind=LISTED).count() == 2
    days_pass(opened, 5)
    assert opened.counted() == (0, 0, 0, 0)
    assert states(opened, network) == ["untold", "untold"]
    messages_sent()
    days_pass(opened, 2.9)
    assert opened.counted() == (0, 0, 0, 0)
    assert states(opened, network, 2.9) == ["told", "told"]
    days_pass(opened, 3.1)
    assert opened.counted() == (2, 0, 2, 0)
    first = Endorsement.objects.earliest("pk")
    assert first.how == How.LISTED
    assert first.mandate_id == rows[0].mandate_id
    assert AuditEntry.objects.filter(action="enter_listed_member").count() == 2
    days_pass(opened, 4)
    assert opened.counted() == (2, 0, 2, 0)


def test_an_unread_notice_tells_nobody_and_a_read_one_does() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1, contacts=False)
    delegate, _member = a_signing_delegate(members[0])
    listed(opened, network, members)
    message = Message.objects.get(kind=LISTED)
    assert message.recipient_id == delegate.pk
    for state in MessageState:
        if state != MessageState.SENT:
            messages_sent(state=state)
            days_pass(opened, 4)
    assert opened.counted() == (0, 0, 0, 0)
    Message.objects.filter(pk=message.pk).update(read_at=timezone.now())
    days_pass(opened, 4)
    assert opened.counted() == (1, 0, 1, 0)


def test_a_mail_that_comes_back_has_told_nobody() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    days_pass(opened, 1)
    assert Listing.objects.get().told_at is not None
    messages_sent(state=MessageState.BOUNCED)
    days_pass(opened, 4)
    assert Listing.objects.get().told_at is None
    assert opened.counted() == (0, 0, 0, 0)
    assert [line.lost for line in member_lines(None, opened.version, network)] == [True]


def test_nobody_to_tell_until_a_contact_is_named() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1, contacts=False)
    listed(opened, network, members)
    days_pass(opened, 5)
    assert not Message.objects.filter(kind=LISTED).exists()
    assert [line.reachable for line in member_lines(None, opened.version, network)] == [False]
    a_contact(members[0])
    days_pass(opened, 0)
    days_pass(opened, 0)
    assert Message.objects.filter(kind=LISTED).count() == 1
    messages_sent()
    days_pass(opened, 3.1)
    assert opened.counted() == (1, 0, 1, 0)


def test_agreeing_counts_at_once_and_a_no_never_ends() -> None:
    opened, (network, (member, _other)) = an_open_statement(), a_network_with(2)
    row = listed(opened, network, [member])[0]
    delegate, _member = a_signing_delegate(member)
    agreed = answer_listing(actor=delegate, listing=row, answer=Answer.AGREED)
    assert agreed.answer_mandate is not None
    assert opened.counted() == (1, 0, 1, 0)
    assert answer_listing(actor=delegate, listing=row, answer=Answer.AGREED).endorsement is not None
    assert Endorsement.objects.count() == 1
    close(opened)
    answer_listing(actor=delegate, listing=row, answer=Answer.DECLINED)
    assert opened.counted() == (0, 0, 0, 0)
    with pytest.raises(NotAllowed):
        answer_listing(actor=delegate, listing=row, answer=Answer.AGREED)


def test_opting_out_after_closing_withdraws_at_once_and_holds_for_ever() -> None:
    opened, (network, (member, _other)) = an_open_statement(), a_network_with(2)
    row = listed(opened, network, [member])[0]
    messages_sent()
    days_pass(opened, 3.1)
    assert opened.counted() == (1, 0, 1, 0)
    close(opened)
    contact = member.contacts.get()
    answer_by_link(listed=ListedContact(row, contact), answer=Answer.OPTED_OUT)
    assert opened.counted() == (0, 0, 0, 0)
    assert ListingOptOut.objects.count() == 1
    another = an_open_statement("otro-texto")
    with pytest.raises(InvalidInput):
        listed(another, network, [member])
    with pytest.raises(Conflict):
        answer_by_link(listed=ListedContact(row, contact), answer=Answer.AGREED)
    elsewhere = make_network()
    join(member, elsewhere)
    assert listed(another, elsewhere, [member])


def test_an_opt_out_ends_what_waits_under_other_statements() -> None:
    one, other = an_open_statement(), an_open_statement("otro-texto")
    network, members = a_network_with(1)
    row = listed(one, network, members)[0]
    listed(other, network, members)
    messages_sent()
    contact = members[0].contacts.get()
    answer_by_link(listed=ListedContact(row, contact), answer=Answer.OPTED_OUT)
    days_pass(other, 4)
    assert not Endorsement.objects.exists()


def test_a_no_holds_for_this_statement_only() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    row = listed(opened, network, members)[0]
    answer_by_link(listed=ListedContact(row, members[0].contacts.get()), answer=Answer.DECLINED)
    messages_sent()
    days_pass(opened, 4)
    assert opened.counted() == (0, 0, 0, 0)
    with pytest.raises(InvalidInput):
        listed(opened, network, members)
    assert listed(an_open_statement("otro-texto"), network, members)


@pytest.mark.parametrize(("told_after", "counts"), [(6.9, True), (7.1, False)])
def test_silence_counts_only_when_its_days_end_before_closing(
    told_after: float, counts: bool
) -> None:
    opened, (network, members) = an_open_statement(closes=10 * DAY), a_network_with(1)
    listed(opened, network, members)
    messages_sent(at=timezone.now() + told_after * DAY)
    days_pass(opened, 8)
    # The worker comes late: what was decided by closing is entered all the same.
    days_pass(opened, 12)
    assert opened.counted() == ((1, 0, 1, 0) if counts else (0, 0, 0, 0))
    assert states(opened, network, 12) == ["listed" if counts else "late"]


def test_direct_and_two_networks_and_a_merge_count_once() -> None:

    opened, (network, (member, twin)) = an_open_statement(), a_network_with(2)
    other = make_network()
    join(member, other)
    delegate, _member = a_signing_delegate(member)
    sign_statement(
        actor=delegate, statement=opened.statement, organization=member, digest=opened.digest
    )
    for row in (*listed(opened, network, [member, twin]), *listed(opened, other, [member])):
        messages_sent()
        assert row.pk
    days_pass(opened, 3.1)
    assert Endorsement.objects.count() == 4
    assert opened.counted() == (2, 1, 2, 1)
    merged = merge(member, twin)
    assert opened.counted() == (1, 1, 1, 1)
    undo_merge(actor=None, merge=merged)
    assert opened.counted() == (2, 1, 2, 1)
    withdraw_signatures(actor=delegate, statement=opened.statement, organization=member)
    assert opened.counted() == (1, 0, 1, 0)


def test_two_members_found_to_be_one_share_what_the_network_carries() -> None:

    opened, (network, (member, twin)) = an_open_statement(), a_network_with(2)
    listed(opened, network, [member, twin])
    messages_sent()
    merge(member, twin)
    days_pass(opened, 3.1)
    assert Endorsement.objects.count() == 1
    assert {row.endorsement_id for row in Listing.objects.all()} == {Endorsement.objects.get().pk}
    assert opened.counted() == (1, 0, 1, 0)


def test_withdrawing_answers_no_to_every_network_that_waits() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    delegate, member = a_signing_delegate(members[0])
    withdraw_signatures(actor=delegate, statement=opened.statement, organization=member)
    days_pass(opened, 4)
    assert opened.counted() == (0, 0, 0, 0)
    assert Listing.objects.get().answer == Answer.DECLINED


def test_the_network_takes_back_and_lists_again() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    row = listed(opened, network, members)[0]
    assert listed(opened, network, members) == []
    messages_sent()
    days_pass(opened, 3.1)
    delegate, _network = a_signing_delegate(network)
    take_back_listing(actor=delegate, listing=row)
    assert opened.counted() == (0, 0, 0, 0)
    assert take_back_listing(actor=delegate, listing=row).taken_back_at is not None
    again = listed(opened, network, members)[0]
    assert again.pk == row.pk
    again.refresh_from_db()
    assert (again.told_at, again.endorsement_id, again.taken_back_at) == (None, None, None)
    days_pass(opened, 0)
    assert opened.counted() == (0, 0, 0, 0)


def test_a_text_that_changed_is_not_signed_by_silence() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    row = listed(opened, network, members)[0]
    messages_sent()
    draft = start_correction(actor=None, statement=opened.statement)
    draft.texts.update(correction="Otra exigencia.")
    freeze_version(actor=None, version=draft_of(opened.statement), revision=draft.draft_revision)
    days_pass(opened, 4)
    assert not Endorsement.objects.exists()
    listing = ListedContact(row, members[0].contacts.get())
    with pytest.raises(NotAllowed):
        answer_by_link(listed=listing, answer=Answer.AGREED)


def test_what_a_frozen_account_listed_waits() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    mandate = Mandate.objects.filter(pk=listed(opened, network, members)[0].mandate_id or 0)
    messages_sent()
    mandate.update(suspended_at=timezone.now())
    days_pass(opened, 4)
    assert opened.counted() == (0, 0, 0, 0)
    mandate.update(suspended_at=None)
    days_pass(opened, 4)
    assert opened.counted() == (1, 0, 1, 0)
