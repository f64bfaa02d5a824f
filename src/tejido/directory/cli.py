"""`tejido import` and `tejido export`: organizations from and to files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tejido.core.command import Exit, Format, console, prepare_django, progress, refuse

if TYPE_CHECKING:
    from tejido.directory.actions.imports import Report

app = typer.Typer()


class FileFormat(StrEnum):
    """How an export is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


@app.command("import", epilog="Example: tejido import organizations.csv --apply")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8) or XLSX; docs/import-export.md.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Write it, unless a line is refused.")
    ] = False,
    output: Annotated[
        Format, typer.Option("--format", help="For a person or for a program.")
    ] = Format.TABLE,
) -> None:
    """Show line by line what a table would create, change and refuse; with --apply, do it.

    When a line is refused nothing is written and the exit code is 1.
    """
    if not file.is_file() or not os.access(file, os.R_OK):
        refuse(f"There is no file {file} that may be read.")
    prepare_django()
    from tejido.directory.actions import import_table, plan_table
    from tejido.directory.import_report import print_plan

    with _reporting() as report:
        plan = plan_table(actor=None, path=file, report=report)
        refused = bool(plan.refused)
        if apply and not refused:
            import_table(actor=None, path=file, expected=plan.digest, report=report)
    print_plan(plan, output, applied=apply and not refused)
    if refused:
        raise typer.Exit(Exit.DATA_DOES_NOT_HOLD)


@app.command("export", epilog="Example: tejido export --to directory.xlsx --format xlsx")
def export_file(
    to: Annotated[Path, typer.Option(help="File to write.", dir_okay=False)],
    file_format: Annotated[FileFormat, typer.Option("--format", help="How to write it.")],
    public: Annotated[bool, typer.Option("--public", help="Only what everybody may see.")] = False,
) -> None:
    """Write the organizations of the directory, their names and memberships, to a file.

    Without --public it holds sealed ones too: the file is readable by its owner alone.
    """
    if not to.parent.is_dir():
        refuse(f"There is no folder {to.parent}.")
    prepare_django()
    from django.contrib.auth.models import AnonymousUser

    from tejido.core.models import Role, User
    from tejido.directory.export_files import write_export
    from tejido.directory.queries.export import exported_organizations

    reader = AnonymousUser() if public else User(role=Role.SECRETARY)
    ids = exported_organizations(reader)
    part = to.with_name(f".{to.name}.part")
    try:
        with progress() as bar:
            task = bar.add_task("Exporting", total=len(ids))
            write_export(part, reader, ids, file_format, lambda: bar.advance(task))
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    console.print(f"{to}: {len(ids)} organizations", markup=False, highlight=False)


@contextmanager
def _reporting() -> Iterator["Report"]:
    titles = {"read": "Reading", "write": "Writing"}
    with progress() as bar:
        task = bar.add_task("Reading", total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=titles[what], completed=done, total=total or None)

        yield report
