"""One's own account: second factors, recovery codes, password, sessions, language."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from tejido.core import panels
from tejido.core.accounts.adapters import CONFIRMED_AT
from tejido.core.accounts.sessions import SessionStore, own_key
from tejido.core.models import AccountSession, AuditEntry, User
from tejido.core.panels import Panel, account_panels, register_account_panel
from tejido.core.sign_in import create_link
from tejido.core.tests.factors import (
    app_code,
    give_factor,
    kinds,
    recovery_code,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
FACTORS = "/es/cuenta/segundos-factores/"
APP = f"{FACTORS}aplicacion-de-codigos/"
CODES = f"{FACTORS}codigos-de-recuperacion/"


def entered(user: User) -> Client:
    """Return a client that signed in just now."""
    client = Client()
    client.post(create_link(user))
    if "_auth_user_id" not in client.session:
        client.post("/es/entrar/segundo-factor/", {"code": recovery_code(user)})
    assert client.session["_auth_user_id"] == str(user.pk)
    return client


def add_app(client: Client) -> Client:
    page = client.get(APP).content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    answer = client.post(APP, {"code": app_code(found[1].replace(" ", ""))})
    assert answer.status_code == 302, answer.content
    return client


def test_a_code_app_is_set_up_and_its_recovery_codes_shown_once(charlie: User) -> None:
    client = add_app(entered(charlie))
    assert kinds(charlie) == ["recovery_codes", "totp"]
    page = client.get(CODES).content.decode()
    shown = re.findall(r"<code>(\d{8})</code>", page)
    assert len(set(shown)) == 10
    assert shown[0] in client.post(f"{CODES}archivo/").content.decode()
    assert "<code>" not in client.get(CODES).content.decode()
    assert client.post(f"{CODES}archivo/")["Location"] == CODES


def test_secrets_are_not_readable_in_the_database(charlie: User) -> None:
    client = entered(charlie)
    page = client.get(APP).content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret
    plain = secret[1].replace(" ", "")
    client.post(APP, {"code": app_code(plain)})
    assert plain not in str(list(Authenticator.objects.values()))
    assert plain not in str([row.get_decoded() for row in AccountSession.objects.all()])


def test_a_wrong_code_adds_nothing(charlie: User) -> None:
    client = entered(charlie)
    client.get(APP)
    assert client.post(APP, {"code": "12"}).status_code == 422
    assert kinds(charlie) == []


def test_the_first_factor_ends_the_sessions_entered_without_it(charlie: User) -> None:
    other, own = entered(charlie), entered(charlie)
    add_app(own)
    assert other.get("/es/cuenta/").status_code == 403
    assert own.get("/es/cuenta/").status_code == 200


def test_new_recovery_codes_replace_the_earlier_ones(charlie: User) -> None:
    give_factor(charlie)
    client = entered(charlie)
    old = recovery_code(charlie)
    client.post(CODES)
    assert old not in client.get(CODES).content.decode()
    assert AuditEntry.objects.filter(action="make_recovery_codes").count() == 1


def test_a_secretary_keeps_one_and_others_may_do_without(alice: User, charlie: User) -> None:
    for user, status, left in ((alice, 403, ["recovery_codes", "totp"]), (charlie, 302, [])):
        give_factor(user)
        factor = Authenticator.objects.get(user=user, type="totp")
        answer = entered(user).post(f"{FACTORS}{factor.pk}/quitar/")
        assert (answer.status_code, kinds(user)) == (status, left)


def test_nobody_removes_the_factor_of_another(alice: User, charlie: User) -> None:
    factor = Authenticator.objects.get(user=alice, type="totp")
    assert entered(charlie).post(f"{FACTORS}{factor.pk}/quitar/").status_code == 404


@pytest.mark.parametrize("path", [APP, f"{FACTORS}llave-de-acceso/", "/es/cuenta/contrasena/"])
def test_a_session_left_open_changes_nothing(path: str, charlie: User) -> None:
    client = entered(charlie)
    session = client.session
    session[CONFIRMED_AT] = 0
    session.save()
    for answer in (client.get(path), client.post(path, {"password": "una frase larga"})):
        assert answer["Location"].startswith("/es/cuenta/confirmar/?next=")


def test_confirming_asks_for_what_the_person_has(charlie: User) -> None:
    give_factor(charlie)
    client = Client()
    client.force_login(charlie)
    where = f"/es/cuenta/confirmar/?next={APP}"
    assert client.post(where, {"code": "00000000"}).status_code == 422
    assert client.post(where, {"code": recovery_code(charlie)})["Location"] == APP
    assert client.get("/es/cuenta/contrasena/").status_code == 200


def test_who_has_nothing_to_show_signs_in_again(charlie: User) -> None:
    client = Client()
    client.force_login(charlie)
    answer = client.post("/es/cuenta/confirmar/?next=/es/cuenta/")
    assert answer["Location"] == "/es/entrar/?next=%2Fes%2Fcuenta%2F"
    assert "_auth_user_id" not in client.session


def test_a_password_is_a_choice_and_ends_other_sessions(charlie: User) -> None:
    other, client = entered(charlie), entered(charlie)
    where = "/es/cuenta/contrasena/"
    for weak in ("corta", "charlie@example.org", "contraseñaa1"[:5], "123456789012"):
        assert client.post(where, {"password": weak}).status_code == 422
    assert client.post(where, {"password": "cuatro palabras y media"}).status_code == 302
    assert client.get("/es/cuenta/").status_code == 200
    assert other.get("/es/cuenta/").status_code == 403
    assert User.objects.get(pk=charlie.pk).check_password("cuatro palabras y media")
    client.post(where, {"remove": "1"})
    assert not User.objects.get(pk=charlie.pk).has_usable_password()
    assert client.get("/es/cuenta/").status_code == 200


def test_sessions_are_named_and_ended_by_their_person(charlie: User, bob: User) -> None:
    phone, desk, stranger = entered(charlie), entered(charlie), entered(bob)
    key = AccountSession.objects.filter(user=charlie).exclude(pk=_own(desk)).get().pk
    base = f"/es/cuenta/sesiones/{key}/"
    assert stranger.post(f"{base}nombre/", {"label": "mía"}).status_code == 404
    assert stranger.post(f"{base}cerrar/").status_code == 404
    desk.post(f"{base}nombre/", {"label": "teléfono azul"})
    assert phone.get("/es/").status_code == 200
    assert "teléfono azul" in desk.get("/es/cuenta/sesiones/").content.decode()
    desk.post(f"{base}cerrar/")
    assert phone.get("/es/cuenta/").status_code == 403
    third = entered(charlie)
    third.post("/es/cuenta/sesiones/cerrar-otras/")
    assert desk.get("/es/cuenta/").status_code == 403
    assert third.get("/es/cuenta/").status_code == 200


def _own(client: Client) -> str:
    return own_key(client.session)


def test_a_session_is_a_label_and_a_day(charlie: User) -> None:
    client = entered(charlie)
    client.get("/es/cuenta/", headers={"user-agent": "Mozilla/5.0 Secret", "x-real-ip": "1.2.3.4"})
    row = AccountSession.objects.get(user=charlie)
    assert {field.name for field in AccountSession._meta.fields} == {
        "session_key", "session_data", "expire_date", "user", "label", "last_day",
    }  # fmt: skip
    assert (row.expire_date.hour, row.expire_date.minute, row.expire_date.second) == (0, 0, 0)
    stored = f"{row.get_decoded()}"
    assert "Mozilla" not in stored
    assert "127.0.0.1" not in stored
    assert charlie.email not in stored
    key = client.cookies["session"].value
    assert key not in f"{row.pk}{row.session_data}"


def test_the_key_in_the_table_opens_no_session(charlie: User) -> None:
    entered(charlie)
    thief = Client()
    thief.cookies["session"] = AccountSession.objects.get(user=charlie).pk
    assert thief.get("/es/cuenta/").status_code == 403


def test_an_ended_session_does_not_come_back(charlie: User) -> None:
    store = SessionStore()
    store["a"] = 1
    store.create()
    AccountSession.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()


def test_the_day_is_noted_once(charlie: User) -> None:
    client = entered(charlie)
    old = timezone.localdate() - timedelta(days=3)
    AccountSession.objects.update(last_day=old)
    User.objects.update(last_seen_on=old)
    client.get("/es/cuenta/")
    today = timezone.localdate()
    assert AccountSession.objects.get(user=charlie).last_day == today
    assert User.objects.get(pk=charlie.pk).last_seen_on == today


def test_the_language_of_mails_is_ones_own(charlie: User) -> None:
    client = entered(charlie)
    client.post("/es/cuenta/idioma/", {"language": "en"})
    assert User.objects.get(pk=charlie.pk).language == "en"
    assert client.post("/es/cuenta/idioma/", {"language": "xx"}).status_code == 422


def test_an_app_above_fills_the_slot(charlie: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_makers", {})
    register_account_panel("none", lambda user: None)
    register_account_panel("one", lambda user: Panel("core/_empty.html", {"text": str(user)}))
    (panel,) = account_panels(charlie)
    assert panel.context == {"text": "Charlie"}
