"""Pages on which a sent file's columns are said: proposed, chosen, asked for, confirmed."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tejido.budgets.models import Mapping, Snapshot
from tejido.budgets.tests.factories import a_line
from tejido.budgets.tests.sent_files import (
    a_sent_file,
    a_stored_file,
    budget_bytes,
    mapping_page,
    sent,
    what_is_confirmed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def test_an_earlier_mapping_is_proposed_and_stays_the_same_version(analyst: Client) -> None:
    a_stored_file()
    snapshot = a_sent_file(a_line(CICLO="2013"))
    page = analyst.get(mapping_page(snapshot)).content.decode()
    assert "la correspondencia ejemplo" in page
    first = {
        name: value if value is not None else ""
        for name, value in analyst.get(mapping_page(snapshot)).context["form"].initial.items()
    }
    assert analyst.post(mapping_page(snapshot), first).status_code == 302
    assert str(Snapshot.objects.get(pk=snapshot.pk).mapping) == "ejemplo@1"
    assert Mapping.objects.count() == 1


def test_a_changed_choice_is_a_new_version(analyst: Client) -> None:
    a_stored_file()
    snapshot = a_sent_file()
    first = analyst.get(mapping_page(snapshot)).context["form"].initial
    analyst.post(mapping_page(snapshot), {**first, "document": "=part_year"})
    mapping = Snapshot.objects.get(pk=snapshot.pk).mapping
    assert mapping is not None
    assert (str(mapping), mapping.spec["columns"]["document"]) == (
        "ejemplo@2",
        {"const": "part_year"},
    )


def test_what_a_line_needs_is_asked_for(analyst: Client) -> None:
    snapshot = a_sent_file()
    said = {**what_is_confirmed(), "year": "", "document": ""}
    answer = analyst.post(mapping_page(snapshot), said)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"year", "document"}
    page = answer.content.decode()
    assert page.count("toda línea lo necesita") == 2
    assert "No se importó nada" in page
    bare = {**what_is_confirmed(), "approved": "", "executed": ""}
    assert "al menos un monto" in analyst.post(mapping_page(snapshot), bare).content.decode()
    said["year_all"], said["document"] = "2012", "=approved"
    assert analyst.post(mapping_page(snapshot), said).status_code == 302
    mapping = Mapping.objects.get()
    assert mapping.spec["columns"]["year"] == {"const": "2012"}


def test_a_mapping_may_be_written_as_text(analyst: Client) -> None:
    snapshot = a_sent_file()
    text = """
key: escrita
title: {es: Escrita, en: Written}
columns:
  year: {from: CICLO}
  document: {const: approved}
  currency: {const: MXN}
  approved: {from: APROBADO}
"""
    said = {**what_is_confirmed(), "as_text": "on", "text": text}
    broken = analyst.post(mapping_page(snapshot), {**said, "text": "key: [x"})
    assert broken.status_code == 422
    assert "YAML" in broken.content.decode()
    assert analyst.post(mapping_page(snapshot), said).status_code == 302
    assert Mapping.objects.get().key == "escrita"


def test_a_descriptor_proposes_the_mapping(analyst: Client) -> None:
    snapshot = a_sent_file()
    fields = [
        {"name": "CICLO", "columnType": "date:fiscal-year"},
        {"name": "APROBADO", "columnType": "value", "phase": "approved"},
    ]
    package = {"name": "paquete", "resources": [{"schema": {"fields": fields}}]}
    address = reverse("budgets:import_descriptor", args=[snapshot.key])

    def package_of(data: object) -> dict[str, Any]:
        file = SimpleUploadedFile("datapackage.json", json.dumps(data).encode())
        return {"descriptor": file}

    answer = analyst.post(address, package_of(package))
    assert answer.status_code == 200
    assert answer.context["form"].initial["key"] == "paquete"
    assert answer.context["form"].initial["year"] == "0"
    refused = analyst.post(address, package_of({"name": "nada"}))
    assert refused.status_code == 422
    assert "descriptor" in refused.content.decode()


def test_another_encoding_can_be_chosen(analyst: Client) -> None:
    text = budget_bytes(a_line(DESC_UR="Comisión de la Niñez")).decode()
    address = sent(analyst, text.encode("cp850"))
    found = analyst.get(address)
    assert found.context["look"].table.encoding == "cp850"
    assert "Comisión de la Niñez" in found.content.decode()
    wrong = analyst.get(address, {"encoding": "latin-1"})
    assert "Comisión de la Niñez" not in wrong.content.decode()[-20_000:].split("<caption>")[0]
    assert analyst.get(address, {"encoding": "utf-8"}).status_code == 422


def test_one_of_several_tables_is_chosen(analyst: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2012.csv", budget_bytes())
        archive.writestr("2013.csv", budget_bytes(a_line(CICLO="2013")))
    address = sent(analyst, packed.getvalue(), "cuentas.zip")
    asked = analyst.get(address)
    assert asked.status_code == 422
    assert "2012.csv" in asked.content.decode()
    chosen = analyst.get(address, {"member": "2013.csv"})
    assert chosen.status_code == 200
    assert analyst.post(f"{address}?member=2013.csv", what_is_confirmed()).status_code == 302
    # Whoever confirms what they were shown chooses its encoding too.
    assert Snapshot.objects.get().choices == {"member": "2013.csv", "encoding": "utf-8"}


def test_columns_the_file_lacks_stand_apart(analyst: Client) -> None:
    form = analyst.get(mapping_page(a_sent_file())).context["form"]
    named = [row["field"].name for row in form.others()]
    assert "unit" in named
    assert "project" not in named
    assert "project" in [row["field"].name for row in form.unfilled()]
