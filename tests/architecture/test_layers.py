"""The contracts of [tool.importlinter] hold, and a breach of the doors is seen."""

from dataclasses import dataclass, field

import pytest
from grimp import ImportGraph
from importlinter.api import read_configuration
from importlinter.cli import lint_imports

from tests.architecture.contracts import DoorsContract
from tests.architecture.project import ROOT


def test_all_contracts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@dataclass
class Graph:
    """As much of an import graph as the contract asks for."""

    imports: dict[str, set[str]] = field(default_factory=dict)

    @property
    def modules(self) -> set[str]:
        return set(self.imports)

    def find_modules_directly_imported_by(self, module: str) -> set[str]:
        return self.imports[module]


def doors() -> DoorsContract:
    configuration = read_configuration(str(ROOT / "pyproject.toml"))
    options = next(o for o in configuration["contracts_options"] if o["type"] == "doors")
    return DoorsContract(options["name"], configuration["session_options"], options)


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("tejido.statements.actions", "tejido.directory.queries", True),
        ("tejido.statements.actions", "tejido.directory.domain.mention", True),
        ("tejido.statements.views", "tejido.core.views", True),
        ("tejido.statements.views", "django.http", True),
        ("tejido.config.urls", "tejido.statements.urls", True),
        ("tejido.config.urls", "tejido.complaints.urls", True),
        ("tejido.statements.tests.test_pages", "tejido.directory.tests.factories", True),
        ("tejido.statements.views", "tejido.directory.views", False),
        ("tejido.statements.views", "tejido.directory.tests.factories", False),
        ("tejido.statements.views", "tejido.directory", False),
        ("tejido.web.views", "tejido.complaints.queries", False),
    ],
)
def test_apps_are_entered_by_their_doors(importer: str, imported: str, *, kept: bool) -> None:
    graph = Graph({importer: {imported}})
    assert doors().check(graph, verbose=False).kept is kept  # type: ignore[arg-type]


def test_the_graph_of_the_test_has_the_methods_of_the_real_one() -> None:
    for name in ("modules", "find_modules_directly_imported_by"):
        assert hasattr(ImportGraph, name)
