"""The pages of a change of text: its editor, who signed, and the secretariat's list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tejido.coalition.tests.factories import a_contact, a_mandate
from tejido.core.models import User
from tejido.directory.tests.factories import make_organization
from tejido.notifications.models import Message
from tejido.notifications.queries.account import words_for
from tejido.statements.actions import confirm_for, start_correction
from tejido.statements.models import Change, Endorsement, Statement, Version
from tejido.statements.queries.confirming import CHANGED, unconfirmed_count
from tejido.statements.tests.campaigns import HOUR, a_campaign
from tejido.statements.tests.change_factories import change, link_of, newest, signer_of, take_back
from tejido.statements.tests.factories import (
    a_frozen_statement,
    a_published_statement,
    a_statement,
    draft_of,
)
from tejido.statements.tests.pages import read
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def address(page: str, *args: object) -> str:
    with override("en"):
        return reverse(f"statements:{page}", args=args)


def a_draft_of_a_change(*, published: bool = False) -> Statement:
    statement = a_published_statement() if published else a_frozen_statement()
    sign(newest(statement), make_organization(), make_organization())
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Una cifra.")
    return statement


def test_a_draft_is_frozen_to_be_signed_and_published_later(secretary: Client) -> None:
    statement = a_statement()
    page = read(secretary, address("draft_freeze", statement.slug))
    assert "It is not published yet" in page
    assert 'name="change"' not in page
    done = secretary.post(address("draft_freeze", statement.slug), {"seen": "1"})
    assert done.status_code == 302
    version = newest(statement)
    assert version.published_at is None
    drafts = read(secretary, address("draft_list"))
    assert "version 1 frozen, not published" in drafts
    assert "Change the text" in drafts
    sign(version, make_organization())
    a_campaign(statement)
    page = read(secretary, address("frozen_publish", statement.slug))
    assert "1 organization<" in page
    assert "It can be signed until" in page
    assert secretary.post(address("frozen_publish", statement.slug)).status_code == 302
    statement.refresh_from_db()
    assert statement.published_version == version
    assert secretary.post(address("frozen_publish", statement.slug)).status_code == 403


def test_the_checks_block_freezing(secretary: Client) -> None:
    statement = a_statement()
    draft_of(statement).texts.filter(language="es").update(title="")
    page = read(secretary, address("draft_freeze", statement.slug))
    assert "Put these points right first" in page
    assert 'name="seen"' not in page
    refused = secretary.post(address("draft_freeze", statement.slug), {"seen": "1"})
    assert refused.status_code == 422


@pytest.mark.parametrize("form", ["draft_freeze", "draft_publish"])
def test_the_editor_must_say_what_the_change_is(secretary: Client, form: str) -> None:
    statement = a_draft_of_a_change()
    shown = read(secretary, address(form, statement.slug))
    assert "the 2 signatures stay and count" in shown
    assert "the 2 signatures must be confirmed" in shown
    assert "checked" not in shown
    unsaid = secretary.post(address(form, statement.slug), {"seen": "1", "days": "3"})
    assert unsaid.status_code == 422
    assert "Say which of the two it is" in unsaid.content.decode()
    assert Version.objects.filter(digest="").exists()
    wrong = {"seen": "1", "change": "neither", "days": "3"}
    assert secretary.post(address(form, statement.slug), wrong).status_code == 422
    data = {"seen": "1", "change": "substance", "days": "3"}
    assert secretary.post(address(form, statement.slug), data).status_code == 302
    version = newest(statement)
    assert version.change == Change.SUBSTANCE
    assert version.confirm_until is not None
    assert timedelta(days=2) < version.confirm_until - timezone.now() < timedelta(days=3)
    assert unconfirmed_count(version) == 2


def test_a_change_of_wording_asks_nobody(secretary: Client) -> None:
    statement = a_draft_of_a_change(published=True)
    data = {"seen": "1", "change": "wording", "days": ""}
    assert secretary.post(address("draft_publish", statement.slug), data).status_code == 302
    assert newest(statement).confirm_until is None
    assert unconfirmed_count(newest(statement)) == 0


def test_correct_after_publication_and_change_the_text_before(secretary: Client) -> None:
    frozen, published = a_frozen_statement("uno"), a_published_statement("dos")
    sign(newest(frozen), make_organization())
    page = read(secretary, address("correction_start", frozen.slug))
    assert "Change the text of" in page
    assert "One signature stands." in page
    assert "Correct" not in page
    page = read(secretary, address("correction_start", published.slug))
    assert "Correct “" in page
    assert "Change the text" not in page
    a_campaign(frozen)
    assert "Change the text" in read(secretary, address("statement_page", frozen.slug))
    assert "Correct" in read(secretary, address("statement_page", published.slug))


def test_publishing_says_who_has_not_confirmed(secretary: Client) -> None:
    statement = a_draft_of_a_change()
    data = {"seen": "1", "change": "substance", "days": "3"}
    secretary.post(address("draft_freeze", statement.slug), data)
    page = read(secretary, address("frozen_publish", statement.slug))
    assert "2 signatures were given to the earlier text and are not confirmed." in page


def test_the_link_shows_the_difference_in_the_reader_s_language(client: Client) -> None:
    statement, contact = a_published_statement(), a_contact(make_organization("Casa Uno"))
    sign(version_of(statement), contact.organization)
    change(statement, until=timezone.now() + timedelta(days=3))
    page = read(client, address("confirm_link", *link_of(statement, contact)))
    assert "<ins>" in page
    assert "Cambio 2 (en)." in page
    assert "Cambio 2 (es)." not in page
    assert "The text that was signed (version 1)" in page
    assert "Confirm for Casa Uno" in page
    assert "It can be confirmed until" in page
    assert 'content="noindex"' in page
    with override("es"):
        spanish = reverse("statements:confirm_link", args=link_of(statement, contact))
    assert "Cambio 2 (es)." in read(client, spanish)


def test_by_link_a_signature_is_confirmed_once_and_withdrawn(client: Client) -> None:
    statement, contact = a_published_statement(), a_contact()
    sign(version_of(statement), contact.organization)
    change(statement)
    link = address("confirm_link", *link_of(statement, contact))
    confirm = {"then": "confirm", "seen": "2"}
    for _ in range(2):
        assert client.post(link, confirm)["Location"] == f"{link}?answered"
    assert Endorsement.objects.filter(root=newest(statement)).count() == 1
    page = read(client, link)
    assert "The signature stands" in page
    assert 'value="confirm"' not in page
    assert client.post(link, {"then": "withdraw", "seen": "2"}).status_code == 302
    page = read(client, link)
    assert "The signature is withdrawn" in page
    assert "<form" not in page[page.index("<main") :]
    assert client.post(link, confirm).status_code == 403
    assert client.post(link, {"then": "nothing", "seen": "2"}).status_code == 200
    assert not Endorsement.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_text_that_changed_meanwhile_is_read_first(client: Client) -> None:
    statement, contact = a_published_statement(), a_contact()
    sign(version_of(statement), contact.organization)
    change(statement)
    link = address("confirm_link", *link_of(statement, contact))
    change(statement)
    assert client.post(link, {"then": "confirm", "seen": "2"}).status_code == 409
    assert 'name="seen" value="3"' in read(client, link)


def test_when_the_time_has_passed_only_withdrawing_is_left(client: Client) -> None:
    statement, contact = a_published_statement(), a_contact()
    sign(version_of(statement), contact.organization)
    past = timezone.now() - timedelta(days=9)
    change(statement, until=past + timedelta(days=1), now=past)
    link = address("confirm_link", *link_of(statement, contact))
    page = read(client, link)
    assert "The time to confirm has passed." in page
    assert 'value="confirm"' not in page
    assert client.post(link, {"then": "confirm", "seen": "2"}).status_code == 403
    assert client.post(link, {"then": "withdraw", "seen": "2"}).status_code == 302
    assert not Endorsement.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_delegate_answers_from_the_account(charlie: User, client_of: ClientOf) -> None:
    statement, body = a_frozen_statement(), make_organization("Casa Uno")
    a_mandate(charlie, body)
    sign(newest(statement), body)
    change(statement)
    client = client_of(charlie)
    own = address("confirm_own", statement.slug, body.key)
    assert "Confirm for Casa Uno" in read(client, own)
    assert client.post(own, {"then": "confirm", "seen": "2"}).status_code == 302
    new = Endorsement.objects.get(root=newest(statement))
    assert new.mandate is not None
    assert new.mandate.user == charlie
    assert client.post(own, {"then": "withdraw", "seen": "2"}).status_code == 302
    assert not Endorsement.objects.filter(withdrawn_at__isnull=True).exists()


def test_the_secretariat_sees_who_was_told_reminds_and_gives_time(secretary: Client) -> None:
    statement, contact = a_published_statement(), a_contact(make_organization("Casa Uno"))
    silent, answered = make_organization("Casa Muda"), make_organization("Casa Lista")
    sign(version_of(statement), contact.organization, silent, answered, people=("Persona 1",))
    past = timezone.now() - timedelta(days=2)
    change(statement, until=past + timedelta(days=1), now=past)
    confirm_for(actor=None, signer=signer_of(statement, answered), number=2, now=past)
    shown = address("unconfirmed", statement.slug)
    page = read(secretary, shown)
    assert "3 signatures given to earlier texts are not confirmed" in page
    assert "It has passed." in page
    assert "nobody to tell" in page
    assert "Casa Lista" not in page
    assert "Persona 1" in page
    remind = address("unconfirmed_remind", statement.slug)
    assert secretary.post(remind).status_code == 403
    time = address("unconfirmed_time", statement.slug)
    assert secretary.post(time, {"days": "5"}).status_code == 302
    assert "It has passed." not in read(secretary, shown)
    before = Message.objects.count()
    signer = signer_of(statement, contact.organization).pk
    assert secretary.post(remind, {"signer": str(signer)}).status_code == 302
    assert secretary.post(remind).status_code == 302
    assert Message.objects.count() == before + 2
    assert secretary.post(remind, {"signer": "0"}).status_code == 302
    assert secretary.post(time, {"days": "0"}).status_code == 302
    take_back(signer_of(statement, silent))
    assert "Casa Muda" not in read(secretary, shown)


def test_where_nothing_changed_there_is_no_list(secretary: Client) -> None:
    statement = a_published_statement()
    assert secretary.get(address("unconfirmed", statement.slug)).status_code == 404


def test_the_message_says_what_changed_and_leads_to_the_page(client: Client) -> None:
    statement, contact = a_published_statement(), a_contact(make_organization("Casa Uno"))
    sign(version_of(statement), contact.organization)
    a_campaign(statement, closes=72 * HOUR)
    change(statement)
    message = Message.objects.get(kind=CHANGED)
    assert message.expires_at is not None
    with override("en"):
        words = words_for(message, "en")
    assert words is not None
    assert words.subject == "“Safe passage now” changed: confirm or withdraw the signature"
    assert "What changed: Cambio 2 (en)." in words.lines
    assert any("Casa Uno" in line for line in words.lines)
    assert words.link == address("confirm_link", *link_of(statement, contact))
    assert client.get(words.link).status_code == 200
    change(statement)
    assert words_for(message, "en") is None
