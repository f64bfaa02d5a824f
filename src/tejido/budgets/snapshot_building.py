"""From a ministry's file to a Parquet snapshot and its report: files alone, no database.

One pass takes the file apart, maps it, sets apart what is no line, and sorts: the same file under
the same mapping gives the same bytes. The report is then read from the snapshot itself.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from tejido.budgets import warehouse
from tejido.budgets.domain.cell_sql import identifier, quoted
from tejido.budgets.domain.columns import COLUMNS, DIMENSIONS, MEASURES
from tejido.budgets.domain.import_report import (
    Named,
    SetApart,
    changed_labels,
    coverage_data,
    shortened,
    too_many_refused,
)
from tejido.budgets.domain.mapping import Mapping, SkipKind, missing_columns
from tejido.budgets.domain.mapping_sql import (
    RowFault,
    faults_list,
    select_list,
    skip_case,
)
from tejido.budgets.domain.report_sql import coverage_sql, key_of, labels_sql, repeated_sql
from tejido.budgets.domain.table_faults import TableFault
from tejido.budgets.reading import Choices, ReadTable, open_table, raw_sql, record_sql
from tejido.budgets.snapshot_files import digest_of
from tejido.budgets.table_fault_messages import table_error
from tejido.budgets.warehouse import Warehouse
from tejido.core.errors import InvalidInput

Tell = Callable[[str, int], None]
"""Told the step ("reading", "counting", "storing") and how far the import is, in per cent."""

Labels = dict[str, list[Named]]


class ImportRefused(InvalidInput):
    """The file cannot be stored; the report says why.

    Arguments:
        report: as far as it got.
    """

    default_code = "import-refused"

    def __init__(self, message: Any, report: dict[str, Any], code: str) -> None:
        super().__init__(message, code=code)
        self.report = report


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot that can be put in place.

    Arguments:
        path: the Parquet file, in the folder of the work.
        digest: its SHA-256.
        rows: lines in it.
        labels: by dimension, the codes and labels of its lines.
        report: what is kept with it.
    """

    path: Path
    digest: str
    rows: int
    labels: Labels
    report: dict[str, Any]


def build(
    original: Path,
    mapping: Mapping,
    choices: Choices,
    work: Path,
    *,
    earlier: Sequence[Path] = (),
    tell: Tell,
) -> Built:
    """Make the snapshot of a file.

    Arguments:
        original: the ministry's file.
        mapping: how its columns are read.
        choices: what a person chose about reading it.
        work: a folder for the snapshot.
        earlier: Parquet files of the dataset's snapshots in force, to compare labels with.
        tell: told how far it is.

    Errors:
        ImportRefused: with the report. WarehouseFailed: memory or disk.
    """
    tell("reading", 0)
    path = work / "lines.parquet"
    with _opened(original, choices) as table:
        lacking = missing_columns(mapping, table.header)
        _refuse_misfit(mapping, table, lacking)
        with warehouse.connect(files=[table.path, *earlier], folders=[work]) as engine:
            apart = _write_lines(engine, table, mapping, path)
            tell("counting", 60)
            with ThreadPoolExecutor(max_workers=1) as pool:
                digest = pool.submit(digest_of, path)
                report, labels = _counted(engine, path, earlier)
                report["file"] = _file_data(table, lacking)
                rows = sum(one["rows"] for one in report["coverage"])
                _add_records(report, apart, rows)
                _refuse_unread(report, apart, rows)
                tell("storing", 90)
                return Built(path, digest.result(), rows, labels, report)


def _write_lines(engine: Warehouse, table: ReadTable, mapping: Mapping, path: Path) -> SetApart:
    faults = sorted(faults_list(mapping, table.header), key=lambda fault: not fault.refuses)
    apart = SetApart(
        faults=[(fault.name, fault.column) for fault in faults],
        refusing=sum(fault.refuses for fault in faults),
        totals=frozenset(rule.name for rule in mapping.skip if rule.kind is SkipKind.TOTAL),
    )
    engine.listen(
        "set_apart", ("BIGINT", "VARCHAR", "BIGINT", "VARCHAR[]", "VARCHAR[]"), apart.meet
    )
    engine.write_parquet(_lines_sql(table, mapping, faults), path)
    return apart


