"""A record written while others sign is of one moment, and each extends the one before."""

import threading
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tejido.core.transparency import keys
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization
from tejido.statements.models import Statement
from tejido.statements.tests import records
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import sign, version_of

SIGNERS = 25


def _sign(statement: Statement, bodies: list[Organization], done: threading.Event) -> None:
    try:
        for body in bodies:
            sign(version_of(statement), body)
    finally:
        done.set()
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_records_written_while_others_sign_verify(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_KEY_FILE, settings.FILES_ROOT = tmp_path / "key", tmp_path / "files"
    keys.make_key()
    statement = a_published_statement()
    bodies = [make_organization() for _ in range(SIGNERS)]
    done = threading.Event()
    thread = threading.Thread(target=_sign, args=(statement, bodies, done))
    before = records.written(statement, tmp_path, "0.json")
    thread.start()
    number, finished = 0, False
    while not finished:
        finished = done.is_set()
        number += 1
        path = records.written(statement, tmp_path, f"{number}.json")
        assert records.fault(path, since=before) == ""
        before = path
    thread.join()
    assert records.verified(before)["count"]["organizations"] == SIGNERS
