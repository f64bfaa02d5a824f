"""`tejido budget import`: a ministry's file, stored with its report or refused with it."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tejido.core.command import Exit, Format, errors, prepare_django, progress, refuse

if TYPE_CHECKING:
    from tejido.budgets.snapshot_building import Control

_CURRENCY = re.compile("[A-Z]{3}", re.ASCII)
FILE = typer.Argument(help="CSV, XLSX, Parquet, zip or gz, as its publisher has it.")
MAPPING = typer.Option(help="Path of a mapping, or the key of one; proposed when left out.")


def import_file(
    file: Annotated[Path, FILE],
    mapping: Annotated[str, MAPPING] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take the mapping proposed.")] = False,
    dataset: Annotated[str, typer.Option(help="Key; created when there is none.")] = "",
    source_title: Annotated[str, typer.Option(help="What the file is called.")] = "",
    source_url: Annotated[str, typer.Option(help="Where it was found.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    currency: Annotated[
        str, typer.Option(help="Of a new dataset and a proposed mapping: three letters (ISO 4217).")
    ] = "",
    encoding: Annotated[str, typer.Option(help="When the one found is wrong.")] = "",
    member: Annotated[str, typer.Option(help="Which file of a zip.")] = "",
    sheet: Annotated[str, typer.Option(help="Which sheet of a workbook.")] = "",
    control: Annotated[
        Path | None, typer.Option(help="Second source to compare totals by ministry with.")
    ] = None,
    control_mapping: Annotated[str, MAPPING] = "",
    output: Annotated[
        Format, typer.Option("--format", help="For a person or for a program.")
    ] = Format.TABLE,
) -> None:
    """Import a file: its original, a snapshot of its lines, and a report of all that is odd.

    Exit code 1 when it is refused; nothing of it is kept then.
    """
    for path in (file, *([control] if control else [])):
        if not path.is_file():
            refuse(f"There is no file {path} that may be read.")
    money = currency.upper()
    if money and not _CURRENCY.fullmatch(money):
        refuse("A currency is three letters, as ISO 4217 has them: --currency GTQ.")
    prepare_django()
    from tejido.budgets.actions.imports import import_file as store
    from tejido.budgets.cli_mapping import mapping_for
    from tejido.budgets.import_words import dataset_data, source_data
    from tejido.budgets.reading import Choices
    from tejido.budgets.report_printing import print_report
    from tejido.budgets.snapshot_building import ImportRefused

    choices = Choices(encoding=encoding or None, member=member or None, sheet=sheet or None)
    chosen, choices = mapping_for(file, mapping, choices, yes=yes, currency=money, dataset=dataset)
    with progress() as bar:
        task = bar.add_task("Importing", total=100)
        try:
            snapshot = store(
                actor=None,
                path=file,
                mapping=chosen,
                choices=choices,
                data=dataset_data(chosen, dataset, publisher, money),
                source_data=source_data(source_title, source_url, publisher),
                control=_control(control, control_mapping, yes=yes),
                tell=lambda step, done: bar.update(task, description=step, completed=done),
            )
        except ImportRefused as refusal:
            refused: ImportRefused | None = refusal
        else:
            refused = None
    if refused is not None:
        print_report(refused.report, output)
        errors.print(str(refused.message), markup=False)
        sys.exit(Exit.DATA_DOES_NOT_HOLD)
    print_report(snapshot.report, output, snapshot=snapshot)


def _control(path: Path | None, name: str, *, yes: bool) -> "Control | None":
    if path is None:
        return None
    from tejido.budgets.cli_mapping import mapping_for
    from tejido.budgets.reading import Choices
    from tejido.budgets.snapshot_building import Control

    mapping, choices = mapping_for(path, name, Choices(), yes=yes)
    return Control(path, path.name, mapping, choices)
