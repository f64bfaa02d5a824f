"""The two databases as Tejido needs them: what is acknowledged stays, and every letter fits."""

import json

import pytest
from django.conf import settings
from django.db import connection

from tejido.core.models import User
from tejido.core.tests.installation import Installation, new_installation

pytestmark = pytest.mark.django_db

QUESTIONS: dict[str, dict[str, str | int]] = {
    "sqlite": {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": 2,
        "PRAGMA foreign_keys": 1,
        "PRAGMA secure_delete": 1,
        "PRAGMA busy_timeout": 30_000,
    },
    "postgresql": {
        "SHOW server_encoding": "UTF8",
        "SHOW client_encoding": "UTF8",
        "SHOW synchronous_commit": "on",
    },
}


def test_the_connection_is_set_as_it_must_be(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("database") / "data"
    with new_installation(folder) as installation:
        assert answers(installation) == QUESTIONS[connection.vendor]


def answers(installation: Installation) -> dict[str, str | int]:
    """Ask a process of an installation, which has no settings of the tests."""
    shown = installation.python(
        "import json; from django.db import connection\n"
        "cursor, found = connection.cursor(), {}\n"
        f"for question in {list(QUESTIONS[connection.vendor])!r}:\n"
        "    cursor.execute(question); found[question] = cursor.fetchone()[0]\n"
        "print(json.dumps(found))"
    )
    found: dict[str, str | int] = json.loads(shown)
    return found


def test_no_value_stands_in_what_postgresql_says_it_is_doing() -> None:
    asked = {
        "sqlite": "SELECT %s",
        "postgresql": "SELECT query || %s FROM pg_stat_activity WHERE pid = pg_backend_pid()",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], ["persona@refugio.example"])
        [said] = cursor.fetchone()
    assert said.count("persona@refugio.example") == 1


def test_a_list_may_be_longer_than_what_can_be_bound() -> None:
    many = range(70_000 if connection.vendor == "postgresql" else 30_000)
    assert User.objects.filter(pk__in=many, email="%s").count() == 0


def test_reads_are_not_wrapped_in_transactions() -> None:
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False


def test_sqlite_takes_its_lock_when_a_transaction_begins() -> None:
    assert settings.SQLITE_OPTIONS["transaction_mode"] == "IMMEDIATE"
