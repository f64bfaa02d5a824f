"""What becomes of a personal link when the text, the organization or the contacts change."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tejido.coalition.actions import remove_contact
from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory.tests.factories import merge
from tejido.notifications.models import Message
from tejido.statements.actions.links import (
    confirm_by_personal_link,
    object_to_signature,
    sign_by_link,
    withdraw_by_link,
)
from tejido.statements.campaign_access import link_token, objection_token
from tejido.statements.campaign_telling import DONE, SIGNED, done_words
from tejido.statements.domain.links import LinkState
from tejido.statements.models import (
    Answer,
    Change,
    Endorsement,
    Invitation,
    Listing,
    Statement,
    Tally,
)
from tejido.statements.queries.links import link_view
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation, change_text, link_of
from tejido.statements.tests.listing_factories import (
    a_network_with,
    an_open_statement,
    days_pass,
    listed,
    messages_sent,
)
from tejido.statements.tests.personal_links import address, counted, sign

pytestmark = pytest.mark.django_db


def test_under_embargo_who_is_invited_reads_and_signs(client: Client, statement: Statement) -> None:
    invitation = an_invitation(a_campaign(statement, embargo=24 * HOUR))
    page = client.get(address(invitation)).content.decode()
    assert "No es público antes de" in page
    assert "Paso seguro ya" in page
    assert sign(invitation) == LinkState.SIGNED


def test_the_contacts_are_told_and_another_one_can_object(
    client: Client, statement: Statement, invitation: Invitation
) -> None:
    other = a_contact(invitation.organization)
    sign(invitation)
    told = Message.objects.filter(kind=SIGNED)
    assert {message.recipient_id for message in told} == {invitation.contact_id, other.pk}
    invitation.refresh_from_db()
    for message in told:
        words = done_words(DONE[SIGNED], message.data, "es")
        assert words is not None
        assert (link_token(invitation) in words.link) is (message.recipient_id != other.pk)
    token = objection_token(invitation, other)
    args = [invitation.pk, other.pk, token]
    page = client.get(reverse("statements:signature_objection", args=args)).content.decode()
    assert "Retirar la firma de Casa Luna" in page
    assert client.post(reverse("statements:signature_objection", args=args)).status_code == 302
    assert counted(statement) == 0
    with pytest.raises(NotFound):
        object_to_signature(number=invitation.pk, contact=other.pk + 1, token=token)
    remove_contact(actor=None, contact=other)
    assert client.get(reverse("statements:signature_objection", args=args)).status_code == 404


@pytest.mark.parametrize("way", ["contact", "account"])
def test_a_link_ends_with_the_address_it_was_mailed_to(
    client: Client, invitation: Invitation, charlie: User, way: str
) -> None:
    assert invitation.contact is not None
    if way == "account":
        Contact.objects.filter(pk=invitation.contact.pk).update(user=charlie)
    invitation = Invitation.objects.get(pk=invitation.pk)
    old = address(invitation)
    if way == "account":
        User.objects.filter(pk=charlie.pk).update(email="otra@example.org")
    else:
        Contact.objects.filter(invitations=invitation).update(email="otra@example.org")
    page = client.get(old).content.decode()
    assert "ya no es de ningún contacto de la organización" in page
    assert "Paso seguro ya" not in page
    for name in ("personal_link", "personal_link_withdraw"):
        where = old if name == "personal_link" else f"{old}retirar/"
        assert client.post(where).status_code in {403, 404}
    assert not Endorsement.objects.exists()
    assert Invitation.objects.get(pk=invitation.pk).contact_id is not None
    fresh = Invitation.objects.get(pk=invitation.pk)
    assert client.post(address(fresh)).status_code == 302


def test_another_way_to_write_one_address_is_the_same_address(invitation: Invitation) -> None:
    old = link_of(invitation)
    assert invitation.contact is not None
    name, domain = invitation.contact.email.split("@")
    Contact.objects.filter(invitations=invitation).update(email=f"{name}+luna@{domain}")
    assert sign_by_link(**old) == LinkState.SIGNED


def test_an_objection_ends_with_the_address_it_was_mailed_to(
    client: Client, invitation: Invitation
) -> None:
    other = a_contact(invitation.organization)
    sign(invitation)
    args = [invitation.pk, other.pk, objection_token(invitation, other)]
    Contact.objects.filter(pk=other.pk).update(email="otra@example.org")
    where = reverse("statements:signature_objection", args=args)
    assert client.get(where).status_code == 404
    assert client.post(where).status_code == 404
    assert Endorsement.objects.get().withdrawn_at is None


def test_an_organization_merged_meanwhile_counts_once(
    statement: Statement, invitation: Invitation
) -> None:
    kept = an_invitation(invitation.campaign)
    sign(kept)
    merge(kept.organization, invitation.organization)
    invitation = Invitation.objects.get(pk=invitation.pk)
    assert sign(invitation) == LinkState.SIGNED_OTHERWISE
    assert counted(statement) == 1


def test_after_a_change_of_substance_the_link_confirms(
    client: Client, statement: Statement, invitation: Invitation
) -> None:
    sign(invitation)
    change_text(statement)
    assert link_view(invitation).state == LinkState.TEXT_CHANGED
    with pytest.raises(NotAllowed):
        sign(invitation)
    assert "El texto cambió" in client.get(address(invitation)).content.decode()
    page = client.get(address(invitation, "personal_link_confirm")).content.decode()
    assert "Paso seguro y digno ya" in page
    answer = client.post(
        address(invitation, "personal_link_confirm"), {"then": "confirm", "seen": 2}
    )
    assert answer.headers["Location"] == address(invitation)
    invitation.refresh_from_db()
    assert link_view(invitation).state == LinkState.SIGNED
    assert Tally.objects.get(version__number=2).organizations == 1
    withdraw_by_link(**link_of(invitation))
    assert list(Tally.objects.values_list("organizations", flat=True)) == [0, 0]
    with pytest.raises(NotFound):
        confirm_by_personal_link(**link_of(an_invitation(invitation.campaign)), seen=2)


def test_a_change_of_wording_leaves_the_signature(
    statement: Statement, invitation: Invitation
) -> None:
    sign(invitation)
    change_text(statement, Change.WORDING)
    assert link_view(invitation).state == LinkState.SIGNED


def test_nobody_signs_a_text_they_have_not_read(
    client: Client, statement: Statement, invitation: Invitation
) -> None:
    read = statement.versions.get().digest
    assert f'name="digest" value="{read}"' in client.get(address(invitation)).content.decode()
    change_text(statement)
    answer = client.post(address(invitation), {"named": "yes", "digest": read})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "El texto cambió mientras lo leía" in page
    assert "Paso seguro y digno ya" in page
    assert not Endorsement.objects.exists()
    fresh = statement.versions.get(number=2).digest
    assert client.post(address(invitation), {"digest": fresh}).status_code == 302


def test_a_page_in_english(client: Client, invitation: Invitation) -> None:
    with override("en"):
        page = client.get(address(invitation)).content.decode()
    assert "Safe passage now" in page
    assert "Sign for Casa Luna" in page


def test_a_signature_costs_few_queries(client: Client, invitation: Invitation) -> None:
    first = an_invitation(invitation.campaign)
    sign(first)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(address(invitation), {"named": "yes"})
    spent = [
        q["sql"]
        for q in queries
        if not q["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"))
    ]
    assert len(spent) <= 20, "\n".join(sql[:150] for sql in spent)


def test_who_takes_it_back_by_link_is_listed_by_no_network() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    invitation = an_invitation(opened.campaign, contact=members[0].contacts.get())
    sign(invitation)
    withdraw_by_link(**link_of(invitation))
    days_pass(opened, 4)
    assert opened.counted() == (0, 0, 0, 0)
    assert Listing.objects.get().answer == Answer.DECLINED


def test_what_is_taken_back_by_link_stands_whole_in_the_audit_log() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    listed(opened, network, members)
    messages_sent()
    days_pass(opened, 4)
    invitation = an_invitation(opened.campaign, contact=members[0].contacts.get())
    sign(invitation)
    assert opened.counted() == (1, 1, 1, 1)
    withdraw_by_link(**link_of(invitation))
    assert opened.counted() == (0, 0, 0, 0)
    told = AuditEntry.objects.get(action="withdraw_by_link").data["signatures"]
    assert set(told) == set(Endorsement.objects.values_list("pk", flat=True))
