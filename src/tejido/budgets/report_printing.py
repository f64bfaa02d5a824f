"""An import's report on the command line: tables for a person, JSON for a program."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.table import Table

from tejido.budgets.domain.data_order import in_order
from tejido.budgets.models import Snapshot
from tejido.budgets.queries.snapshots import snapshot_data
from tejido.core.command import Format, console

Report = Mapping[str, Any]
_SHOWN = 20


def print_report(report: Report, output: Format, *, snapshot: Snapshot | None = None) -> None:
    """Print a report on stdout.

    Arguments:
        report: what the import found.
        output: how; JSON has all of it.
        snapshot: what was stored, None when it was refused.
    """
    stored = None if snapshot is None else snapshot_data(snapshot)
    report = in_order(report)
    if output is Format.JSON:
        whole = {"snapshot": stored, **report}
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
        return
    for name, value in (stored or {}).items():
        _say(f"{name}: {value}")
    _print_rows(report)
    _print_coverage(report)
    _print_replaced(report)
    _print_refused(report)
    _print_noted(report)
    _print_labels(report)
    _print_totals(report)
    print_control(report.get("control", {}))


def print_control(control: Report) -> None:
    """Print the comparison of two sources by ministry."""
    if not control:
        return
    table = Table("year", "measure", "documents", "agree", title="By ministry")
    table.add_column("difference", justify="right")
    for one in control["comparisons"]:
        where = (str(one["year"]), one["measure"], " / ".join(one["documents"]))
        table.add_row(*where, f"{one['agree']} of {one['compared']}", "")
        for exception in one["exceptions"]:
            table.add_row("", "", exception["branch"], "", exception["difference"])
        for side in ("only_ours", "only_theirs"):
            for alone in one[side]:
                table.add_row("", "", alone["branch"], side, alone["amount"])
    console.print(table)


def _print_rows(report: Report) -> None:
    file, rows = report.get("file", {}), report.get("rows", {})
    for name in ("encoding", "member", "sheet"):
        if file.get(name):
            _say(f"{name}: {file[name]}")
    if file.get("lacking"):
        _say(f"columns not there: {', '.join(file['lacking'])}")
    if file.get("unused", {}).get("count"):
        unused = file["unused"]
        more = unused["count"] - len(unused["first"])
        _say(
            f"columns of the file not used: {', '.join(unused['first'])}"
            + (f" and {more} more" if more else "")
        )
    if rows:
        told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in rows.items())
        _say(f"records: {told}")


def _print_coverage(report: Report) -> None:
    coverage = report.get("coverage", [])
    if not coverage:
        return
    measures = [name for name in coverage[0]["totals"] if any(c["totals"][name] for c in coverage)]
    table = Table("year", "document", title="Years")
    for name in ("lines", *measures):
        table.add_column(name, justify="right")
    for one in coverage:
        sums = [one["totals"][name] or "-" for name in measures]
        table.add_row(str(one["year"]), one["document"], str(one["rows"]), *sums)
    console.print(table)
    for null in report["nulls"]:
        where = f"{null['year']} {null['document']}"
        _say(f"{where}: {null['rows']} lines without an amount {null['measure']}")
    for sort, rows in report["repeated"].items():
        for one in rows:
            where = f"{one['year']} {one['document']}"
            _say(
                f"{where}: {one['rows']} lines in {one['groups']} groups repeat ({sort}), all kept"
            )


def _print_replaced(report: Report) -> None:
    for one in report.get("replaced", []):
        _say(
            f"replaced: {one['year']} {one['document']}, {one['rows']} lines of import"
            f" {one['snapshot']} ({one['file']}) are no longer in force"
        )


def _print_refused(report: Report) -> None:
    for one in report.get("refused", {}).get("records", [])[:_SHOWN]:
        line = f"record {one['line']}" + (
            f", line {one['file_line']}" if "file_line" in one else ""
        )
        _say(f"refused, {line}: {one['reason']} {one['column']} {' | '.join(one['cells'])}")
    for one in report.get("set_apart", []):
        _say(f"set apart: {one['rows']} records, {one['name']}")


def _print_noted(report: Report) -> None:
    for one in report.get("noted", []):
        _say(f"{one['name']} {one['column']}: {one['rows']} lines")
    for name, lines in report.get("noted_lines", {}).items():
        for one in lines[:_SHOWN]:
            place = " ".join(
                str(one[part] or "-") for part in ("year", "branch", "unit", "programme")
            )
            cells = "; ".join(f"{heading}: {cell}" for heading, cell in one["cells"].items())
            _say(f"{name}, record {one['line']}: {place} {cells}")


def _print_labels(report: Report) -> None:
    for dimension, changed in report.get("labels_changed", {}).items():
        _say(f"{changed['count']} codes of {dimension} have more than one name")


def _print_totals(report: Report) -> None:
    for name, found in report.get("totals", {}).items():
        _say(f"totals of the file ({name}): {found['agree']} of {found['checked']} amounts agree")
        for one in found["exceptions"]["first"][:_SHOWN]:
            where = " ".join(one["of"])
            _say(f"  record {one['line']} {where}: {one['measure']} differs by {one['difference']}")


def _say(text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
