"""The demo, prepared once for a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tejido.demo.actions import prepare_demo
from tejido.demo.report import DemoReport


@pytest.fixture(scope="module")
def report(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[DemoReport]:
    """Prepare once for the module; each test's own changes are rolled back inside of it."""
    key: Path = tmp_path_factory.mktemp("log") / "key"
    with (
        django_db_blocker.unblock(),
        override_settings(LOG_KEY_FILE=key),
        transaction.atomic(),
    ):
        yield prepare_demo(progress=lambda step: None)
        transaction.set_rollback(True)
