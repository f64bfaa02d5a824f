"""`tejido budget recheck`: every published finding, computed again."""

from typing import Annotated, Any

import typer

from tejido.core.command import Exit, Format, console, prepare_django


def recheck(
    output: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Compute every published finding again and report those that come out otherwise.

    Exit code 1 when the data and rules of one of them no longer give what was published. Where
    they do, and newer data of the same years give something else, the finding is "outdated".
    """
    prepare_django()
    from tejido.budgets.actions.rechecks import recheck_published

    results = recheck_published(actor=None)
    if output == Format.JSON:
        console.print_json(data=results)
    else:
        for one in results:
            console.print(_line(one), markup=False)
    if any(one["verdict"] in {"differs", "unreadable"} for one in results):
        raise typer.Exit(Exit.DATA_DOES_NOT_HOLD)


def _line(result: dict[str, Any]) -> str:
    differences = f" ({len(result['differences'])} rows)" if result["differences"] else ""
    return f"{result['verdict']:10} {result['finding']}@{result['version']}{differences}"
