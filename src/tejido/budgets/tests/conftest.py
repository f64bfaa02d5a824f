"""Fixtures of the tests of budgets.

Tests of the whole accounts are collected where the accounts are at hand, and nowhere else.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tejido.budgets.tests.asked_lines import store_lines
from tejido.budgets.tests.explore_requests import some_lines
from tejido.budgets.tests.shared_data import MICRODATA
from tejido.core.models import Role, User

ClientOf = Callable[[User | None], Client]

collect_ignore_glob = [] if MICRODATA.is_file() else ["test_full_data_*.py"]


@pytest.fixture
def folders(settings: Settings, tmp_path: Path) -> Path:
    """Folders of an installation that hold nothing but what the test puts there."""
    settings.DATA = tmp_path / "data"
    settings.FILES_ROOT = settings.DATA / "files"
    settings.DATA.mkdir()
    return tmp_path


@pytest.fixture
def lines(db: None) -> None:
    """Two units in 2012 and 2013, in the example dataset."""
    store_lines(some_lines(2012, 2013))


@pytest.fixture
def analyst(db: None, client_of: ClientOf) -> Client:
    """The browser of somebody who analyses budgets."""
    return client_of(User.objects.create_user("ana@example.org", role=Role.ANALYST))
