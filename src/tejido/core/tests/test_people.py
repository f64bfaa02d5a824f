"""The people with an account: the list, invitations by mail, roles, erasing."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.core.actions import change_role, end_session, freeze_account
from tejido.core.erasure import erase
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import (
    AccountSession,
    FactorReset,
    Role,
    SignInCode,
    SignInLink,
    User,
)
from tejido.core.people import USER
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import a_reset, confirmed, give_factor

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def test_the_list_says_role_factor_day_and_state(
    alice: User, charlie: User, client_of: ClientOf
) -> None:
    page = client_of(alice).get("/es/personas/").content.decode()
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    assert len(rows) == 2
    assert "Alice" in rows[0]
    assert ">sí<" in rows[0]
    assert "Charlie" in rows[1]
    assert ">no<" in rows[1]
    assert "nunca" in rows[1]


def test_the_list_asks_as_much_whoever_many_there_are(alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    counts = []
    for number in range(2):
        for extra in range(10):
            User.objects.create_user(f"p{number}.{extra}@example.org")
        with CaptureQueriesContext(connection) as queries:
            client.get("/es/personas/")
        counts.append(len(queries))
    assert counts[0] >= counts[1]


@pytest.mark.parametrize("act", ["invitar/", "{}/enlace/", "{}/funcion/", "{}/abrir/"])
def test_a_session_left_open_makes_no_account_and_lets_nobody_in(
    act: str, alice: User, charlie: User, client_of: ClientOf
) -> None:
    data = {"email": "otra@example.org", "role": Role.SECRETARY, "language": "es"}
    freeze_account(actor=alice, person=charlie)
    answer = client_of(alice).post(f"/es/personas/{act.format(charlie.pk)}", data)
    assert answer["Location"].startswith("/es/cuenta/confirmar/?next=")
    charlie.refresh_from_db()
    assert not charlie.is_active
    assert not SignInLink.objects.exists()
    assert not User.objects.filter(email="otra@example.org").exists()


def test_an_invitation_by_mail_is_in_the_persons_language(alice: User, client_of: ClientOf) -> None:
    data = {
        "email": "Nadia@example.org",
        "name": "Nadia",
        "role": Role.DELEGATE,
        "language": "en",
        "by_mail": "on",
    }
    page = confirmed(client_of(alice)).post("/es/personas/invitar/", data).content.decode()
    link = re.search(r"<code>(http\S+)</code>", page)
    assert link
    (sent,) = mail.outbox
    assert sent.to == ["nadia@example.org"]
    assert link[1] in str(sent.body)
    assert "to work together here" in str(sent.body)
    client = Client()
    client.post(link[1])
    assert client.get("/es/cuenta/").status_code == 200
    assert User.objects.get(email="nadia@example.org").language == "en"


def test_when_no_server_takes_the_mail_the_link_is_there_all_the_same(
    alice: User, client_of: ClientOf, settings: object
) -> None:
    settings.EMAIL_BACKEND = "tejido.core.tests.test_people.Down"  # type: ignore[attr-defined]
    data = {"email": "n@example.org", "role": Role.DELEGATE, "language": "es", "by_mail": "on"}
    page = confirmed(client_of(alice)).post("/es/personas/invitar/", data).content.decode()
    assert "Ningún servidor de correo" in page
    assert "/es/entrar/" in page


class Down:
    """A mail server that does not answer."""

    def __init__(self, **options: object) -> None:
        self.options = options

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


ROLE_CHANGES = [
    # actor, whose, may
    ("alice", "charlie", True),
    ("alice", "alice", False),
    ("bob", "charlie", False),
    ("charlie", "charlie", False),
    (None, "charlie", True),
    (None, "alice", False),
]


@pytest.mark.parametrize(("actor", "whose", "may"), ROLE_CHANGES)
def test_who_may_give_another_role(
    request: pytest.FixtureRequest, actor: str | None, whose: str, may: bool
) -> None:
    person: User = request.getfixturevalue(whose)
    who: User | None = request.getfixturevalue(actor) if actor else None
    if may:
        change_role(actor=who, person=person, role=Role.REVIEWER)
    else:
        with pytest.raises(NotAllowed):
            change_role(actor=who, person=person, role=Role.REVIEWER)
    assert (User.objects.get(pk=person.pk).role == Role.REVIEWER) is may


def test_who_becomes_a_secretary_is_led_to_a_second_factor(
    alice: User, charlie: User, client_of: ClientOf
) -> None:
    client = client_of(charlie)
    change_role(actor=alice, person=charlie, role=Role.SECRETARY)
    assert client.get("/es/personas/")["Location"] == "/es/cuenta/segundos-factores/"


def test_nobody_ends_the_session_of_another(charlie: User, bob: User) -> None:
    Client().force_login(bob)
    with pytest.raises(NotFound):
        end_session(user=charlie, key=AccountSession.objects.get(user=bob).pk)


def test_erasing_a_person_leaves_nothing_of_the_account(alice: User, charlie: User) -> None:
    give_factor(charlie)
    charlie.set_password("una frase larga")
    charlie.save()
    create_link(charlie)
    Client().post("/es/entrar/pedir-codigo/", {"email": charlie.email})
    Client().force_login(charlie)
    reset = a_reset(charlie, alice)
    erase(USER, charlie.pk)
    for model in (Authenticator, AccountSession, SignInCode, SignInLink):
        assert not model._default_manager.filter(user_id=charlie.pk).exists()
    assert FactorReset.objects.get(pk=reset.pk).reason == ""
    erased = User.objects.get(pk=charlie.pk)
    assert (erased.name, erased.is_active, erased.has_usable_password()) == ("", False, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM core_cache")
        assert "charlie" not in str(cursor.fetchall())
