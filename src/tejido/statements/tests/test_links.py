"""Personal links: one organization, one statement, once; looking at one spends nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import remove_contact
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.core.transparency import log
from tejido.notifications.models import Message
from tejido.statements.actions.invitations import renew_link, revoke_link
from tejido.statements.actions.links import sign_by_link, withdraw_by_link
from tejido.statements.campaign_access import link_token
from tejido.statements.campaign_telling import SIGNED
from tejido.statements.domain.links import LinkState
from tejido.statements.models import Endorsement, Invitation, Statement
from tejido.statements.queries.links import link_view
from tejido.statements.tests.campaigns import HOUR, a_campaign, an_invitation, link_of
from tejido.statements.tests.personal_links import address, counted, sign

pytestmark = pytest.mark.django_db


def test_a_link_signs_for_its_organization(statement: Statement, invitation: Invitation) -> None:
    assert sign(invitation) == LinkState.SIGNED
    row = Endorsement.objects.get()
    assert (row.organization, row.how, row.via) == (invitation.organization, "link", None)
    assert counted(statement) == 1
    leaf = log.entries([row.leaf])[0].value
    assert (leaf["kind"], leaf["how"], leaf["digest"]) == ("signature", "link", row.version.digest)
    entry = AuditEntry.objects.filter(action="sign_by_link").get()
    assert entry.data == {"invitation": invitation.pk, "unnamed": False}


def test_sent_twice_it_signs_once_and_answers_the_same(
    statement: Statement, invitation: Invitation
) -> None:
    assert sign(invitation) == sign(invitation) == LinkState.SIGNED
    assert Endorsement.objects.count() == counted(statement) == 1
    assert Message.objects.filter(kind=SIGNED).count() == 1


def test_looking_spends_nothing(client: Client, invitation: Invitation) -> None:
    before = (AuditEntry.objects.count(), Endorsement.objects.count())
    for _look in range(3):
        answer = client.get(address(invitation))
        assert answer.status_code == 200
    assert client.head(address(invitation)).status_code == 200
    assert (AuditEntry.objects.count(), Endorsement.objects.count()) == before
    invitation.refresh_from_db()
    assert invitation.signed_at is None
    assert sign(invitation) == LinkState.SIGNED


def test_the_page_reads_signs_and_shows_what_came_of_it(
    client: Client, statement: Statement, invitation: Invitation
) -> None:
    page = client.get(address(invitation)).content.decode()
    assert "Paso seguro ya" in page
    assert "Firmar por Casa Luna" in page
    answer = client.post(address(invitation), {"named": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (302, address(invitation))
    page = client.get(address(invitation)).content.decode()
    assert "Casa Luna ha firmado" in page
    assert "Firmar por" not in page.partition("<main")[2]
    assert counted(statement) == 1


def test_the_page_makes_no_session_and_is_kept_by_nobody(
    client: Client, invitation: Invitation
) -> None:
    for answer in (client.get(address(invitation)), client.post(address(invitation))):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "session" not in answer.cookies


def test_not_named_for_safety(client: Client, invitation: Invitation) -> None:
    client.post(address(invitation), {"named": "no"})
    row = Endorsement.objects.get()
    assert row.signed_by.unnamed
    assert log.openings([row.leaf]) == {}
    assert "no se nombra en público" in client.get(address(invitation)).content.decode()


def test_wrong_and_unknown_links_get_the_same_answer(
    client: Client, invitation: Invitation
) -> None:
    other = an_invitation(invitation.campaign)
    wrong = [
        (invitation.pk, "a" * 43),
        (invitation.pk, link_token(other)),
        (invitation.pk + 1000, link_token(invitation)),
        (2**70, "x"),
        (invitation.pk, "ñ"),
    ]
    pages = set()
    for args in wrong:
        answer = client.get(reverse("statements:personal_link", args=args))
        assert answer.status_code == 404
        pages.add(answer.content.decode().partition("<main")[2].partition("</main>")[0])
        assert client.post(reverse("statements:personal_link", args=args)).status_code == 404
    assert len(pages) == 1
    assert not Endorsement.objects.exists()


def test_who_signed_takes_it_back_at_any_time(
    client: Client, statement: Statement, invitation: Invitation
) -> None:
    sign(invitation)
    campaign = invitation.campaign
    campaign.closes_at = timezone.now() - timedelta(seconds=1)
    campaign.save()
    assert "Retirar" in client.get(address(invitation, "personal_link_withdraw")).content.decode()
    answer = client.post(address(invitation, "personal_link_withdraw"))
    assert answer.status_code == 302
    assert counted(statement) == 0
    assert Endorsement.objects.get().withdrawn_at is not None
    invitation.refresh_from_db()
    assert link_view(invitation).state == LinkState.TAKEN_BACK
    with pytest.raises(NotAllowed):
        sign(invitation)


def test_taking_back_what_is_not_there_does_nothing(invitation: Invitation) -> None:
    view = withdraw_by_link(number=invitation.pk, token=link_token(invitation))
    assert view.state == LinkState.READY
    assert not Message.objects.filter(kind__startswith="statements.").exists()


def test_a_renewed_link_signs_once_more(alice: User, invitation: Invitation) -> None:
    old = link_of(invitation)["token"]
    sign(invitation)
    withdraw_by_link(number=invitation.pk, token=link_token(invitation))
    fresh = renew_link(actor=alice, invitation=invitation)
    with pytest.raises(NotFound):
        sign_by_link(number=invitation.pk, token=old)
    assert sign(fresh) == LinkState.SIGNED


def test_a_link_renewed_while_its_signature_stands_shows_it(
    alice: User, invitation: Invitation
) -> None:
    sign(invitation)
    fresh = renew_link(actor=alice, invitation=invitation)
    assert link_view(fresh).state == LinkState.SIGNED
    assert sign(fresh) == LinkState.SIGNED
    assert Endorsement.objects.count() == 1


def test_a_revoked_link_says_so(client: Client, alice: User, invitation: Invitation) -> None:
    revoke_link(actor=alice, invitation=invitation)
    page = client.get(address(invitation)).content.decode()
    assert "revocado" in page
    assert "Paso seguro ya" not in page
    assert client.post(address(invitation)).status_code == 403
    assert client.post(address(invitation, "personal_link_withdraw")).status_code == 403


def test_a_link_ends_with_its_contact(client: Client, alice: User, invitation: Invitation) -> None:
    assert invitation.contact is not None
    remove_contact(actor=alice, contact=invitation.contact)
    assert "ya no es de ningún contacto" in client.get(address(invitation)).content.decode()
    assert client.post(address(invitation)).status_code == 403


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [(HOUR, 48 * HOUR, "podrá firmar"), (-2 * HOUR, -HOUR, "se cerró")],
)
def test_before_and_after_nobody_signs(
    client: Client, statement: Statement, opens: timedelta, closes: timedelta, said: str
) -> None:
    invitation = an_invitation(a_campaign(statement, opens=opens, closes=closes))
    page = client.get(address(invitation)).content.decode()
    assert said in page
    assert "Paso seguro ya" in page
    assert client.post(address(invitation)).status_code == 403
