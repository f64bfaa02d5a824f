"""`tejido budget snapshots`, `report`, `correct`, `withdraw`: imports, and putting them right."""

import json
import sys
from typing import Annotated

import typer

from tejido.core.command import Format, console, prepare_django

OUTPUT = typer.Option("--format", help="For a person or for a program.")
SNAPSHOT = typer.Argument(help="Key of the snapshot, or the beginning of its SHA-256.")


def snapshots(output: Annotated[Format, OUTPUT] = Format.TABLE) -> None:
    """List what was imported, newest first."""
    prepare_django()
    from tejido.budgets.queries.snapshots import listed_snapshots, snapshot_data

    found = [snapshot_data(one) for one in listed_snapshots()]
    if output is Format.JSON:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    for one in found:
        state = "withdrawn" if one["withdrawn_at"] else one["state"]
        shown = f"{one['snapshot']}  {state}  {one['dataset']}  {one['rows']}  {one['file']}"
        console.print(shown, markup=False, highlight=False)


def report(
    snapshot: Annotated[str, SNAPSHOT],
    control: Annotated[
        str, typer.Option(help="Another snapshot to compare totals by ministry with.")
    ] = "",
    output: Annotated[Format, OUTPUT] = Format.TABLE,
) -> None:
    """Print the report of an import; with --control, compare it anew, corrections applied."""
    prepare_django()
    from tejido.budgets.queries.controls import compared
    from tejido.budgets.queries.snapshots import snapshot_called
    from tejido.budgets.report_printing import print_report

    found = snapshot_called(snapshot)
    told = dict(found.report)
    if control:
        told["control"] = compared(found, snapshot_called(control))
    print_report(told, output, snapshot=found)


def correct(
    snapshot: Annotated[str, SNAPSHOT],
    line: Annotated[int, typer.Option(help="Place of the record in the file.", min=1)],
    change: Annotated[
        list[str], typer.Option("--set", help="column=value; column= for nothing; repeatable.")
    ],
    reason: Annotated[str, typer.Option(help="Why; it stands beside every figure it touches.")],
) -> None:
    """Put a line right whenever it is read; the snapshot stays as it is."""
    prepare_django()
    from tejido.budgets.actions.corrections import create_correction
    from tejido.budgets.queries.snapshots import snapshot_called

    pairs = (one.partition("=") for one in change)
    row = create_correction(
        actor=None,
        snapshot=snapshot_called(snapshot),
        where={"line": str(line)},
        change={column: value or None for column, _, value in pairs},
        reason=reason,
    )
    console.print(f"correction {row.pk}", markup=False, highlight=False)


def withdraw(
    snapshot: Annotated[str, SNAPSHOT],
    reason: Annotated[str, typer.Option(help="Why; it stands on the import's page.")],
) -> None:
    """Take an import out of force; its files and its report stay for what cites them."""
    prepare_django()
    from tejido.budgets.actions.withdrawals import withdraw_snapshot
    from tejido.budgets.queries.snapshots import snapshot_called

    found = snapshot_called(snapshot)
    withdraw_snapshot(actor=None, snapshot=found, reason=reason)
    console.print(f"withdrawn: {found.key}", markup=False, highlight=False)
