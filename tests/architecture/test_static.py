"""Static files can be collected under manifest names, and templates name only existing ones."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

from tests.architecture.project import PACKAGE

STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")


@pytest.fixture
def manifest(tmp_path: Path, settings: Settings) -> dict[str, str]:
    """Collect strictly into a folder of the test; return the names."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert staticfiles_storage.exists("staticfiles.json")
    names: dict[str, str] = json.loads(
        (tmp_path / "static" / "staticfiles.json").read_text(encoding="utf-8")
    )["paths"]
    return names


def test_templates_name_collected_files(manifest: dict[str, str]) -> None:
    named = {
        name
        for template in PACKAGE.rglob("templates/**/*.html")
        for name in STATIC.findall(template.read_text(encoding="utf-8"))
    }
    assert named <= set(manifest)


def test_names_change_with_the_content(manifest: dict[str, str]) -> None:
    assert all(name != hashed for name, hashed in manifest.items())
