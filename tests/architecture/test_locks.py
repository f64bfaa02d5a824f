"""What is installed is pinned by hash, and no file says from which address."""

import re
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, pyproject

LOCKS = ("base.lock", "dev.lock")
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[a-z,]+\])?==(\S+?)(?: ; .+)?( \\)?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def text_of(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def hashes_of(name: str) -> dict[str, list[str]]:
    """Return the hash lines of each pinned requirement ("name==version")."""
    found: dict[str, list[str]] = {}
    pinned = ""
    for line in text_of(name).splitlines():
        if match := PINNED.match(line):
            pinned = f"{match[1]}=={match[2]}"
            found[pinned] = []
        else:
            assert HASH.match(line), f"neither a pinned requirement nor a hash: {line}"
            found[pinned].append(line)
    return found


def normalized(requirement: str) -> str:
    """Return a requirement's name as locks write it (PEP 503)."""
    name = re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda p: p.name)
def test_no_addresses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|ssh:|git\+|://| @ |index|find-links", text)


@pytest.mark.parametrize("name", [*LOCKS, "peers.lock"])
def test_every_requirement_has_hashes(name: str) -> None:
    hashes = hashes_of(name)
    assert hashes
    assert [pinned for pinned, lines in hashes.items() if not lines] == []


def test_development_adds_to_what_serves() -> None:
    assert set(hashes_of("base.lock")) <= set(hashes_of("dev.lock"))


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_hold_what_pyproject_names(name: str) -> None:
    project = pyproject()
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    if name == "dev.lock":
        wanted += project["project"]["optional-dependencies"]["dev"]
    locked = {pinned.partition("==")[0] for pinned in hashes_of(name)}
    assert {normalized(requirement) for requirement in wanted} <= locked
