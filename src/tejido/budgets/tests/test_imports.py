"""From a file to a snapshot: what is kept, and which import is in force."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from tejido.budgets import warehouse
from tejido.budgets.actions.imports import (
    confirm_mapping,
    create_dataset,
    discard_snapshot,
    store_snapshot,
    upload_file,
)
from tejido.budgets.models import Coverage, Label, Snapshot, SnapshotState
from tejido.budgets.queries.snapshots import files_in_force
from tejido.budgets.reading import Choices
from tejido.budgets.snapshot_building import Built, ImportRefused, build
from tejido.budgets.snapshot_files import original_path, parquet_path
from tejido.budgets.tests.factories import (
    a_budget_file,
    a_dataset_data,
    a_line,
    a_mapping,
    import_budget,
)
from tejido.budgets.tests.sent_files import budget_bytes
from tejido.core.errors import Conflict, InvalidInput

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def left_behind() -> list[str]:
    """Every file of the installation but its locks."""
    found = settings.DATA.rglob("*")
    return sorted(path.name for path in found if path.is_file() and path.suffix != ".lock")


def test_a_file_becomes_a_snapshot(tmp_path: Path) -> None:
    file = a_budget_file(tmp_path, a_line(), a_line(CICLO="2013", APROBADO="1,110", EJERCIDO=""))
    snapshot = import_budget(file)
    assert snapshot.state == SnapshotState.STORED
    assert snapshot.rows == 2
    assert original_path(snapshot.original_digest).read_bytes() == file.read_bytes()
    assert [
        (one.year, one.document, one.rows, one.totals["approved"], one.totals["executed"])
        for one in Coverage.objects.order_by("year")
    ] == [
        (2012, "final_account", 1, "100.00", "90.50"),
        (2013, "final_account", 1, "1110.00", None),
    ]
    assert Label.objects.get(dimension="unit").code == "04-K00"
    paths = files_in_force(snapshot.dataset)
    assert paths == [parquet_path(snapshot.digest)]
    with warehouse.connect(files=paths) as engine:
        lines = warehouse.lines_sql(paths)
        assert engine.rows(f"FROM ({lines}) SELECT year, unit, line, snapshot ORDER BY line") == [
            (2012, "K00", 1, snapshot.digest),
            (2013, "K00", 2, snapshot.digest),
        ]


@pytest.mark.parametrize("broken", [False, True], ids=["sound", "broken"])
def test_the_same_file_gives_the_same_bytes_whatever_the_machine(
    tmp_path: Path, settings: Settings, broken: bool
) -> None:
    lines = [
        a_line(CICLO=str(2008 + n % 6), ID_UR=f"{n % 89:03}", APROBADO=f"{n * 7919 % 100_003}.5")
        for n in range(150_000)
    ]
    file = a_budget_file(tmp_path, *lines)
    if broken:
        with file.open("a") as open_file:
            open_file.write("un renglón corto\n")
    digests = set()
    for threads, memory in ((1, 128), (4, 1024)):
        settings.BUDGET_THREADS, settings.BUDGET_MEMORY = threads, memory
        snapshot = import_budget(file)
        digests.add(snapshot.digest)
    assert len(digests) == 1
    path = parquet_path(snapshot.digest)
    assert sha256(path.read_bytes()).hexdigest() == path.stem == snapshot.digest
    with warehouse.connect(files=[path]) as engine:
        [(first, last, distinct, in_order)] = engine.rows(
            f"FROM (FROM read_parquet('{path}', file_row_number = true))"
            " SELECT min(line), max(line), count(DISTINCT line),"
            " bool_and(line = file_row_number + 1)"
        )
    assert (first, last, distinct, in_order) == (1, 150_000, 150_000, True)


@pytest.mark.parametrize("written", ["Comisi\udcf3n", '"Comisi\udcf3n, otra"'])
def test_a_byte_of_another_encoding_refuses_the_whole_file(tmp_path: Path, written: str) -> None:
    text = budget_bytes(*[a_line()] * 5_000, a_line(DESC_UR="Aquí"), a_line()).decode()
    file = tmp_path / "presupuesto.csv"
    file.write_bytes(text.replace("Aquí", written).encode(errors="surrogateescape"))
    with pytest.raises(InvalidInput) as refused:
        import_budget(file, choices=Choices(encoding="utf-8"))
    assert refused.value.code == "encoding-wrong"
    assert "5002" in str(refused.value.message)
    assert not Snapshot.objects.exists()
    assert left_behind() == []


def _add_to(file: Path) -> None:
    with file.open("a") as open_file:
        open_file.write("\n")


@pytest.mark.parametrize("change", [_add_to, Path.unlink])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    file = a_budget_file(tmp_path)

    def written_to(*given: Any, **more: Any) -> Built:
        built = build(*given, **more)
        change(file)
        return built

    monkeypatch.setattr("tejido.budgets.actions.imports.build", written_to)
    with pytest.raises(Conflict, match="changed"):
        import_budget(file)
    assert not Snapshot.objects.exists()
    assert left_behind() == []


def test_of_two_imports_the_newest_is_in_force_and_the_older_stays(tmp_path: Path) -> None:
    older = import_budget(a_budget_file(tmp_path, a_line(), a_line(CICLO="2013")))
    newer = import_budget(a_budget_file(tmp_path, a_line(APROBADO="7")))
    assert set(Coverage.objects.values_list("snapshot", "year", "in_force")) == {
        (older.pk, 2012, False),
        (older.pk, 2013, True),
        (newer.pk, 2012, True),
    }
    assert parquet_path(older.digest).is_file()
    assert files_in_force(newer.dataset) == [
        parquet_path(older.digest),
        parquet_path(newer.digest),
    ]


def test_an_import_that_ends_late_does_not_take_force_from_a_newer_one(tmp_path: Path) -> None:
    dataset = create_dataset(actor=None, data=a_dataset_data())
    slow = upload_file(
        actor=None,
        dataset=dataset,
        name="lento.csv",
        chunks=[a_budget_file(tmp_path, a_line()).read_bytes()],
    )
    confirm_mapping(actor=None, snapshot=slow, mapping=a_mapping(), choices=Choices())
    quick = import_budget(a_budget_file(tmp_path, a_line(APROBADO="7")))
    store_snapshot(slow.pk)
    assert Coverage.objects.get(in_force=True).snapshot == quick
    slow.refresh_from_db()
    assert slow.state == SnapshotState.STORED


def test_storing_twice_is_storing_once(tmp_path: Path) -> None:
    snapshot = import_budget(a_budget_file(tmp_path))
    before = Snapshot.objects.values().get()
    store_snapshot(snapshot.pk)
    assert Snapshot.objects.values().get() == before
    assert Coverage.objects.count() == 1


def test_a_refused_upload_keeps_its_reason_and_not_its_file() -> None:
    dataset = create_dataset(actor=None, data=a_dataset_data())
    snapshot = upload_file(actor=None, dataset=dataset, name="a.csv", chunks=[b"%PDF-1.7 no"])
    confirm_mapping(actor=None, snapshot=snapshot, mapping=a_mapping(), choices=Choices())
    store_snapshot(snapshot.pk)
    snapshot.refresh_from_db()
    assert snapshot.state == SnapshotState.REFUSED
    assert snapshot.report["refusal"]["code"] == "not-a-table"
    assert set(snapshot.report["refusal"]) == {"code", "es", "en"}
    assert left_behind() == []
    discard_snapshot(actor=None, snapshot=snapshot)
    assert not Snapshot.objects.exists()


def test_what_is_stored_is_not_discarded(tmp_path: Path) -> None:
    snapshot = import_budget(a_budget_file(tmp_path))
    with pytest.raises(Conflict):
        discard_snapshot(actor=None, snapshot=snapshot)


def test_a_mapping_that_does_not_fit_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    file = a_budget_file(tmp_path)
    for mapping, code in (
        (a_mapping(year={"from": ["ANO"]}), "mapping-misfit"),
        (a_mapping(approved={"from": ["DESC_UR"]}), "too-many-refused"),
    ):
        with pytest.raises(ImportRefused) as refusal:
            import_budget(file, mapping)
        assert refusal.value.code == code
    assert refusal.value.report["refused"]["records"][0]["column"] == "approved"
    assert left_behind() == []
    assert not Snapshot.objects.exists()


def _with_currencies(file: Path, *currencies: str) -> Path:
    """Add a column that says each record's currency."""
    header, *records = file.read_text().splitlines()
    rows = [f"{one},{two}" for one, two in zip(records, currencies, strict=True)]
    file.write_text("\n".join([f"{header},MONEDA", *rows, ""]))
    return file


