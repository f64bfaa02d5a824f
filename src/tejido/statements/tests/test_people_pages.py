"""The pages where people sign, as a browser without JavaScript meets them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tejido.core import form_tokens
from tejido.core.models import User
from tejido.statements.domain.people import FORM
from tejido.statements.models import Campaign, Endorsement, Signatory, Statement
from tejido.statements.tests.people_factories import (
    EMAIL,
    NAME,
    a_person,
    an_open_statement,
    ask,
    confirm_link,
    form_data,
    link_of,
    wording_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement() -> Statement:
    """A statement that people may sign."""
    return an_open_statement()


def form_of(statement: Statement) -> str:
    return reverse("statements:person_sign", args=[statement.slug])


def token_made(statement: Statement, **ago: float) -> str:
    return form_tokens.issue(FORM, statement.pk, now=timezone.now() - timedelta(**ago))


def test_the_form_says_who_is_responsible_and_is_kept_nowhere(
    statement: Statement, client: Client, settings: Settings
) -> None:
    settings.COALITION, settings.PRIVACY_CONTACT = "Coalición Ejemplo", "datos@example.org"
    response = client.get(form_of(statement))
    text = response.content.decode()
    for said in ("Coalición Ejemplo", "datos@example.org", "90 días", "Paso seguro ya"):
        assert said in text
    assert "no-store" in response.headers["Cache-Control"]
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    english = client.get(f"/en/statements/{statement.slug}/sign/person/").content.decode()
    assert "90 days" in english
    assert "Safe passage now" in english


def test_the_answer_is_the_same_whoever_asks(statement: Statement, client: Client) -> None:
    answers = []
    a_person(statement, "Ana Luz", "ana@example.org")
    ask(statement, "Luz Sol", "luz@example.org")
    for email in (EMAIL, "ana@example.org", "luz@example.org"):
        response = client.post(form_of(statement), form_data(statement, email=email))
        answers.append((response.status_code, response.headers["Location"]))
        text = client.get(response.headers["Location"]).content.decode()
        assert email not in text
    assert len(set(answers)) == 1


def test_what_a_program_fills_in_is_thanked_for_and_dropped(
    statement: Statement, client: Client
) -> None:
    good = client.post(form_of(statement), form_data(statement, email="ana@example.org"))
    bad = client.post(form_of(statement), form_data(statement, subject="hola"))
    assert (bad.status_code, bad.headers["Location"]) == (302, good.headers["Location"])
    assert Signatory.objects.count() == 1
    text = client.get(form_of(statement)).content.decode()
    assert '<div class="visually-hidden" aria-hidden="true"><label for="id_subject">' in text


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"seconds": -60}, "más rápido que leer"),
        ({"hours": 3}, "demasiado tiempo"),
        (None, "demasiado tiempo"),
    ],
)
def test_a_form_too_early_or_too_late_comes_back_filled(
    statement: Statement, client: Client, ago: dict[str, float] | None, said: str
) -> None:
    token = token_made(statement, **ago) if ago else "forged"
    response = client.post(form_of(statement), form_data(statement, token=token))
    text = response.content.decode()
    assert response.status_code == 422
    assert said in text
    assert f'value="{NAME}"' in text
    assert f'value="{EMAIL}"' in text
    assert (f'value="{token}"' in text) == (ago == {"seconds": -60})
    assert not Signatory.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  \u202e "),
        ("name", "Gane dinero en www.ejemplo.org"),
        ("affiliation", "https://example.org"),
        ("email", "nadia"),
        ("email", "nadia@ejemplo..org"),
        ("naming", ""),
        ("language", "xx"),
        ("consent", ""),
        ("version", "999999"),
        ("version", "x"),
    ],
)
def test_what_does_not_hold_is_said(
    statement: Statement, client: Client, field: str, value: str
) -> None:
    response = client.post(form_of(statement), form_data(statement, **{field: value}))
    assert response.status_code == 422
    assert "error" in response.content.decode() or "refusal" in response.content.decode()
    assert not Signatory.objects.exists()


def test_opening_the_mailed_link_signs_nothing(statement: Statement, client: Client) -> None:
    client.post(form_of(statement), form_data(statement))
    row = Signatory.objects.get()
    address = reverse("statements:person_confirm", args=confirm_link(row))
    text = client.get(address).content.decode()
    assert f"Firmar como {NAME}" in text
    assert not Endorsement.objects.exists()
    data = {"version": wording_of(statement).pk, "revision": row.revision}
    done = client.post(address, data, follow=True)
    assert "Su firma cuenta." in done.content.decode()
    assert client.post(address, data).status_code == 302
    assert client.get(address).status_code == 302
    assert Endorsement.objects.count() == 1


def test_whoever_waits_reads_so(statement: Statement, client: Client, settings: Settings) -> None:
    settings.FLOOD_LIMIT = 0
    row = a_person(statement)
    text = client.get(reverse("statements:own_signatures", args=link_of(row))).content.decode()
    assert "La suya espera" in text
    assert not Endorsement.objects.exists()


def test_a_confirmation_of_something_else_shows_it_again(
    statement: Statement, client: Client
) -> None:
    address = reverse("statements:person_confirm", args=confirm_link(ask(statement)))
    response = client.post(address, {"version": "1", "revision": "x"})
    assert response.status_code == 409
    assert not Endorsement.objects.exists()


def test_after_closing_nothing_is_added(statement: Statement, client: Client) -> None:
    row = ask(statement)
    data = form_data(statement)
    Campaign.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    confirming = reverse("statements:person_confirm", args=confirm_link(row))
    for response in (
        client.get(form_of(statement)),
        client.post(form_of(statement), data),
        client.get(confirming),
        client.post(confirming, {"version": wording_of(statement).pk, "revision": 1}),
    ):
        assert response.status_code == 403
        assert "cerr" in response.content.decode()
    assert not Endorsement.objects.exists()


def test_a_text_under_embargo_is_not_there(client: Client) -> None:
    statement = an_open_statement()
    Statement.objects.update(published_version=None)
    Campaign.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert client.get(form_of(statement)).status_code == 404


def test_a_link_that_is_over_leads_to_a_new_one(statement: Statement, client: Client) -> None:
    row = a_person(statement)
    number, until, _token = link_of(row)
    for name in ("own_signatures", "own_download", "own_erase"):
        response = client.get(reverse(f"statements:{name}", args=[number, until, "x"]))
        assert response.status_code == 410
        assert reverse("statements:own_link") in response.content.decode()
    other = a_person(statement, "Ana Luz", "ana@example.org")
    strange = reverse("statements:own_withdraw", args=[*link_of(row), other.pk])
    assert client.post(strange).status_code == 404


def test_one_sees_to_ones_own_signature(statement: Statement, client: Client) -> None:
    row = a_person(statement, affiliation="Casa Ejemplo")
    link = link_of(row)
    page = reverse("statements:own_signatures", args=link)
    text = client.get(page).content.decode()
    for said in (NAME, "Casa Ejemplo", EMAIL, "2026-11"):
        assert said in text
    download = client.get(reverse("statements:own_download", args=link))
    assert download.json()["signatures"][0]["email"] == EMAIL
    client.post(reverse("statements:own_naming", args=[*link, row.pk]), {"unnamed": "yes"})
    assert "Nombrarme en público" in client.get(page).content.decode()
    client.post(reverse("statements:own_withdraw", args=[*link, row.pk]))
    assert "Firmar de nuevo" in client.get(page).content.decode()
    again = reverse("statements:own_again", args=[*link, row.pk])
    client.post(again, {"version": str(wording_of(statement).pk)})
    assert Endorsement.objects.filter(withdrawn_at__isnull=True).count() == 1
    done = client.post(reverse("statements:own_erase", args=link), follow=True)
    assert done.status_code == 200
    assert not Signatory.objects.exists()
    assert client.get(page).status_code == 410


def test_asking_for_the_link_says_the_same_to_everybody(
    statement: Statement, client: Client
) -> None:
    a_person(statement)
    answers = set()
    for email in (EMAIL, "nobody@example.org"):
        token = form_tokens.issue("statements.own", now=timezone.now() - timedelta(seconds=9))
        sent = {"email": email, "token": token}
        answers.add(client.post(reverse("statements:own_link"), sent).headers["Location"])
    assert len(answers) == 1
    early = {"email": EMAIL, "token": form_tokens.issue("statements.own")}
    again = client.post(reverse("statements:own_link"), early)
    assert again.status_code == 422
    assert f'value="{EMAIL}"' in again.content.decode()


def test_the_secretariat_lets_in_tells_apart_and_erases(
    statement: Statement, settings: Settings, alice: User, client_of: Callable[[User], Client]
) -> None:
    desk = reverse("statements:people_desk", args=[statement.slug])
    client = client_of(alice)
    assert "No hay nadie" in client.get(desk).content.decode()
    first = a_person(statement)
    settings.FLOOD_LIMIT = 0
    rows = [a_person(statement, NAME, f"p{n}@example.org") for n in range(3)]
    text = client.get(desk).content.decode()
    assert text.count('name="person"') == 3
    assert text.count("mismo nombre que otra") == 3
    decide = reverse("statements:people_decide", args=[statement.slug])
    client.post(decide, {"verdict": "accept", "person": [rows[0].pk]})
    assert Endorsement.objects.count() == 2
    client.post(decide, {"verdict": "refuse", "person": [first.pk, rows[1].pk]})
    client.post(decide, {"verdict": "accept", "every": "on"})
    assert Endorsement.objects.count() == 3
    same = client.get(desk, {"show": "same-name"}).content.decode()
    assert same.count("Son personas distintas") == 3
    client.post(reverse("statements:people_apart", args=[statement.slug, first.pk]))
    assert "Son personas distintas" not in client.get(desk, {"show": "same-name"}).content.decode()
    assert NAME in client.get(desk, {"q": "nadia"}).content.decode()
    client.post(reverse("statements:people_erase", args=[statement.slug, first.pk]))
    assert not Signatory.objects.filter(pk=first.pk).exists()


def test_notices_stay_readable(client: Client) -> None:
    for name, args in (("notice", []), ("notice_version", ["2026-11"])):
        assert "2026-11" in client.get(reverse(f"statements:{name}", args=args)).content.decode()
    assert client.get(reverse("statements:notice_version", args=["1999-01"])).status_code == 404
