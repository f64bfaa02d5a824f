"""`tejido check statements`: the checks that block publication, over all that stands."""

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from tejido.core.command import Exit, Format, console, prepare_django

check = typer.Typer(no_args_is_help=True, help="Check what the database holds.")


@check.command("statements", epilog="Example: tejido check statements --format json")
def check_statements(
    answer: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """List what fails in the published version and the draft of every statement.

    Exit code 0 when nothing does, 1 otherwise.
    """
    prepare_django()
    from tejido.statements.queries.drafts import findings

    rows = [
        {
            "statement": finding.statement,
            "version": finding.version,
            "problem": str(finding.problem.code),
            "where": finding.problem.where,
        }
        for finding in findings()
    ]
    if answer == Format.JSON:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        _show(rows)
    raise typer.Exit(Exit.DATA_DOES_NOT_HOLD if rows else Exit.FINE)


def _show(rows: list[dict[str, object]]) -> None:
    if not rows:
        console.print("Every statement passes the checks.")
        return
    table = Table("Statement", "Version", "Problem", "Where")
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row.values()))
    console.print(table)
