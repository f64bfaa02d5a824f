"""The ways in: passwords, second factors, what is limited; nobody learns who has an account."""

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tejido.core.accounts.limits import CODE_MAIL, PASSWORD
from tejido.core.models import AuditEntry, User
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import app_code, give_factor, recovery_code, wrong_code
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
    assert client.post(FACTOR, {"code": wrong_code()}).status_code == 422
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
        client.post(FACTOR, {"code": wrong_code()})
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
