"""The import rule that import-linter has no contract for: apps are entered by their doors."""

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Each app may import only the named modules of another app.

    Arguments (in pyproject.toml):
        doors: modules, or packages with all they hold, that other apps may import.
        open_apps: apps that anybody may enter anywhere.
        wiring: apps that may enter anywhere, to put the project together.
        sealed_apps: apps that nothing but the wiring imports; they need not exist yet.

    Tests may besides import the factories of other apps' tests.
    """

    doors = fields.SetField(subfield=fields.StringField())
    open_apps = fields.SetField(subfield=fields.StringField())
    wiring = fields.SetField(subfield=fields.StringField())
    sealed_apps = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Compare every direct import between apps with the rule."""
        root = self.session_options["root_packages"][0]
        broken = [
            f"{importer} -> {imported}"
            for importer in sorted(graph.modules)
            if importer.startswith(f"{root}.")
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.startswith(f"{root}.") and not self._allowed(importer, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print the imports that go round a door."""
        for line in check.metadata["broken"]:
            output.print_error(line, bold=False)

    def _allowed(self, importer: str, imported: str) -> bool:
        _, app, *inside = importer.split(".")
        _, other, *entered = imported.split(".")
        if app == other or app in self._names("wiring"):
            return True
        if other in self._names("sealed_apps"):
            return False
        between_tests = inside[:1] == ["tests"] and entered[:1] == ["tests"]
        by_door = bool(entered) and entered[0] in self._names("doors")
        return other in self._names("open_apps") or between_tests or by_door

    def _names(self, option: str) -> set[str]:
        # import-linter replaces each declared field by its parsed value.
        return cast("set[str]", getattr(self, option))
