"""Codes sent by mail: once, in one browser, for a quarter of an hour; the last has a link."""

import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tejido.core.accounts.codes import LIFETIME, MOST_TRIES, code_of, enter_code
from tejido.core.accounts.limits import CODE_MAIL
from tejido.core.actions import freeze_account
from tejido.core.models import AccountSession, AuditEntry, SignInCode, User
from tejido.core.tasks import send_sign_in_code
from tejido.core.tests.factors import give_factor, run_tasks
from tejido.core.tests.ways_in import (
    ASK,
    CODE,
    FACTOR,
    UNKNOWN,
    last_code,
    signed_in,
    try_password,
    with_password,
)

pytestmark = pytest.mark.django_db


def test_a_code_by_mail_signs_in_once(charlie: User, client: Client) -> None:
    client.post(ASK, {"email": " Charlie@Example.org "})
    code = last_code()
    assert client.post(CODE, {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert signed_in(client) == charlie.pk
    other = Client()
    other.cookies = client.cookies
    assert enter_code(SignInCode.objects.get().attempt, code) is None
    assert AuditEntry.objects.get(action="sign_in").data == {"way": "code"}


def test_the_code_goes_at_once_in_the_persons_language(charlie: User, client: Client) -> None:
    User.objects.filter(pk=charlie.pk).update(language="en")
    client.post(ASK, {"email": charlie.email})
    run_tasks()
    (sent,) = mail.outbox
    code = last_code()
    assert sent.to == [charlie.email]
    assert f"{code[:4]} {code[4:]} is your code" in str(sent.body)
    assert code[:4] not in sent.subject


def test_the_code_is_stored_nowhere(charlie: User, client: Client) -> None:
    client.post(ASK, {"email": charlie.email})
    rows = [*SignInCode.objects.values(), *AccountSession.objects.values()]
    assert last_code() not in str(rows)
    assert charlie.email not in str([row.get_decoded() for row in AccountSession.objects.all()])


def test_a_code_holds_in_its_own_browser_alone(charlie: User, client: Client) -> None:
    client.post(ASK, {"email": charlie.email})
    code = last_code()
    other = Client()
    other.post(ASK, {"email": UNKNOWN})
    assert other.post(CODE, {"code": code}).status_code == 422
    assert signed_in(other) is None


def test_a_code_has_five_tries(charlie: User, client: Client) -> None:
    client.post(ASK, {"email": charlie.email})
    code = last_code()
    wrong = str((int(code) + 1) % 10**8).zfill(8)
    for _i in range(MOST_TRIES - 1):
        assert client.post(CODE, {"code": wrong}).status_code == 422
    assert client.post(CODE, {"code": wrong}).status_code == 302
    client.post(CODE, {"code": code})
    assert signed_in(client) is None


def test_a_code_ends_after_a_quarter_of_an_hour(charlie: User, client: Client) -> None:
    client.post(ASK, {"email": charlie.email})
    row = SignInCode.objects.get()
    late = timezone.now() + LIFETIME + timedelta(seconds=1)
    assert enter_code(row.attempt, code_of(row), now=late) is None
    assert enter_code(row.attempt, code_of(row)) == charlie


def _asked(email: str) -> tuple[int, str, int, str, int]:
    """Ask for a code and enter a wrong one; return all that can be seen, and the work done."""
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        first = client.post(ASK, {"email": email})
    page = client.get(CODE)
    second = client.post(CODE, {"code": "0"})
    text = page.content.decode().replace(client.cookies["csrftoken"].value, "")
    seen = text[text.index("<main") : text.index("<form", text.index("<main"))]
    return (first.status_code, first["Location"], second.status_code, seen, len(queries))


def test_asking_for_a_code_tells_nobody_whether_there_is_an_account(
    charlie: User, alice: User
) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert _asked(charlie.email) == _asked(UNKNOWN) == _asked(alice.email)
    run_tasks()
    assert [sent.to for sent in mail.outbox] == [[charlie.email]]


def test_who_is_kept_from_asking_for_a_code_finds_a_link_in_the_last_mail(
    charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else asks for Charlie's codes and tries his password, every minute of an hour."""
    with_password(charlie)
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    for _minute in range(55):
        Client().post(ASK, {"email": charlie.email})
        try_password(Client(), charlie.email, "no")
        now[0] += 60
    run_tasks()
    owner = Client()
    assert try_password(owner, charlie.email, "una frase larga").status_code == 429
    refused = owner.post(ASK, {"email": charlie.email})
    assert refused.status_code == 429
    assert "contiene un enlace" in refused.content.decode()
    links = [re.findall(r"http\S+", str(sent.body)) for sent in mail.outbox]
    assert [len(found) for found in links[: CODE_MAIL.free]] == [0] * (CODE_MAIL.free - 1) + [1]
    assert len(links) == CODE_MAIL.most
    answer = owner.post(links[-1][0])
    assert (answer.status_code, signed_in(owner)) == (302, charlie.pk)
    assert Client().post(links[-1][0]).status_code == 409


def test_the_link_in_a_code_mail_needs_the_second_factor_and_ends_with_a_freeze(
    charlie: User, client: Client
) -> None:
    give_factor(charlie)
    for _i in range(CODE_MAIL.free):
        Client().post(ASK, {"email": charlie.email})
    run_tasks()
    [link] = re.findall(r"http\S+", str(mail.outbox[-1].body))
    assert client.post(link)["Location"] == FACTOR
    assert signed_in(client) is None
    Client().post(ASK, {"email": UNKNOWN})
    other = SignInCode.objects.filter(user=charlie).latest("pk")
    assert other.with_link
    send_sign_in_code.call(other.pk)
    [fresh] = re.findall(r"http\S+", str(mail.outbox[-1].body))
    freeze_account(actor=None, person=charlie)
    assert Client().post(fresh).status_code == 409
