"""The small data set that ships: budgets of who meets people on the move in Mexico, imported."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tejido.budgets.access import can_import_budgets
from tejido.budgets.actions.imports import DatasetData, import_file
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.models import Dataset, Snapshot, SnapshotState
from tejido.budgets.models.datasets import Grain
from tejido.budgets.reading import Choices
from tejido.budgets.rule_files import read_yaml
from tejido.core.access import require
from tejido.core.models import User
from tejido.directory.models import Visibility
from tejido.evidence.domain.source_data import SourceData

CASE: Final = "mx-people-on-the-move"
_DATA: Final = Path(__file__).resolve().parents[1] / "data"
_DATASET: Final = DatasetData(
    key=CASE,
    title_es="México: quienes atienden, controlan y vigilan a las personas en movilidad, 2008-2023",
    title_en="Mexico: who assists, controls and polices people on the move, 2008-2023",
    publisher="Secretaría de Hacienda y Crédito Público",
    country="MX",
    currency="MXN",
    grain=Grain.SUMMARY,
    visibility=Visibility.PUBLIC,
)


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    title: str
    note: str


# What one file holds no other does: they stand beside each other in the dataset.
_FILES: Final = (
    _File(
        "by-unit.csv",
        "Presupuestos por unidad responsable: cuentas públicas 2008 a 2013; aprobado 2016 y 2021; "
        "proyecto 2021; avance 2020",
        "Sumas de renglones publicados, sin cambios ni estimaciones, escritas por el proyecto "
        "Tejido. Solo las instituciones y los programas escogidos. De dónde sale cada cifra y qué "
        "trampas tiene: SOURCES.md, junto al archivo. Sums of published lines, unchanged, for "
        "chosen institutions and programmes only; SOURCES.md beside the file says where each "
        "figure comes from.",
    ),
    _File(
        "by-programme.csv",
        "Presupuestos por programa: cuentas públicas 2014 a 2023",
        "Cifras publicadas por programa, escritas por el proyecto Tejido: la fuente no da la "
        "unidad responsable, y un programa no es una institución. Solo los programas escogidos; "
        "SOURCES.md, junto al archivo. Figures published by programme: the source has no "
        "responsible unit, and a programme is no institution. Chosen programmes only; SOURCES.md "
        "beside the file.",
    ),
)


def load_case(*, actor: User | None) -> Dataset:
    """Import what is not imported yet; a file that is, in the words it has today, stays.

    Arguments:
        actor: who confirms how the files are read; None is the installation itself.

    Errors:
        ImportRefused: a shipped file does not read as the mapping says.
    """
    require(can_import_budgets(actor))
    mapping = read_mapping(read_yaml((_DATA / "mappings" / f"{CASE}.yaml").read_text("utf-8")))
    for file in _FILES:
        if not _is_imported(file):
            import_file(
                actor=actor,
                path=_DATA / CASE / file.name,
                mapping=mapping,
                choices=Choices(encoding="utf-8"),
                data=_DATASET,
                source_data=SourceData(
                    title=file.title,
                    publisher=_DATASET.publisher,
                    language="es",
                    note=file.note,
                    visibility=Visibility.PUBLIC,
                ),
                tell=_quietly,
            )
    return Dataset.objects.get(key=CASE)


def _is_imported(file: _File) -> bool:
    stored = Snapshot.objects.filter(dataset__key=CASE, state=SnapshotState.STORED)
    return stored.filter(original_name=file.name).exists()


def _quietly(_step: str, _done: int) -> None:
    """The files are small: nobody waits for them."""
