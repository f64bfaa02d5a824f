"""`tejido budget recheck`: every published finding, computed again."""

from typing import Annotated, Any

import typer

from tejido.core.command import Exit, Format, console, prepare_django

_SAID = {
    "outdated": "its own data and rules still give it, but other ones are in force by now",
    "differs": "its own data and rules do not give what was published",
    "unreadable": "what it rests on cannot be read",
}


def recheck(
    output: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Compute every published finding again and report those that come out otherwise.

    Exit code 1 when the data and rules of one of them no longer give what was published, or
    cannot be read. Where they do, but others are in force by now (a newer import of the same
    years, a correction), the finding is "outdated": it holds, and there is something newer to cite.
    """
    prepare_django()
    from tejido.budgets.actions.rechecks import recheck_published

    results = recheck_published(actor=None)
    if output == Format.JSON:
        console.print_json(data=results)
    else:
        for one in results:
            console.print(_line(one), markup=False, highlight=False, soft_wrap=True)
    if any(one["verdict"] in {"differs", "unreadable"} for one in results):
        raise typer.Exit(Exit.DATA_DOES_NOT_HOLD)


def _line(result: dict[str, Any]) -> str:
    line = f"{result['verdict']:10} {result['finding']}@{result['version']}"
    said = _SAID.get(result["verdict"])
    return f"{line}: {said} ({_detail(result)})" if said else line


def _detail(result: dict[str, Any]) -> str:
    if result["reason"]:
        return str(result["reason"])
    count = len(result["differences"])
    if not count:
        return "the figures are the same"
    return f"{count} rows differ" if count > 1 else "1 row differs"
