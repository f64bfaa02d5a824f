"""No module has a name that says nothing about what it holds."""

from tests.architecture.project import ROOT, project_files

NAMELESS = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}
NAMELESS |= {"manager", "managers"}


def test_no_nameless_modules() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in project_files(".py", ".js", ".html", ".css")
        if NAMELESS & {*path.relative_to(ROOT).parts[:-1], path.stem.lstrip("_")}
    ]
    assert found == []