def _lines_sql(table: ReadTable, mapping: Mapping, faults: Sequence[RowFault]) -> str:
    """Return the query of the canonical lines in their order, all others told of on the way."""
    columns = ", ".join(COLUMNS)
    cells = ", ".join(f"raw.{identifier(name)}" for name in table.header)
    texts = ", ".join(f"CAST({name} AS VARCHAR)" for name in COLUMNS)
    bits = " + ".join(
        f"CASE WHEN {fault.condition} THEN {1 << bit} ELSE 0 END"
        for bit, fault in enumerate(faults)
    )
    return (
        f"SELECT {columns} FROM (SELECT {select_list(mapping, table.header)},"
        f" place AS line, {skip_case(mapping, table.header)} AS skip, {bits or '0'} AS bits,"
        f" [{cells}] AS cells"
        f" FROM (SELECT *, {record_sql(table)} AS place FROM ({raw_sql(table)}) raw) raw)"
        f" WHERE CASE WHEN skip IS NULL AND bits = 0 THEN true"
        f" ELSE set_apart(line, skip, bits, cells, [{texts}]) END"
        f" ORDER BY {columns}"
    )


def _counted(
    engine: Warehouse, path: Path, earlier: Sequence[Path]
) -> tuple[dict[str, Any], Labels]:
    lines = f"read_parquet({quoted(str(path))})"
    coverage, nulls = coverage_data(engine.rows(coverage_sql(lines)), MEASURES)
    labels = {name: _named(engine, lines, name) for name in DIMENSIONS}
    old: Labels = {}
    if earlier:
        listed = ", ".join(quoted(str(one)) for one in earlier)
        old = {name: _named(engine, f"read_parquet([{listed}])", name) for name in DIMENSIONS}
    changed = {
        name: shortened(changed_labels(found, old.get(name, ()))) for name, found in labels.items()
    }
    report = {
        "coverage": coverage,
        "nulls": nulls,
        "labels_changed": {name: found for name, found in changed.items() if found["count"]},
        "repeated": {
            "lines": _repeated(engine, lines, amounts=True),
            "keys": _repeated(engine, lines, amounts=False),
        },
    }
    return report, labels


def _named(engine: Warehouse, lines: str, dimension: str) -> list[Named]:
    width = len(key_of(dimension))
    return [
        Named(tuple(row[:width]), row[width], row[width + 1], row[width + 2])
        for row in engine.rows(labels_sql(lines, dimension))
    ]


def _repeated(engine: Warehouse, lines: str, *, amounts: bool) -> list[dict[str, Any]]:
    return [
        {"year": year, "document": document, "groups": groups, "rows": rows}
        for year, document, groups, rows in engine.rows(repeated_sql(lines, amounts=amounts))
    ]


def _add_records(report: dict[str, Any], apart: SetApart, kept: int) -> None:
    report.update(apart.data())
    report["rows"] = {
        "read": kept + apart.skipped_count + apart.refused_count,
        "kept": kept,
        "refused": apart.refused_count,
        "set_apart": apart.skipped_count,
    }


def _file_data(table: ReadTable, lacking: Sequence[str]) -> dict[str, Any]:
    return {
        "sort": table.sort.value,
        "encoding": table.encoding,
        "member": table.member,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": len(table.header),
        "lacking": list(lacking),
    }


def _refuse_misfit(mapping: Mapping, table: ReadTable, lacking: Sequence[str]) -> None:
    needed = [name for name in ("year", "document", "currency") if name in lacking]
    if not set(mapping.measures) - set(lacking):
        needed += mapping.measures
    if needed:
        raise ImportRefused(
            _("The file does not have the columns this mapping needs. Choose another mapping."),
            {"file": _file_data(table, lacking)},
            "mapping-misfit",
        )


def _refuse_unread(report: dict[str, Any], apart: SetApart, kept: int) -> None:
    if too_many_refused(kept, apart.refused_count):
        raise ImportRefused(
            _(
                "%(refused)s of %(read)s records cannot be read with this mapping, so nothing was"
                " stored. Change the mapping, or how the file is read."
            )
            % {"refused": apart.refused_count, "read": report["rows"]["read"]},
            report,
            "too-many-refused",
        )


@contextmanager
def _opened(original: Path, choices: Choices) -> Iterator[ReadTable]:
    try:
        with open_table(original, choices) as table:
            yield table
    except TableFault as fault:
        raise table_error(fault) from fault
