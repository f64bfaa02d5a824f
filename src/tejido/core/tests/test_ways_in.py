"""The ways in: codes, passwords, second factors; nobody learns who has an account."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tejido.core.accounts.codes import LIFETIME, MOST_TRIES, code_of, enter_code
from tejido.core.accounts.limits import CODE_MAIL, PASSWORD
from tejido.core.actions import freeze_account
from tejido.core.models import AccountSession, AuditEntry, SignInCode, User
from tejido.core.sign_in import create_link
from tejido.core.tasks import send_sign_in_code
from tejido.core.tests.factors import app_code, give_factor, recovery_code, run_tasks

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
ASK = "/es/entrar/pedir-codigo/"
CODE = "/es/entrar/codigo/"
PASSWORD_PAGE = "/es/entrar/contrasena/"
FACTOR = "/es/entrar/segundo-factor/"
UNKNOWN = "nobody@example.org"


def signed_in(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def last_code() -> str:
    return code_of(SignInCode.objects.latest("pk"))


def with_password(user: User) -> User:
    user.set_password("una frase larga")
    user.save()
    return user


def try_password(client: Client, email: str, password: str) -> "Answer":
    return client.post(PASSWORD_PAGE, {"email": email, "password": password})


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


def _refused(email: str) -> tuple[int, str, int]:
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        answer = try_password(client, email, "otra frase larga")
    text = answer.content.decode().replace(email, "")
    return answer.status_code, text[text.index('role="alert"') :][:200], len(queries)


def test_a_wrong_password_tells_nobody_whether_there_is_an_account(
    charlie: User, bob: User, alice: User
) -> None:
    with_password(charlie)
    with_password(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    answers = {_refused(email) for email in (charlie.email, bob.email, alice.email, UNKNOWN)}
    assert len(answers) == 1


def test_one_hash_is_made_whoever_asks(
    charlie: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time an answer takes is the time of its hash; each answer makes one."""
    made = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: object, password: str, salt: str) -> str:
        made.append(1)
        return encode(self, password, salt)  # type: ignore[arg-type]

    with_password(charlie)
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    counts = []
    for email in (charlie.email, bob.email, UNKNOWN):
        made.clear()
        try_password(Client(), email, "otra")
        counts.append(len(made))
    assert counts == [1, 1, 1]


def test_a_limit_is_the_same_for_known_and_unknown(charlie: User) -> None:
    for email in (charlie.email, UNKNOWN):
        answers = [Client().post(ASK, {"email": email}) for _i in range(CODE_MAIL.free + 1)]
        assert [answer.status_code for answer in answers] == [302] * CODE_MAIL.free + [429]


def test_hammering_the_password_closes_no_other_way(charlie: User, client: Client) -> None:
    with_password(charlie)
    client.post(ASK, {"email": charlie.email})
    code = last_code()
    link = create_link(charlie)
    for _i in range(PASSWORD.free + 3):
        status = try_password(Client(), charlie.email, "no").status_code
    assert status == 429
    assert try_password(Client(), charlie.email, "una frase larga").status_code == 429
    assert client.post(CODE, {"code": code}).status_code == 302
    assert signed_in(client) == charlie.pk
    by_link = Client()
    by_link.post(link)
    assert signed_in(by_link) == charlie.pk
    assert Client().post(ASK, {"email": charlie.email}).status_code == 302


def test_hammering_one_account_locks_nobody_else_of_the_same_place(
    charlie: User, bob: User, client: Client
) -> None:
    """All requests of the tests come from one address, as those of a shelter or of Tor."""
    with_password(bob)
    for _i in range(PASSWORD.free + 1):
        try_password(client, charlie.email, "no")
    assert try_password(client, bob.email, "una frase larga").status_code == 302
    assert signed_in(client) == bob.pk


@pytest.mark.parametrize("way", ["link", "code", "password"])
def test_with_a_second_factor_no_first_one_is_enough(way: str, alice: User, client: Client) -> None:
    if way == "link":
        answer = client.post(create_link(alice))
    elif way == "code":
        client.post(ASK, {"email": alice.email})
        answer = client.post(CODE, {"code": last_code()})
    else:
        answer = try_password(client, with_password(alice).email, "una frase larga")
    assert answer["Location"] == FACTOR
    assert signed_in(client) is None
    assert client.get("/es/personas/").status_code == 403
    assert client.post(FACTOR, {"code": "000000"}).status_code == 422
    assert client.post(FACTOR, {"code": app_code()}).status_code == 302
    assert signed_in(client) == alice.pk
    assert AuditEntry.objects.get(action="sign_in").data == {"way": way}


def test_a_recovery_code_stands_in_once(alice: User) -> None:
    code = recovery_code(alice)
    for expected in (alice.pk, None):
        client = Client()
        client.post(create_link(alice))
        client.post(FACTOR, {"code": code})
        assert signed_in(client) == expected


def test_under_another_secret_key_a_factor_is_as_good_as_lost(
    alice: User, client: Client, settings: Settings
) -> None:
    """A restore without the secret key: nothing holds any more, and no page breaks."""
    code = recovery_code(alice)
    settings.SECRET_KEY = "another"
    client.post(create_link(alice))
    for typed in (app_code(), code):
        assert client.post(FACTOR, {"code": typed}).status_code == 422
    assert signed_in(client) is None


def test_a_sign_in_that_waits_has_five_tries(alice: User, client: Client) -> None:
    client.post(create_link(alice))
    for _i in range(5):
        client.post(FACTOR, {"code": "000000"})
    assert client.post(FACTOR, {"code": recovery_code(alice)})["Location"] == "/es/entrar/"
    assert signed_in(client) is None


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"id": 1}', '{"response": {}}'])
def test_a_made_up_passkey_is_refused(credential: str, alice: User, client: Client) -> None:
    client.get("/es/entrar/llave-de-acceso/")
    answer = client.post("/es/entrar/llave-de-acceso/", {"credential": credential})
    assert answer["Location"] == "/es/entrar/"
    client.post(create_link(alice))
    client.get(FACTOR)
    assert client.post(FACTOR, {"credential": credential}).status_code == 422
    assert signed_in(client) is None


def test_a_secretary_without_one_sets_it_up_before_anything_else(client: Client) -> None:
    user = User.objects.create_user("sara@example.org", role="secretary")
    client.post(create_link(user))
    assert signed_in(client) == user.pk
    for path in ("/es/", "/es/personas/", "/es/cuenta/", "/es/pronunciamientos/"):
        assert client.get(path)["Location"] == "/es/cuenta/segundos-factores/"
    assert client.post("/es/personas/invitar/", {}).status_code == 403
    assert client.get("/es/cuenta/segundos-factores/").status_code == 200
    give_factor(user)
    assert client.get("/es/personas/").status_code == 200


def test_a_refused_page_leads_to_signing_in_and_back(charlie: User, client: Client) -> None:
    page = client.get("/es/cuenta/").content.decode()
    assert 'href="/es/entrar/?next=%2Fes%2Fcuenta%2F"' in page


def test_after_signing_in_one_goes_where_one_wanted(charlie: User, client: Client) -> None:
    client.get("/es/entrar/?next=/es/fuentes/")
    client.post(ASK, {"email": charlie.email})
    assert client.post(CODE, {"code": last_code()})["Location"] == "/es/fuentes/"
    foreign = Client()
    foreign.get("/es/entrar/?next=https://evil.example/")
    foreign.post(ASK, {"email": charlie.email})
    assert foreign.post(CODE, {"code": last_code()})["Location"] == "/es/"


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
