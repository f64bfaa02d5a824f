"""A notice that somebody may have consented to never changes."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

import tejido.statements
from tejido.statements.domain.notices import CURRENT, NOTICES, notice

FOLDER = Path(tejido.statements.__path__[0], "templates/statements/people/notices")
# Another wording is another version: add files and a line, and leave these as they are.
DIGESTS = {
    "2026-11/en.html": "e1decd82c8e86d83",
    "2026-11/es.html": "f6d31fa9c9fb00be",
}


def digest_of(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_a_notice_is_as_it_was(name: str) -> None:
    assert digest_of(name) == DIGESTS[name]


def test_every_version_is_there_in_every_language_and_pinned() -> None:
    expected = {f"{each.version}/{code}.html" for each in NOTICES for code, _ in settings.LANGUAGES}
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html")} == expected
    assert set(DIGESTS) == expected
    assert notice(CURRENT.version) is CURRENT
    assert list(NOTICES) == sorted(NOTICES, key=lambda each: each.since)
