"""What a seized phone still holds: links in its mails, acts that wait, pages asked for too late."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import appoint_delegate, revoke_mandate
from tejido.coalition.models import Mandate
from tejido.coalition.tests.factories import a_contact
from tejido.core.actions import freeze_account, unfreeze_account
from tejido.core.erasure import erase
from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import confirming, delegates, listings
from tejido.statements.actions.invitations import renew_link
from tejido.statements.actions.links import object_to_signature, sign_by_link, withdraw_by_link
from tejido.statements.campaign_access import objection_token
from tejido.statements.domain.links import LinkState
from tejido.statements.listing_access import ListedContact
from tejido.statements.models import Answer, Endorsement, Listing, Signatory
from tejido.statements.tests import people_factories
from tejido.statements.tests.campaigns import a_campaign, an_invitation, link_of
from tejido.statements.tests.change_factories import change, signer_of
from tejido.statements.tests.factories import a_frozen_statement
from tejido.statements.tests.listing_factories import (
    OpenStatement,
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    days_pass,
    listed,
    messages_sent,
)

pytestmark = pytest.mark.django_db


def test_the_link_of_a_frozen_contact_signs_and_takes_back_nothing(
    alice: User, charlie: User
) -> None:
    house = make_organization("Casa Luna")
    contact = a_contact(house, user=charlie)
    invitation = an_invitation(a_campaign(a_frozen_statement()), contact=contact)
    freeze_account(actor=alice, person=charlie)
    for act in (sign_by_link, withdraw_by_link):
        with pytest.raises(NotAllowed):
            act(**link_of(invitation))
    assert not Endorsement.objects.exists()
    unfreeze_account(actor=alice, person=charlie)
    assert sign_by_link(**link_of(invitation)) == LinkState.SIGNED


def test_no_link_is_made_for_a_contact_that_nothing_is_mailed_to(
    alice: User, charlie: User, client_of: Callable[[User | None], Client]
) -> None:
    contact = a_contact(make_organization("Casa Luna"), user=charlie)
    invitation = an_invitation(a_campaign(a_frozen_statement()), contact=contact)
    args = [invitation.campaign.statement.slug, invitation.pk]
    option = f'<option value="{contact.pk}"'
    page = reverse("statements:invitation", args=args)
    assert option in client_of(alice).get(page).content.decode()
    freeze_account(actor=alice, person=charlie)
    assert option not in client_of(alice).get(page).content.decode()
    with pytest.raises(InvalidInput):
        renew_link(actor=alice, invitation=invitation, contact=contact)


def test_a_frozen_contact_objects_to_nothing(alice: User, charlie: User) -> None:
    house = make_organization("Casa Luna")
    invitation = an_invitation(a_campaign(a_frozen_statement()), house)
    other = a_contact(house, user=charlie)
    sign_by_link(**link_of(invitation))
    freeze_account(actor=alice, person=charlie)
    with pytest.raises(NotFound):
        object_to_signature(
            number=invitation.pk, contact=other.pk, token=objection_token(invitation, other)
        )
    assert Endorsement.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_what_a_phone_listed_waits_though_its_mandate_was_revoked_before_the_freeze(
    alice: User,
) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    mandate = Mandate.objects.get(pk=listed(opened, network, members)[0].mandate_id or 0)
    messages_sent()
    revoke_mandate(actor=alice, mandate=mandate)
    freeze_account(actor=alice, person=mandate.user)
    days_pass(opened, 4)
    assert opened.counted() == (0, 0, 0, 0)


Act = Callable[[OpenStatement, User, Organization], object]


def _withdraw(opened: OpenStatement, user: User, body: Organization) -> object:
    return delegates.withdraw_signatures(actor=user, statement=opened.statement, organization=body)


def _name(opened: OpenStatement, user: User, body: Organization) -> object:
    return delegates.name_organization(
        actor=user, statement=opened.statement, organization=body, unnamed=True
    )


def _confirm(opened: OpenStatement, user: User, body: Organization) -> object:
    signer = signer_of(opened.statement, body)
    return confirming.confirm_for(actor=user, signer=signer, number=2)


@pytest.mark.parametrize("act", [_withdraw, _name, _confirm])
def test_who_waited_for_their_turn_acts_under_no_mandate_revoked_meanwhile(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    delegates.sign_statement(
        actor=delegate, statement=opened.statement, organization=body, digest=opened.digest
    )
    if act is _confirm:
        change(opened.statement)
    _revoked_while_waiting(monkeypatch, delegate)
    with pytest.raises(NotAllowed):
        act(opened, delegate, body)
    standing = Endorsement.objects.filter(withdrawn_at__isnull=True)
    assert standing.filter(signed_by__unnamed=False).count() == 1


def test_a_listing_is_answered_under_no_mandate_revoked_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    [row] = listed(opened, network, members)
    member, _body = a_signing_delegate(members[0])
    _revoked_while_waiting(monkeypatch, member)
    with pytest.raises(NotAllowed):
        listings.answer_listing(actor=member, listing=row, answer=Answer.DECLINED)
    of_network = Mandate.objects.get(pk=row.mandate_id or 0).user
    _revoked_while_waiting(monkeypatch, of_network)
    with pytest.raises(NotAllowed):
        listings.take_back_listing(actor=of_network, listing=row)
    row = Listing.objects.get(pk=row.pk)
    assert (row.answer, row.taken_back_at) == (Answer.NONE, None)


def _revoked_while_waiting(monkeypatch: pytest.MonkeyPatch, user: User) -> None:
    def revoke() -> None:
        Mandate.objects.filter(user=user).update(revoked_at=timezone.now())

    for module in (delegates, confirming, listings):
        monkeypatch.setattr(module, "lock_counting", revoke)


def test_the_first_mail_leads_to_ones_own_page_no_longer_than_any_other(client: Client) -> None:
    row = people_factories.a_person(people_factories.an_open_statement())
    link = reverse("statements:person_confirm", args=people_factories.confirm_link(row))
    assert client.get(link).status_code == 302
    Signatory.objects.update(confirmed_at=timezone.now() - timedelta(days=31))
    assert client.get(link).status_code == 410


def test_what_a_frozen_account_listed_is_not_entered_by_a_yes_either(alice: User) -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    (listing,) = listed(opened, network, members)
    assert listing.mandate is not None
    freeze_account(actor=alice, person=listing.mandate.user)
    told = ListedContact(listing, members[0].contacts.get())
    with pytest.raises(NotAllowed):
        listings.answer_by_link(listed=told, answer=Answer.AGREED)
    assert not Endorsement.objects.exists()
    listings.answer_by_link(listed=told, answer=Answer.DECLINED)
    assert Listing.objects.get().answer == Answer.DECLINED


def test_a_contact_named_before_it_had_an_account_is_frozen_and_erased_with_it(
    alice: User,
) -> None:
    house = make_organization("Casa Luna")
    contact = a_contact(house)
    invitation = an_invitation(a_campaign(a_frozen_statement()), contact=contact)
    user = appoint_delegate(actor=alice, organization=house, email=contact.email, scope="sign").user
    freeze_account(actor=alice, person=user)
    contact.refresh_from_db()
    assert contact.address == ""
    assert AuditEntry.objects.get(action="join_contacts").data == {"contacts": [contact.pk]}
    with pytest.raises(NotAllowed):
        sign_by_link(**link_of(invitation))
    erase("core.user", user.pk)
    assert not house.contacts.exists()
