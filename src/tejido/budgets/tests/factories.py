"""Invented budgets for tests: small files, mappings and imports. Every app's author adds here."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tejido.budgets.actions.imports import DatasetData, import_file
from tejido.budgets.domain.mapping import Mapping
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.models import Snapshot
from tejido.budgets.reading import Choices

HEADER = (
    "CICLO", "ID_RAMO", "DESC_RAMO", "ID_UR", "DESC_UR", "ID_MODALIDAD", "ID_PP", "DESC_PP",
    "ID_OBJETO", "ID_ENTIDAD", "DESC_ENTIDAD", "APROBADO", "EJERCIDO",
)  # fmt: skip
COLUMNS: dict[str, dict[str, Any]] = {
    "year": {"from": ["CICLO"]},
    "document": {"const": "final_account"},
    "currency": {"const": "MXN"},
    "branch": {"from": ["ID_RAMO"], "pad": 2},
    "branch_label": {"from": ["DESC_RAMO"]},
    "unit": {"from": ["ID_UR"]},
    "unit_label": {"from": ["DESC_UR"]},
    "modality": {"from": ["ID_MODALIDAD"]},
    "programme": {"from": ["ID_PP"], "pad": 3},
    "programme_label": {"from": ["DESC_PP"]},
    "object": {"from": ["ID_OBJETO"]},
    "state": {"from": ["ID_ENTIDAD"]},
    "state_label": {"from": ["DESC_ENTIDAD"]},
    "approved": {"from": ["APROBADO"]},
    "executed": {"from": ["EJERCIDO"]},
}


def a_line(**cells: str) -> dict[str, str]:
    """A record of an invented budget, some of its cells given by heading."""
    usual = (
        "2012", "4", "Ramo de Ejemplo", "K00", "Instituto de Ejemplo", "E", "8",
        "Programa de ejemplo", "1101", "9", "Ciudad de Ejemplo", "100.00", "90.50",
    )  # fmt: skip
    return {**dict(zip(HEADER, usual, strict=True)), **cells}


def a_budget_file(folder: Path, *lines: dict[str, str], name: str = "presupuesto.csv") -> Path:
    """A CSV in UTF-8 of such records."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(lines or (a_line(),))
    return path


def a_mapping(key: str = "ejemplo", skip: Sequence[Any] = (), **columns: Any) -> Mapping:
    """The mapping of such files, some of its columns given."""
    return read_mapping(
        {
            "key": key,
            "title": {"es": "Presupuesto de ejemplo", "en": "An invented budget"},
            "columns": {**COLUMNS, **columns},
            "skip": list(skip),
        }
    )


def a_dataset_data(key: str = "ejemplo") -> DatasetData:
    """What is said of an invented dataset."""
    return DatasetData(
        key=key,
        title_es="Presupuesto de ejemplo",
        title_en="An invented budget",
        publisher="Hacienda de ejemplo",
        country="MX",
        currency="MXN",
        visibility="public",
    )


def import_budget(
    path: Path,
    mapping: Mapping | None = None,
    dataset: str = "ejemplo",
    choices: Choices | None = None,
) -> Snapshot:
    """Import a file as the command line does."""
    return import_file(
        actor=None,
        path=path,
        mapping=mapping or a_mapping(),
        choices=choices or Choices(),
        data=a_dataset_data(dataset),
        source_data=None,
        tell=lambda step, done: None,
    )
