"""From a file to a snapshot: what is kept, what is reported, what is left when it fails."""

from pathlib import Path
from typing import Any

import pytest

from tejido.budgets import warehouse
from tejido.budgets.models import Coverage, Label, SnapshotState
from tejido.budgets.queries.snapshots import files_in_force
from tejido.budgets.snapshot_files import original_path, parquet_path
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FILES_ROOT = tmp_path / "files"


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
        assert engine.rows(f"SELECT year, unit, line, snapshot FROM ({lines}) ORDER BY line") == [
            (2012, "K00", 1, snapshot.digest),
            (2013, "K00", 2, snapshot.digest),
        ]
