"""Files stay within the sizes of docs/architecture.md; past them a module becomes a package."""

from pathlib import Path

import pytest

from tests.architecture.project import ROOT, project_files

LINES = {
    "domain": 250,
    "models": 300,
    "access": 150,
    "queries": 200,
    "actions": 300,
    "forms": 200,
    "views": 300,
    "api": 150,
    "urls": 100,
    "tasks": 100,
    "cli": 100,
    "templates": 150,
    "static": 200,
    "tests": 400,
}
OTHERS = 300
# Style sheets are held by the weight of a page; migrations are written by a program.
SUFFIXES = (".py", ".html", ".txt", ".js")


def role_of(path: Path) -> str | None:
    """Return the role in the table that the path says the file plays."""
    names = [*path.relative_to(ROOT).parts[:-1], path.stem]
    if "tests" in names:
        return "tests"
    return next((name for name in names if name in LINES), None)


def code_files() -> list[Path]:
    """Return the files that have a size to keep."""
    return [
        path
        for path in project_files(*SUFFIXES)
        if "migrations" not in path.parts
        and "data" not in path.parts
        and (path.suffix != ".txt" or "templates" in path.parts)
    ]


@pytest.mark.parametrize("path", code_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_keeps_to_its_size(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES.get(role_of(path) or "", OTHERS)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("src/tejido/statements/actions.py", "actions"),
        ("src/tejido/statements/actions/publish.py", "actions"),
        ("src/tejido/directory/domain/mention.py", "domain"),
        ("src/tejido/directory/tests/test_views.py", "tests"),
        ("src/tejido/core/templates/core/base.html", "templates"),
        ("src/tejido/core/audit.py", None),
    ],
)
def test_the_role_is_read_from_the_path(name: str, role: str | None) -> None:
    assert role_of(ROOT / name) == role
