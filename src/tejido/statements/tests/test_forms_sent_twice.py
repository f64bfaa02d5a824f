"""A person's form sent twice asks once; with something else in it, it comes back."""

import pytest
from django.test import Client
from django.urls import reverse

from tejido.notifications.models import Message
from tejido.statements.models import Statement
from tejido.statements.tests.people_factories import a_person, a_token, an_open_statement, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement() -> Statement:
    """A statement that people may sign."""
    return an_open_statement()


def form_of(statement: Statement) -> str:
    return reverse("statements:person_sign", args=[statement.slug])


def test_a_double_submit_asks_once(statement: Statement, client: Client) -> None:
    data = form_data(statement)
    first, second = (client.post(form_of(statement), data) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ana@example.org"),
        ("name", "Ana Luz"),
        ("affiliation", ""),
        ("naming", "unnamed"),
        ("language", "en"),
    ],
)
def test_a_form_sent_already_comes_back_for_what_is_changed_in_it(
    statement: Statement, client: Client, field: str, value: str
) -> None:
    data = {**form_data(statement)}
    a_person(statement, "Ana Luz", "ana@example.org")
    told = Message.objects.count() + 1
    client.post(form_of(statement), data)
    changed = {**data, field: value}
    answer = client.post(form_of(statement), changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Este formulario ya se envió" in page
    assert f'value="{changed["email"]}"' in page
    assert data["token"] not in page
    assert Message.objects.count() == told
    again = client.post(form_of(statement), {**changed, "token": a_token(statement)})
    first = client.post(form_of(statement), data)
    assert (again.status_code, again.headers) == (first.status_code, first.headers)
    assert Message.objects.count() == told + 1
