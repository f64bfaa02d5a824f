"""Tests of the whole accounts are collected where the accounts are at hand, and nowhere else."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tejido.budgets.tests.shared_data import MICRODATA

collect_ignore_glob = [] if MICRODATA.is_file() else ["test_full_data_*.py"]


@pytest.fixture
def folders(settings: Settings, tmp_path: Path) -> Path:
    """Folders of an installation that hold nothing but what the test puts there."""
    settings.DATA = tmp_path / "data"
    settings.FILES_ROOT = settings.DATA / "files"
    settings.DATA.mkdir()
    return tmp_path
