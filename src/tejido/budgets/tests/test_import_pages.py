"""Pages of imports, through HTTP: sent, looked at, confirmed, reported, put right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tejido.budgets.models import Correction, Dataset, Snapshot, SnapshotState
from tejido.budgets.snapshot_files import original_path
from tejido.budgets.tests.factories import a_line
from tejido.budgets.tests.finding_factories import an_analyst
from tejido.budgets.tests.sent_files import (
    BROKEN,
    a_corrected_file,
    a_sent_file,
    a_stored_file,
    budget_bytes,
    mapping_page,
    sent,
    what_is_confirmed,
    what_is_sent,
)
from tejido.core.models import User
from tejido.core.worker import work
from tejido.evidence.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
ClientOf = Callable[[User | None], Client]
NEW = "budgets:import_new"
LINES = [a_line(ID_UR=f"A{place:02}") for place in range(12)]


def _refused(analyst: Client, name: str, content: bytes) -> str:
    answer = analyst.post(reverse(NEW), what_is_sent(name, content))
    assert answer.status_code == 422
    assert not Snapshot.objects.exists()
    assert not Dataset.objects.exists()
    assert not Source.objects.exists()
    assert not list(Path(settings.FILES_ROOT).rglob("originals/*"))
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_sent_confirmed_and_reported(analyst: Client) -> None:
    address = sent(analyst, budget_bytes(*LINES, BROKEN))
    snapshot = Snapshot.objects.get()
    assert address == mapping_page(snapshot)
    assert snapshot.dataset.key == "example-account"
    assert snapshot.source is not None
    assert snapshot.source.digest == snapshot.original_digest
    page = analyst.get(address).content.decode()
    assert "DESC_RAMO" in page
    assert "utf-8" in page
    assert analyst.post(address, what_is_confirmed())["Location"] == snapshot.get_absolute_url()
    waiting = analyst.get(snapshot.get_absolute_url())
    assert waiting["Refresh"] == "3"
    assert "<progress" in waiting.content.decode()
    work(worker_id="imports", batch=True)
    report = analyst.get(snapshot.get_absolute_url())
    assert "Refresh" not in report
    page = report.content.decode()
    assert "no se sabe" in page
    assert "1,200.00" in page
    snapshot.refresh_from_db()
    assert snapshot.state == SnapshotState.STORED
    assert snapshot.rows == 12


def test_what_is_no_table_is_refused_and_nothing_is_kept(analyst: Client) -> None:
    assert "PDF" in _refused(analyst, "presupuesto.csv", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj")
    wide = ",".join(f"c{place}" for place in range(3_000)).encode()
    assert "3000" in _refused(analyst, "ancho.csv", wide + b"\n" + wide)


def test_more_than_the_server_takes_is_refused(analyst: Client, settings: Any) -> None:
    settings.MAX_REQUEST_BYTES = 100
    answer = analyst.post(reverse(NEW), what_is_sent(), HTTP_ACCEPT="text/html")
    assert answer.status_code == 413
    assert "tejido budget import" in answer.content.decode()
    assert f'href="{reverse(NEW)}"' in answer.content.decode()
    assert not Snapshot.objects.exists()
    elsewhere = analyst.post("/es/salir/", {"a": "b" * 200}, HTTP_ACCEPT="text/html")
    assert elsewhere.status_code == 413
    assert "tejido budget import" not in elsewhere.content.decode()


def test_a_refused_form_says_that_the_file_has_to_be_chosen_again(analyst: Client) -> None:
    again = "Elija otra vez el archivo"
    empty = analyst.post(reverse(NEW), what_is_sent(content=b"")).content.decode()
    assert "No hay nada en este archivo" in empty
    assert again not in analyst.get(reverse(NEW)).content.decode()
    untitled = analyst.post(reverse(NEW), {**what_is_sent(), "title_es": ""})
    assert again in untitled.content.decode()


def test_the_same_file_sent_twice_is_told(analyst: Client) -> None:
    stored = a_stored_file()
    again = a_sent_file()
    page = analyst.get(mapping_page(again)).content.decode()
    assert "ya se importó aquí" in page
    assert stored.get_absolute_url() in page
    assert "cuenta pública 2012." in page
    another = analyst.get(mapping_page(a_sent_file(a_line(CICLO="2013"))))
    assert "ya se importó aquí" not in another.content.decode()


def test_a_new_dataset_needs_a_title(analyst: Client) -> None:
    answer = analyst.post(reverse(NEW), {**what_is_sent(), "title_es": ""})
    assert answer.status_code == 422
    assert not Dataset.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refused_import_says_why_and_what_to_do(analyst: Client) -> None:
    snapshot = a_sent_file(BROKEN, BROKEN)
    analyst.post(mapping_page(snapshot), what_is_confirmed())
    work(worker_id="imports", batch=True)
    snapshot.refresh_from_db()
    assert snapshot.state == SnapshotState.REFUSED
    page = analyst.get(snapshot.get_absolute_url()).content.decode()
    assert reverse(NEW) in page
    assert "no se sabe" in page
    answer = analyst.post(reverse("budgets:import_discard", args=[snapshot.key]))
    assert answer.status_code == 302
    assert not Snapshot.objects.exists()


def test_a_dataset_that_was_made_for_a_discarded_file_goes_with_it(analyst: Client) -> None:
    sent(analyst)
    first = Snapshot.objects.get()
    second = a_sent_file()
    kept = a_sent_file(a_line(CICLO="2013"))
    for one in (first, second):
        analyst.post(reverse("budgets:import_discard", args=[one.key]))
    assert [one.pk for one in Dataset.objects.all()] == [kept.dataset_id]


def test_an_import_that_is_not_stored_is_there_for_nobody_else(client_of: ClientOf) -> None:
    snapshot = a_sent_file()
    assert client_of(None).get(snapshot.get_absolute_url()).status_code == 404


def test_the_report_is_data_and_the_original_as_it_came(
    analyst: Client, client_of: ClientOf
) -> None:
    snapshot = a_stored_file(a_line(), BROKEN, *LINES)
    told = client_of(None).get(reverse("budgets:snapshot_json", args=[snapshot.key])).json()
    assert told["snapshot"]["sha256"] == snapshot.digest
    assert told["rows"]["refused"] == 1
    answer = analyst.get(reverse("budgets:snapshot_original", args=[snapshot.key]))
    given = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert given == original_path(snapshot.original_digest).read_bytes()


def test_a_line_is_put_right_and_back(analyst: Client, client_of: ClientOf) -> None:
    snapshot = a_stored_file()
    address = reverse("budgets:correction_new", args=[snapshot.key])
    said = {"line": "1", "column": "executed", "value": "91", "reason": "Lo dice el anexo"}
    assert analyst.post(address, {**said, "line": "99"}).status_code == 422
    wrong = analyst.post(address, {**said, "value": "mucho"})
    assert wrong.status_code == 422
    assert "Escriba un monto" in wrong.content.decode()
    assert "Instituto de Ejemplo" in wrong.content.decode()
    assert analyst.post(address, {**said, "value": "4,906,914.00"}).status_code == 302
    page = client_of(None).get(snapshot.get_absolute_url()).content.decode()
    assert "90.50 → <strong>4,906,914.00</strong>" in page
    assert "Lo dice el anexo" in page
    assert an_analyst().email not in page
    number = Correction.objects.get().pk
    withdraw = reverse("budgets:correction_withdraw", args=[snapshot.key, number])
    assert analyst.post(withdraw).status_code == 302
    assert Correction.objects.get().withdrawn_at is not None


def test_a_line_is_seen_before_it_is_put_right(analyst: Client) -> None:
    snapshot = a_stored_file(a_line(), a_line(DESC_UR="Otra Oficina", EJERCIDO="7.25"))
    address = reverse("budgets:correction_new", args=[snapshot.key])
    assert "Ver el registro" in analyst.get(address).content.decode()
    second = analyst.get(address, {"line": "2"}).content.decode()
    assert "Otra Oficina" in second
    assert "7.25" in second
    for asked in ("3", "x", "9" * 15):
        page = analyst.get(address, {"line": asked}).content.decode()
        assert "Ver el registro" in page
        assert "Otra Oficina" not in page


def test_a_correction_of_another_snapshot_is_not_there(analyst: Client) -> None:
    _key, number = a_corrected_file()
    other = a_sent_file()
    address = reverse("budgets:correction_withdraw", args=[other.key, number])
    assert analyst.post(address).status_code == 404


def test_the_list_has_every_import(analyst: Client) -> None:
    assert (
        "Todavía no se ha enviado" in analyst.get(reverse("budgets:import_list")).content.decode()
    )
    a_stored_file()
    waiting = a_sent_file()
    page = analyst.get(reverse("budgets:import_list")).content.decode()
    assert mapping_page(waiting) in page
    assert "presupuesto.csv" in page
