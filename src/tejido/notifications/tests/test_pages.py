"""What people read of their notifications, and how they choose their mails."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tejido.core.models import User
from tejido.core.tokens import derive
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.models import Message, Preference
from tejido.notifications.tests.factories import (
    CONFIRM,
    GROUP,
    NEWS,
    PERSON,
    URGENT,
    a_message,
    a_person,
    a_user,
)
from tejido.notifications.tests.test_sending import DAY, NIGHT, states

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
PAGE = "/es/avisos/"


def text(client: Client, path: str = PAGE) -> str:
    """Return what a page says."""
    return client.get(path).content.decode()


def test_each_reads_their_own_in_their_language(
    alice: User, charlie: User, client_of: ClientOf
) -> None:
    a_message(a_user(charlie), data={"number": 7})
    assert "Cambió el texto 7" in text(client_of(charlie))
    assert "The text changed 7" in text(client_of(charlie), "/en/notifications/")
    assert "Cambió el texto" not in text(client_of(alice))


def test_what_is_gone_is_still_listed(charlie: User, client_of: ClientOf) -> None:
    a_message(a_user(charlie), data={"gone": 1})
    assert "Aquello de lo que trataba ya no existe." in text(client_of(charlie))


def test_reading_one_and_all(alice: User, charlie: User, client_of: ClientOf) -> None:
    theirs = [a_message(a_user(charlie), data={"number": n}) for n in range(3)]
    other = a_message(a_user(alice))
    client = client_of(charlie)
    assert "3 sin leer" in text(client)
    assert "3 avisos sin leer" in text(client, "/es/cuenta/")
    client.post(f"{PAGE}{theirs[0].pk}/leida/")
    client.post(f"{PAGE}{other.pk}/leida/")
    assert "2 sin leer" in text(client)
    assert (
        "2 avisos quedan como leídos."
        in client.post(f"{PAGE}leidas/", follow=True).content.decode()
    )
    assert "0 sin leer" in text(client)
    assert "avisos sin leer" not in text(client, "/es/cuenta/")
    other.refresh_from_db()
    assert other.read_at is None


def test_a_long_list_has_pages_and_a_constant_number_of_queries(
    charlie: User, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(charlie)
    for number in range(45):
        a_message(a_user(charlie), data={"number": number})
    with django_assert_max_num_queries(12):
        first = text(client)
    assert "Página 1 de 3" in first
    assert "Cambió el texto 44" in first
    assert "Cambió el texto 0<" in text(client, f"{PAGE}?page=3")


def test_mails_at_once_or_none_by_choice(charlie: User, client_of: ClientOf) -> None:
    client = client_of(charlie)
    client.post(f"{PAGE}preferencias/", {GROUP: "at_once"})
    a_message(a_user(charlie))
    send_due_mails(NIGHT)
    assert len(mail.outbox) == 1
    client.post(f"{PAGE}preferencias/", {GROUP: "none"})
    a_message(a_user(charlie), URGENT)
    a_message(a_user(charlie), CONFIRM)
    send_due_mails(DAY)
    assert states() == [("sent", ""), ("dropped", "unsubscribed"), ("sent", "")]
    assert text(client).count("Cambió el texto 1") >= 3


def test_a_choice_nobody_offers_is_not_kept(charlie: User, client_of: ClientOf) -> None:
    client_of(charlie).post(f"{PAGE}preferencias/", {GROUP: "never", "other": "none"})
    assert not Preference.objects.exists()


def _sent_to(number: int, kind: str = NEWS) -> dict[str, str]:
    a_message(a_person(number), kind)
    send_due_mails(DAY)
    headers = dict(mail.outbox[-1].extra_headers)
    return {"body": str(mail.outbox[-1].body), **headers}


def test_one_click_without_a_session_or_a_form_token() -> None:
    address = _sent_to(1)["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain")
    assert Preference.objects.get().choice == "none"
    a_message(a_person(1))
    a_message(a_person(1), CONFIRM)
    send_due_mails(DAY)
    assert states()[1:] == [("dropped", "unsubscribed"), ("sent", "")]


def test_one_click_needs_its_words_and_its_token() -> None:
    address = _sent_to(1)["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    program = Client(enforce_csrf_checks=True)
    assert program.post(address).status_code == 422
    for other in (address.replace(f"/{PERSON}/1/", f"/{PERSON}/2/"), f"{address[:-2]}x/"):
        assert program.post(other, {"List-Unsubscribe": "One-Click"}).status_code == 404
    assert program.get(address).status_code == 302
    assert not Preference.objects.exists()


def test_a_reader_chooses_by_the_link_in_the_mail(client: Client) -> None:
    found = re.search(r"http://localhost:8000(/es/avisos/correos/\S+)", _sent_to(1)["body"])
    assert found is not None
    page = text(client, found[1])
    assert "ya no recibirá correos sobre: Pruebas." in page
    client.post(found[1], {GROUP: "at_once"})
    assert Preference.objects.get().choice == "at_once"
    assert 'value="at_once"' in text(client, found[1])
    stopped = client.post(found[1], {"stop": "1"}, follow=True).content.decode()
    assert "Ya no recibirá estos correos." in stopped
    assert Preference.objects.get().choice == "none"
    assert not re.search(r"person1@|Ana", page)


def test_leaving_everything(client: Client) -> None:
    token = derive("unsubscribe", PERSON, 1, "all")
    address = f"{PAGE}correos/{PERSON}/1/all/{token}/"
    client.post(address, {GROUP: "at_once"})
    client.post(address, {"stop": "1"})
    assert [(row.group, row.choice) for row in Preference.objects.all()] == [("all", "none")]
    a_message(a_person(1), URGENT)
    send_due_mails(DAY)
    assert states() == [("dropped", "unsubscribed")]
    client.post(address, {GROUP: "digest"})
    a_message(a_person(1), NEWS)
    send_due_mails(DAY)
    assert states()[1] == ("sent", "")


def test_the_secretariat_sees_who_was_not_reached_and_sends_again(
    alice: User, client_of: ClientOf
) -> None:
    client = client_of(alice)
    for number, state in enumerate(["sent", "bounced", "failed", "doubtful", "waiting"]):
        told = a_message(a_person(number, name=f"Persona {number}"), data={"statement": "alto"})
        Message.objects.filter(pk=told.pk).update(state=state)
    a_message(a_person(9), data={"statement": "otro"})
    page = text(client, "/es/avisos/mensajes/?statement=alto")
    assert "person1@example.org" in page
    assert "person9@" not in page
    assert "4 de 5 concluidos" in page
    assert page.count("Enviar de nuevo") == 3
    bounced = Message.objects.get(state="bounced")
    client.post(f"/es/avisos/mensajes/{bounced.pk}/reenviar/")
    only = text(client, "/es/avisos/mensajes/?statement=alto&state=failed")
    address = re.search(r'action="(/es/avisos/mensajes/reenviar/[^"]+)"', only)
    assert address is not None
    client.post(address[1].replace("&amp;", "&"))
    counts = dict.fromkeys(Message.objects.values_list("state", flat=True), 0)
    assert set(counts) == {"sent", "doubtful", "waiting"}
    sent = Message.objects.get(state="sent")
    client.post(f"/es/avisos/mensajes/{sent.pk}/reenviar/")
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_filter_that_makes_no_sense_sends_nothing(alice: User, client_of: ClientOf) -> None:
    Message.objects.filter(pk=a_message(a_person(1)).pk).update(state="bounced")
    client_of(alice).post("/es/avisos/mensajes/reenviar/?state=strange")
    assert states() == [("bounced", "")]
