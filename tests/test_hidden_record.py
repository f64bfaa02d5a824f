"""The record of a coalition full of hidden names holds none of them, and verifies."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tejido.core.transparency import keys
from tejido.statements.queries.record import with_record
from tejido.statements.queries.recordable import NoRecord
from tejido.statements.tests import records
from tests.hidden_world import COALITION, SECRET, build

pytestmark = pytest.mark.django_db


def test_no_hidden_name_is_in_a_record(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_KEY_FILE, settings.FILES_ROOT = tmp_path / "key", tmp_path / "files"
    keys.make_key()
    build()
    held = 0
    for statement, _version in with_record():
        try:
            path = records.written(statement, tmp_path, f"{statement.slug}.json")
        except NoRecord:
            # Its text cites what may not be seen.
            continue
        held += 1
        said = path.read_text(encoding="utf-8")
        assert [name for name in (*SECRET, *COALITION) if name in said] == []
        assert records.fault(path) == ""
    assert held
