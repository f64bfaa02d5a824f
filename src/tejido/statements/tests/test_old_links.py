"""Links of a changed text work for a while; a new one is sent to the same address, for ever."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import remove_contact
from tejido.coalition.models import Contact
from tejido.coalition.tests.factories import a_contact
from tejido.core.actions import freeze_account
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization
from tejido.notifications.models import Message
from tejido.notifications.queries.account import words_for
from tejido.statements.change_words import RENEWED
from tejido.statements.confirming_access import Invited, LinkTooOld, get_invited, link_parts
from tejido.statements.models import Endorsement, Statement
from tejido.statements.queries.confirming import CHANGED
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.change_factories import change, link_of
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.people_factories import a_person
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
Answer = dict[str, str]
CONFIRM: Answer = {"then": "confirm", "seen": "2"}
WITHDRAW: Answer = {"then": "withdraw", "seen": "2"}


@pytest.fixture
def contact() -> Contact:
    """A contact of an organization that signed a text that changed since."""
    statement, contact = a_published_statement(), a_contact(make_organization("Casa Uno"))
    sign(version_of(statement), contact.organization)
    change(statement)
    return contact


def standing() -> int:
    return Endorsement.objects.filter(withdrawn_at__isnull=True).count()


def old_link(contact: Contact, *, days: int = 31) -> str:
    """Return the address of the link that was sent so many days ago."""
    made = timezone.localdate() - days * DAY
    parts = link_of(Statement.objects.get(), contact, today=made)
    return reverse("statements:confirm_link", args=parts)


AGES = [(0, True), (29, True), (30, True), (31, False), (4000, False)]


@pytest.mark.parametrize(("days", "works"), AGES)
@pytest.mark.parametrize("data", [None, CONFIRM, WITHDRAW])
def test_how_long_a_link_works(
    client: Client, contact: Contact, days: int, works: bool, data: Answer | None
) -> None:
    link = old_link(contact, days=days)
    answer = client.get(link) if data is None else client.post(link, data)
    if works:
        assert answer.status_code == (200 if data is None else 302)
    elif data is None:
        assert answer.status_code == 410
        assert "demasiado viejo" in answer.content.decode()
    else:
        assert answer.status_code == 200
        assert standing() == 1
        assert Endorsement.objects.count() == 1


def test_it_works_at_least_as_long_as_can_be_confirmed(contact: Contact) -> None:
    invited = get_invited(*link_of(Statement.objects.get(), contact))
    deadline = timezone.now() + 90 * DAY
    parts = link_parts(invited, deadline=deadline)
    assert get_invited(*parts, today=timezone.localdate(deadline)) == invited
    with pytest.raises(LinkTooOld):
        get_invited(*parts, today=timezone.localdate(deadline) + DAY)


def test_a_new_one_is_sent_to_the_same_address_and_withdraws(
    client: Client, contact: Contact
) -> None:
    Message.objects.all().delete()
    page = client.post(old_link(contact), {"then": "again"})
    assert "Un enlace nuevo va en camino" in page.content.decode()
    message = Message.objects.get()
    assert (message.kind, message.recipient_id) == (RENEWED, contact.pk)
    words = words_for(message, "es")
    assert words is not None
    assert client.post(words.link, WITHDRAW).status_code == 302
    assert standing() == 0


def test_so_does_a_person_s(client: Client) -> None:
    statement = a_published_statement()
    a_campaign(statement)
    person = a_person(statement)
    change(statement)
    assert person.signer is not None
    made = timezone.localdate() - 31 * DAY
    link = reverse("statements:confirm_link", args=link_parts(Invited(person.signer), today=made))
    assert reverse("statements:own_link") in client.get(link).content.decode()
    Message.objects.all().delete()
    client.post(link)
    words = words_for(Message.objects.get(recipient_kind="statements.signatory"), "es")
    assert words is not None
    assert client.post(words.link, CONFIRM).status_code == 302


@pytest.mark.parametrize("gone", ["removed", "another address", "frozen", "address deleted"])
def test_nobody_has_a_new_one_sent_to_an_address_that_is_no_longer_theirs(
    client: Client, contact: Contact, charlie: User, gone: str
) -> None:
    Contact.objects.filter(pk=contact.pk).update(user=charlie, email=charlie.email)
    contact.refresh_from_db()
    link = old_link(contact)
    Message.objects.all().delete()
    if gone == "removed":
        remove_contact(actor=None, contact=contact)
    elif gone == "frozen":
        freeze_account(actor=None, person=charlie)
    else:
        User.objects.filter(pk=charlie.pk).update(email="otra@example.org")
    assert client.post(link).status_code == 404
    assert not Message.objects.filter(kind=RENEWED).exists()


def test_the_mail_holds_a_link_as_old_as_the_mail(contact: Contact) -> None:
    message = Message.objects.get(kind=CHANGED)
    words = words_for(message, "es")
    assert words is not None
    until = (timezone.localdate() + 30 * DAY).isoformat()
    assert f"/{until}/" in words.link


@pytest.mark.parametrize("data", [CONFIRM, WITHDRAW])
def test_an_answer_by_link_begins_no_session_and_says_what_was_done(
    client: Client, contact: Contact, data: Answer
) -> None:
    link = old_link(contact, days=1)
    page = client.get(client.post(link, data)["Location"])
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert "messages" not in client.cookies
    said = {"confirm": "La firma está confirmada", "withdraw": "La firma está retirada"}
    text = page.content.decode()
    assert said[data["then"]] in text[text.index('class="notice') :]
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "private, no-store"


def test_what_was_not_done_is_not_said(client: Client, contact: Contact) -> None:
    page = client.get(f"{old_link(contact, days=1)}?answered").content.decode()
    assert 'class="notice done"' not in page
