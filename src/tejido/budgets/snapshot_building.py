"""From a ministry's file to a Parquet snapshot and its report: files alone, no database.

The lines stand in the file's order, which `line` numbers, so the same file under the same mapping
gives the same bytes on any number of threads. The report is read from the snapshot itself.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from tejido.budgets import warehouse
from tejido.budgets.domain.import_report import shortened, too_many_refused
from tejido.budgets.domain.mapping import Mapping, missing_columns, unused_headings
from tejido.budgets.line_writing import Written, opened, write_lines
from tejido.budgets.reading import Choices, ReadTable
from tejido.budgets.report_building import (
    Labels,
    branch_sums,
    control_data,
    counted,
    currencies_but,
    labels_data,
    labels_of,
    own_totals,
    relation,
)
from tejido.budgets.snapshot_files import digest_of
from tejido.budgets.table_fault_messages import filled
from tejido.core.errors import InvalidInput

Tell = Callable[[str, int], None]
"""Told the step ("reading", "counting", "storing") and how far the import is, in per cent."""


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
class Control:
    """A second source the totals by ministry are compared with; it is read and not kept.

    Arguments:
        path: its file.
        name: what the report calls it.
        mapping, choices: how it is read.
    """

    path: Path
    name: str
    mapping: Mapping
    choices: Choices


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
    currency: str,
    earlier: Sequence[Path] = (),
    control: Control | None = None,
    tell: Tell,
) -> Built:
    """Make the snapshot of a file.

    Arguments:
        original: the ministry's file.
        mapping: how its columns are read.
        choices: what a person chose about reading it.
        work: a folder for the snapshot.
        currency: of the dataset; lines in another are refused.
        earlier: Parquet files of the dataset's snapshots in force, to compare labels with.
        control: a second source of the same years.
        tell: told how far it is.

    Errors:
        ImportRefused: with the report. InvalidInput: the file is no table. WarehouseFailed:
            memory or disk.
    """
    tell("reading", 0)
    path = work / "lines.parquet"
    with opened(original, choices) as table:
        lacking = missing_columns(mapping, table.header)
        report: dict[str, Any] = {"file": _file_data(table, mapping, lacking)}
        _refuse_misfit(mapping, lacking, report)
        written = write_lines(table, mapping, path)
    tell("counting", 60)
    _add_records(report, written)
    _refuse_unread(report, written)
    _refuse_other_currencies(report, path, currency)
    with ThreadPoolExecutor(max_workers=1) as pool:
        digest = pool.submit(digest_of, path)
        labels = _add_counts(report, path, written, mapping, earlier)
        if control is not None:
            report["control"] = _controlled(control, path, work)
        tell("storing", 90)
        return Built(path, digest.result(), written.rows, labels, report)


def _add_counts(
    report: dict[str, Any],
    path: Path,
    written: Written,
    mapping: Mapping,
    earlier: Sequence[Path],
) -> Labels:
    with warehouse.connect(files=[path, *earlier]) as engine:
        lines = relation([path])
        report.update(counted(engine, lines))
        report["totals"] = own_totals(engine, lines, mapping, written.apart.total_records)
        labels = labels_of(engine, lines)
        old = labels_of(engine, relation(earlier)) if earlier else {}
        report["labels_changed"] = labels_data(labels, old)
    return labels


def _controlled(control: Control, path: Path, work: Path) -> dict[str, Any]:
    target = work / "control.parquet"
    with opened(control.path, control.choices) as table:
        written = write_lines(table, control.mapping, target)
    with warehouse.connect(files=[path, target]) as engine:
        ours, theirs = branch_sums(engine, [path]), branch_sums(engine, [target])
    return {
        "name": control.name,
        "digest": digest_of(control.path),
        "mapping": control.mapping.key,
        "rows": written.rows,
        **control_data(ours, theirs),
    }


def _add_records(report: dict[str, Any], written: Written) -> None:
    apart = written.apart
    report.update(apart.data())
    report["rows"] = {
        "read": written.rows + apart.skipped_count + apart.refused_count,
        "kept": written.rows,
        "refused": apart.refused_count,
        "set_apart": apart.skipped_count,
    }


def _file_data(table: ReadTable, mapping: Mapping, lacking: Sequence[str]) -> dict[str, Any]:
    return {
        "sort": table.sort.value,
        "encoding": table.encoding,
        "member": table.member,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "header_line": table.header_line,
        "columns": len(table.header),
        "lacking": list(lacking),
        "unused": shortened(unused_headings(mapping, table.header)),
    }


def _refuse_misfit(mapping: Mapping, lacking: Sequence[str], report: dict[str, Any]) -> None:
    needed = [name for name in ("year", "document", "currency") if name in lacking]
    if not set(mapping.measures) - set(lacking):
        needed += mapping.measures
    if needed:
        raise ImportRefused(
            _("The file does not have the columns this mapping needs. Choose another mapping."),
            report,
            "mapping-misfit",
        )


def _refuse_unread(report: dict[str, Any], written: Written) -> None:
    refused = written.apart.refused_count
    if too_many_refused(written.rows, refused):
        raise ImportRefused(
            filled(
                _(
                    "%(refused)s of %(read)s records cannot be read with this mapping, so nothing"
                    " was stored. Change the mapping, or how the file is read."
                ),
                {"refused": refused, "read": report["rows"]["read"]},
            ),
            report,
            "too-many-refused",
        )


def _refuse_other_currencies(report: dict[str, Any], path: Path, currency: str) -> None:
    with warehouse.connect(files=[path]) as engine:
        others = currencies_but(engine, relation([path]), currency)
    if others:
        raise ImportRefused(
            filled(
                _(
                    "The file has amounts in %(found)s; this dataset is in %(ours)s. Nothing was"
                    " stored."
                ),
                {"found": ", ".join(others), "ours": currency},
            ),
            report,
            "currency-mixed",
        )
