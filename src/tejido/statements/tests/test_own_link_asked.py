"""Asking for the link to one's own signatures tells nobody whether an address has signed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tejido.core import form_tokens
from tejido.notifications.models import Message
from tejido.statements.models import Signatory
from tejido.statements.people_tasks import mail_own_link
from tejido.statements.tests.people_factories import EMAIL, a_person, an_open_statement

pytestmark = pytest.mark.django_db

STRANGER = "nobody.here@example.org"


def sent(email: str) -> dict[str, str]:
    """Return what a browser sends with the filled-in form."""
    made = timezone.now() - timedelta(seconds=9)
    return {"email": email, "token": form_tokens.issue("statements.own", now=made)}


def queries_of(client: Client, email: str) -> list[str]:
    """Return the statements that asking for the link of an address runs, without their values.

    Savepoints are numbered, so that their names are left out as well.
    """
    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("statements:own_link"), sent(email))
    return [re.split(r"VALUES|WHERE|(?<=SAVEPOINT) ", query["sql"])[0] for query in queries]


def test_the_work_is_the_same_for_every_address(client: Client) -> None:
    a_person(an_open_statement())
    known, unknown = queries_of(client, EMAIL), queries_of(client, STRANGER)
    assert known == unknown
    assert not any(Signatory._meta.db_table in sql for sql in known)


def test_the_queue_holds_no_address(client: Client) -> None:
    a_person(an_open_statement())
    for email in (EMAIL, STRANGER):
        client.post(reverse("statements:own_link"), sent(email))
    queued = DBTaskResult.objects.filter(task_path=mail_own_link.module_path)
    assert queued.count() == 2
    assert all("@" not in str(row.args_kwargs) for row in queued)


def test_a_form_sent_already_comes_back_for_another_address(client: Client) -> None:
    where, data = reverse("statements:own_link"), sent(EMAIL)
    first, second = (client.post(where, data) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    other = client.post(where, {**data, "email": STRANGER})
    assert other.status_code == 422
    assert f'value="{STRANGER}"' in other.content.decode()
    assert data["token"] not in other.content.decode()
    assert DBTaskResult.objects.filter(task_path=mail_own_link.module_path).count() == 1


def test_the_worker_mails_who_is_known(client: Client) -> None:
    row = a_person(an_open_statement())
    before = Message.objects.count()
    for email in (STRANGER, EMAIL.upper()):
        client.post(reverse("statements:own_link"), sent(email))
    assert Message.objects.count() == before
    for queued in DBTaskResult.objects.filter(task_path=mail_own_link.module_path):
        mail_own_link.call(*queued.args_kwargs["args"])
    assert Message.objects.count() == before + 1
    message = Message.objects.latest("pk")
    assert (message.kind, message.recipient_id) == ("statements.person_own", row.pk)
