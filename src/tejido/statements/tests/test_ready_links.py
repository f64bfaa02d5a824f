"""The one query that finds a link ready to sign agrees with what the link's page shows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.coalition.actions import remove_contact
from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.directory.tests.factories import make_network, make_organization, merge
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.actions.invitations import renew_link, revoke_link
from tejido.statements.actions.links import sign_by_link, withdraw_by_link
from tejido.statements.campaign_access import get_invitation_by_link, link_token
from tejido.statements.domain.links import LinkState
from tejido.statements.models import Campaign, How, Invitation
from tejido.statements.queries.links import link_view, ready_link
from tejido.statements.queries.signers import signers_of
from tejido.statements.signing_access import signing_version
from tejido.statements.tests.campaigns import a_campaign, an_invitation, change_text, link_of
from tejido.statements.tests.factories import a_frozen_statement

pytestmark = pytest.mark.django_db


def by_delegate(invitation: Invitation, *, carried: bool = False) -> None:
    """Let the organization of an invitation have signed by another way."""
    statement = invitation.campaign.statement
    version = signing_version(statement)
    assert version is not None
    network = make_network()
    found = signers_of(statement, {invitation.organization_id, network.pk})
    via = found[network.pk] if carried else None
    how = How.LISTED if carried else How.DELEGATE
    enter(version, [Entry(found[invitation.organization_id], how, via=via)])


def merged(invitation: Invitation) -> None:
    """Let the organization be one with another that signed."""
    other = an_invitation(invitation.campaign)
    sign_by_link(**link_of(other))
    merge(other.organization, invitation.organization)


def signed_and_changed(invitation: Invitation) -> None:
    """Let the text change after the link signed."""
    sign_by_link(**link_of(invitation))
    change_text(invitation.campaign.statement)


def taken_back(invitation: Invitation) -> None:
    """Let the link's signature be withdrawn."""
    sign_by_link(**link_of(invitation))
    withdraw_by_link(**link_of(invitation))


def renewed(invitation: Invitation) -> None:
    """Let a withdrawn link be renewed."""
    taken_back(invitation)
    renew_link(actor=None, invitation=invitation)


def without_contact(invitation: Invitation) -> None:
    """Remove the contact the link was mailed to."""
    assert invitation.contact is not None
    remove_contact(actor=None, contact=invitation.contact)


def other_address(invitation: Invitation) -> None:
    """Let the contact have another address than the link was mailed to."""
    Contact.objects.filter(invitations=invitation).update(email="otra@example.org")


def held_contact(invitation: Invitation) -> None:
    """Let it be doubted who added the contact."""
    Contact.objects.filter(invitations=invitation).update(held_at=timezone.now())


def frozen_contact(invitation: Invitation) -> None:
    """Let the contact's account be closed."""
    user = a_delegate()
    contact = a_contact(invitation.organization, user=user)
    Invitation.objects.filter(pk=invitation.pk).update(contact=contact)
    user.is_active = False
    user.save()


def closed(invitation: Invitation) -> None:
    """Let signing be closed."""
    Campaign.objects.update(closes_at=timezone.now() - timedelta(seconds=1))


def not_open(invitation: Invitation) -> None:
    """Let signing not have begun."""
    Campaign.objects.update(opens_at=timezone.now() + timedelta(hours=1))


def signed(invitation: Invitation) -> None:
    """Let the link have signed."""
    sign_by_link(**link_of(invitation))


def revoked(invitation: Invitation) -> None:
    """Let the link be revoked."""
    revoke_link(actor=None, invitation=invitation)


CASES: dict[str, Callable[[Invitation], None]] = {
    "ready": lambda invitation: None,
    "signed": signed,
    "by a delegate": by_delegate,
    "carried by a network": lambda invitation: by_delegate(invitation, carried=True),
    "merged": merged,
    "changed": signed_and_changed,
    "taken back": taken_back,
    "renewed": renewed,
    "revoked": revoked,
    "without contact": without_contact,
    "account closed": frozen_contact,
    "another address": other_address,
    "contact held": held_contact,
    "closed": closed,
    "not open": not_open,
}


@pytest.mark.parametrize("case", CASES)
def test_both_agree_on_what_is_ready(case: str) -> None:
    campaign = a_campaign(a_frozen_statement())
    invitation = an_invitation(campaign, make_organization("Casa Luna"))
    mailed = link_token(invitation)
    CASES[case](invitation)
    fresh = Invitation.objects.get(pk=invitation.pk)
    token, now = mailed if case == "another address" else link_token(fresh), timezone.now()
    shown = link_view(get_invitation_by_link(fresh.pk, token), now=now)
    ready = ready_link(fresh.pk, token, now=now)
    assert (ready is not None) is (shown.state == LinkState.READY)
    if ready is not None:
        assert (ready.organization, ready.body) == (fresh.organization_id, shown.organization.pk)
        assert ready.version == shown.version
    assert ready_link(fresh.pk, "x" * 43, now=now) is None
    assert ready_link(2**70, token, now=now) is None


def test_after_a_change_it_left_to_the_page_what_another_way_signed_before() -> None:
    campaign = a_campaign(a_frozen_statement())
    invitation = an_invitation(campaign)
    by_delegate(invitation)
    change_text(campaign.statement)
    assert ready_link(**link_of(invitation), now=timezone.now()) is None
    assert sign_by_link(**link_of(invitation)) == LinkState.SIGNED
