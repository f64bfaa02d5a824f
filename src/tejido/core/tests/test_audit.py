"""The audit log can be added to and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tejido.core import audit
from tejido.core.models import AuditEntry, User


def test_an_entry_tells_who_did_what_to_which_object(alice: User, bob: User) -> None:
    entry = audit.record(alice, "freeze_account", bob, {"reason": "seized"})
    assert (entry.actor, entry.action) == (alice, "freeze_account")
    assert (entry.target_type, entry.target_id) == ("core.user", str(bob.pk))
    assert entry.data == {"reason": "seized"}


def test_no_method_changes_or_deletes_an_entry(alice: User) -> None:
    entry = audit.record(alice, "sign_in", alice)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(TypeError):
        AuditEntry.objects.all().update(action="other")
    with pytest.raises(TypeError):
        AuditEntry.objects.all().delete()


def test_the_database_refuses_an_update(alice: User) -> None:
    audit.record(alice, "sign_in", alice)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE core_auditentry SET action = 'other'")


def test_a_fresh_installation_refuses_update_and_delete(tmp_path: Path) -> None:
    """On a database of its own: the test database lets its transactional tests delete."""
    program = """
import django; django.setup()
from django.core.management import call_command
from django.db import DatabaseError, connection
from tejido.core import audit
from tejido.core.models import User
call_command("migrate", verbosity=0)
user = User.objects.create_user("nadia@example.org")
audit.record(user, "sign_in", user)
for verb in ("UPDATE core_auditentry SET action = 'x'", "DELETE FROM core_auditentry"):
    try:
        connection.cursor().execute(verb)
    except DatabaseError as refusal:
        assert "append-only" in str(refusal)
    else:
        raise SystemExit("not refused: " + verb)
"""
    environment = {
        **os.environ,
        "TEJIDO_DATA": str(tmp_path),
        "TEJIDO_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tejido.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