def test_amounts_in_another_currency_are_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    mapping = a_mapping(currency={"from": ["MONEDA"]})
    lines = a_budget_file(tmp_path, a_line(), a_line(ID_UR="N00"), a_line(ID_UR="P00"))
    file = _with_currencies(lines, "MXN", "USD", "GTQ")
    with pytest.raises(ImportRefused) as refusal:
        import_budget(file, mapping)
    assert refusal.value.code == "currency-mixed"
    assert "GTQ, USD" in str(refusal.value.message)
    assert refusal.value.report["rows"]["kept"] == 3
    assert not Snapshot.objects.exists()
    assert left_behind() == []
    snapshot = upload_file(
        actor=None,
        dataset=create_dataset(actor=None, data=a_dataset_data()),
        name="presupuesto.csv",
        chunks=[file.read_bytes()],
    )
    confirm_mapping(actor=None, snapshot=snapshot, mapping=mapping, choices=Choices())
    store_snapshot(snapshot.pk)
    snapshot.refresh_from_db()
    assert (snapshot.state, snapshot.digest) == (SnapshotState.REFUSED, "")
    assert snapshot.report["refusal"]["code"] == "currency-mixed"
    assert "está en MXN" in snapshot.report["refusal"]["es"]
    assert left_behind() == []


def test_the_currency_is_that_of_the_dataset_that_is_there(tmp_path: Path) -> None:
    create_dataset(actor=None, data=replace(a_dataset_data(), currency="GTQ"))
    with pytest.raises(ImportRefused, match="currency-mixed"):
        import_budget(a_budget_file(tmp_path))
    snapshot = import_budget(a_budget_file(tmp_path), a_mapping(currency={"const": "GTQ"}))
    assert snapshot.dataset.currency == "GTQ"


def test_a_file_that_is_no_table_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "informe.csv"
    for content in (b"%PDF-1.7\n...", b"", b'A,B\n"1,2\n' + b"3,4\n" * 1_000):
        file.write_bytes(content)
        with pytest.raises(InvalidInput):
            import_budget(file)
    assert left_behind() == []


@pytest.mark.django_db(transaction=True)
def test_imports_at_once_queue_and_one_is_in_force(tmp_path: Path) -> None:
    files = [a_budget_file(tmp_path, a_line(APROBADO=str(n)), name=f"{n}.csv") for n in range(1, 5)]
    create_dataset(actor=None, data=a_dataset_data())

    def one(file: Path) -> int:
        try:
            return import_budget(file).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        stored = list(pool.map(one, files))
    assert Snapshot.objects.filter(state=SnapshotState.STORED).count() == 4
    assert Coverage.objects.get(in_force=True).snapshot_id == max(stored)
