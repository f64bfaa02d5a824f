"""One-time sign-in links: shown by GET, spent by POST, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tejido.core.models import AccountSession, AuditEntry, SignInLink, User
from tejido.core.sign_in import LIFETIME, create_link, find_link, spend_link


def _token(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def test_a_link_signs_in_once(alice: User) -> None:
    token = _token(create_link(alice))
    assert spend_link(token) == alice
    assert spend_link(token) is None
    assert AuditEntry.objects.filter(action="spend_sign_in_link").count() == 1


def test_a_link_ends_after_two_days(alice: User) -> None:
    token = _token(create_link(alice))
    late = timezone.now() + LIFETIME + timedelta(seconds=1)
    assert find_link(token, now=late) is None
    assert spend_link(token, now=late) is None


def test_a_session_of_nobody_ends_within_two_days(charlie: User, client: Client) -> None:
    client.get("/es/entrar/?next=/es/cuenta/")
    [begun] = AccountSession.objects.all()
    assert begun.user_id is None
    assert begun.expire_date < timezone.now() + timedelta(days=2)
    client.force_login(charlie)
    [own] = AccountSession.objects.all()
    assert own.expire_date > timezone.now() + timedelta(days=13)


def test_the_token_itself_is_not_stored(alice: User) -> None:
    token = _token(create_link(alice))
    assert token not in str(list(SignInLink.objects.values()))


def test_an_inactive_account_gets_no_session(alice: User) -> None:
    token = _token(create_link(alice))
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert spend_link(token) is None


def test_opening_a_link_spends_nothing(charlie: User, client: Client) -> None:
    """A messenger that fetches the address for a preview must not use it up."""
    address = create_link(charlie)
    for _i in range(3):
        assert client.get(address).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(address).status_code == 302
    assert client.session["_auth_user_id"] == str(charlie.pk)


def test_a_spent_link_says_what_to_do(alice: User, client: Client) -> None:
    address = create_link(alice)
    client.post(address)
    answer = client.post(address)
    assert answer.status_code == 409
    assert "secretar" in answer.content.decode()


@pytest.mark.django_db
def test_a_made_up_link_is_refused(client: Client) -> None:
    assert client.get("/es/entrar/nada/").status_code == 409
    assert client.post("/es/entrar/nada/").status_code == 409


def test_signing_out_ends_the_session(
    alice: User, client_of: Callable[[User | None], Client]
) -> None:
    client = client_of(alice)
    client.post("/es/salir/")
    assert "_auth_user_id" not in client.session
