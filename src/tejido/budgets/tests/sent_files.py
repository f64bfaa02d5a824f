"""Files an analyst sends, and imports in every state, for tests of pages."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tejido.budgets.actions.corrections import create_correction
from tejido.budgets.actions.imports import create_dataset, upload_file
from tejido.budgets.models import Snapshot
from tejido.budgets.tests.factories import a_budget_file, a_dataset_data, a_line, import_budget

BROKEN = a_line(ID_UR="A00", APROBADO="no se sabe")


def budget_bytes(*lines: dict[str, str]) -> bytes:
    """An invented budget as a CSV in UTF-8."""
    with tempfile.TemporaryDirectory() as folder:
        return a_budget_file(Path(folder), *lines).read_bytes()


def a_sent_file(*lines: dict[str, str]) -> Snapshot:
    """A file that waits for its mapping to be confirmed."""
    dataset = create_dataset(actor=None, data=a_dataset_data())
    chunks = [budget_bytes(*lines)]
    return upload_file(actor=None, dataset=dataset, name="presupuesto.csv", chunks=chunks)


def a_stored_file(*lines: dict[str, str]) -> Snapshot:
    """An import that is stored."""
    with tempfile.TemporaryDirectory() as folder:
        return import_budget(a_budget_file(Path(folder), *lines))


def a_corrected_file() -> tuple[str, int]:
    """Key of a stored import and number of its correction."""
    snapshot = a_stored_file()
    correction = create_correction(
        actor=None,
        snapshot=snapshot,
        where={"line": "1"},
        change={"executed": "91.00"},
        reason="El anexo dice 91",
    )
    return (snapshot.key, correction.pk)


def what_is_sent(name: str = "presupuesto.csv", content: bytes | None = None) -> dict[str, Any]:
    """The fields of the form a file is sent with, for a new dataset."""
    return {
        "file": SimpleUploadedFile(name, budget_bytes() if content is None else content),
        "dataset": "",
        "title_es": "Cuenta de ejemplo",
        "title_en": "Example account",
        "publisher": "Hacienda de ejemplo",
        "country": "MX",
        "currency": "MXN",
        "grain": "line",
        "visibility": "public",
        "source_title": "Cuenta pública de ejemplo 2012",
        "source_url": "https://example.org/cuenta.csv",
        "source_date": "2013-04-30",
    }


def what_is_confirmed() -> dict[str, Any]:
    """The fields a mapping of such a file is confirmed with: headings by their place."""
    return {
        "year": "0",
        "document": "=final_account",
        "currency_all": "MXN",
        "branch": "1",
        "branch_label": "2",
        "unit": "3",
        "unit_label": "4",
        "modality": "5",
        "programme": "6",
        "programme_label": "7",
        "object": "8",
        "approved": "11",
        "executed": "12",
        "style": "point",
        "unit_of_amounts": "1",
        "key": "cuenta-de-ejemplo",
        "title_es": "Cuenta de ejemplo",
        "title_en": "Example account",
    }


def mapping_page(snapshot: Snapshot) -> str:
    """Address of the page on which a file's mapping is confirmed."""
    return reverse("budgets:import_mapping", args=[snapshot.key])


def sent(analyst: Client, content: bytes | None = None, name: str = "presupuesto.csv") -> str:
    """Send a file; return the address that follows."""
    answer = analyst.post(reverse("budgets:import_new"), what_is_sent(name, content))
    assert answer.status_code == 302
    return answer["Location"]
