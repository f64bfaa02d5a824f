"""Invented budget lines put into a dataset at once, for tests of questions."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.domain.answer import Answer
from tejido.budgets.domain.columns import COLUMNS, MEASURES
from tejido.budgets.domain.named_codes import PARENTS
from tejido.budgets.models import Coverage, Dataset, Label, Snapshot, SnapshotState
from tejido.budgets.models.datasets import Grain
from tejido.budgets.snapshot_files import parquet_path
from tejido.core.errors import InvalidInput
from tejido.core.sorting import sort_key
from tejido.evidence.actions import create_source, publish_series
from tejido.evidence.domain.series import SeriesData
from tejido.evidence.domain.source_data import SourceData

INM = "Instituto de Migración de Ejemplo"

_numbers = count(1)
_LABELLED = ("branch", "unit", "programme", "object")


def line(year: int, unit: str, name: str, **columns: Any) -> dict[str, Any]:
    """A line of an invented budget: `unit` is "04-K00"."""
    branch, _, code = unit.partition("-")
    usual = {
        "year": year,
        "document": "final_account",
        "currency": "MXN",
        "branch": branch,
        "branch_label": f"Ramo {branch}",
        "unit": code,
        "unit_label": name,
        "modality": "E",
        "programme": "001",
        "programme_label": "Programa de ejemplo",
        "object": "1101",
        "object_label": "Sueldos",
    }
    return {**usual, **columns}


def store_lines(
    lines: Iterable[dict[str, Any]],
    key: str = "ejemplo",
    *,
    grain: Grain = Grain.LINE,
    visibility: str = "public",
) -> Snapshot:
    """Put lines into a dataset as one snapshot in force."""
    listed = [{**dict.fromkeys(COLUMNS), "line": n, **one} for n, one in enumerate(lines, start=1)]
    dataset, _ = Dataset.objects.get_or_create(
        key=key,
        defaults={
            "title_es": "Ejemplo", "title_en": "Example", "publisher": "Hacienda de ejemplo",
            "country": "MX", "currency": "MXN", "grain": grain, "visibility": visibility,
        },
    )  # fmt: skip
    digest = sha256(f"{key} {next(_numbers)}".encode()).hexdigest()
    _write(listed, parquet_path(digest))
    snapshot = Snapshot.objects.create(
        dataset=dataset,
        state=SnapshotState.STORED,
        original_name="ejemplo.csv",
        original_digest="0" * 64,
        original_size=1,
        digest=digest,
        rows=len(listed),
    )
    held = {(one["year"], one["document"]) for one in listed}
    for year, document in sorted(held):
        Coverage.objects.filter(dataset=dataset, year=year, document=document).update(
            in_force=False
        )
        Coverage.objects.create(
            dataset=dataset, snapshot=snapshot, year=year, document=document, rows=1, totals={}
        )
    _keep_labels(snapshot, listed)
    return snapshot


def ask(user: Any = None, **fields: Any) -> Answer:
    """Ask the example dataset."""
    return answer(user, question_from({"version": 1, "dataset": "ejemplo", **fields}))


def refused(**fields: Any) -> InvalidInput:
    """Ask the example dataset what is refused, and return why."""
    with pytest.raises(InvalidInput) as caught:
        ask(**fields)
    return caught.value


def values(found: Answer, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of an answer, the named columns only."""
    return [tuple(row.get(column) for column in columns) for row in found.rows]


def a_series(key: str, sort: str, **years: str) -> None:
    """Publish an invented series: years as y2012="100"."""
    data = SeriesData(
        key=key, sort=sort, title_es="Serie", title_en="Series", unit_es="u", unit_en="u",
        country="MX", values={int(year[1:]): Decimal(value) for year, value in years.items()},
    )  # fmt: skip
    source = create_source(
        actor=None, data=SourceData(title=key, publisher="Instituto", visibility="public")
    )
    publish_series(actor=None, data=data, source=source)


def _write(lines: list[dict[str, Any]], path: Path) -> None:
    types: dict[str, str] = {
        "line": "BIGINT",
        "year": "INTEGER",
        **dict.fromkeys(MEASURES, "DECIMAL(18, 2)"),
    }
    columns = ", ".join(f'"{name}" {types.get(name, "VARCHAR")}' for name in COLUMNS)
    connection = duckdb.connect(":memory:")
    connection.execute(f"CREATE TABLE lines ({columns})")
    marks = ", ".join("?" for _ in COLUMNS)
    if lines:
        connection.executemany(
            f"INSERT INTO lines VALUES ({marks})",
            [[one[name] for name in COLUMNS] for one in lines],
        )
    connection.execute(f"COPY lines TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    connection.close()


def _keep_labels(snapshot: Snapshot, lines: list[dict[str, Any]]) -> None:
    spans: dict[tuple[str, str, str], list[int]] = {}
    for one in lines:
        for name in _LABELLED:
            parent = PARENTS.get(name)
            code = f"{one[parent] or ''}-{one[name] or ''}" if parent else one[name] or ""
            spans.setdefault((name, code, one[f"{name}_label"] or ""), []).append(one["year"])
    Label.objects.bulk_create(
        Label(
            dataset=snapshot.dataset,
            snapshot=snapshot,
            dimension=name,
            code=code,
            label=label,
            search_key=sort_key(label),
            first_year=min(years),
            last_year=max(years),
        )
        for (name, code, label), years in spans.items()
    )
