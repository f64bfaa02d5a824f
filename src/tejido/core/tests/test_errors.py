"""A refusal is a page for a reader and problem+json for a program."""

import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory

from tejido.core.errors import Conflict
from tejido.core.logs import SafeFormatter
from tejido.core.middleware import problem

pytestmark = pytest.mark.django_db


def test_a_reader_gets_a_page_in_the_language_of_the_address(client: Client) -> None:
    spanish = client.get("/es/no-hay/")
    english = client.get("/en/nothing-here/")
    assert (spanish.status_code, english.status_code) == (404, 404)
    assert '<html lang="es">' in spanish.content.decode()
    assert '<html lang="en">' in english.content.decode()


def test_a_program_gets_a_problem_document(client: Client) -> None:
    answer = client.get("/es/no-hay/", headers={"accept": "application/problem+json"})
    body = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert body["type"] == "urn:tejido:problem:not-found"
    assert body["status"] == 404
    assert body["title"]


def test_a_problem_carries_code_status_and_message() -> None:
    body = json.loads(problem(Conflict(code="pair-decided")).content)
    assert (body["type"], body["status"]) == ("urn:tejido:problem:pair-decided", 409)


def test_strict_headers_on_every_page(client: Client) -> None:
    answer = client.get("/es/no-hay/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_logs_name_the_code_and_never_a_value() -> None:
    """A request's path may hold a sign-in link; an exception's text may hold a row."""
    request = RequestFactory().get("/es/entrar/a-secret-token/")
    try:
        raise ValueError("Key (email)=(nadia@example.org) already exists")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "%s: %s", ("x", request.path), None
        )
        record.exc_info = sys.exc_info()
    text = SafeFormatter().format(record)
    assert "ValueError" in text
    assert "a-secret-token" not in text
    assert "nadia" not in text
