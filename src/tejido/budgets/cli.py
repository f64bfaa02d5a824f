"""`tejido budget`: budgets on the command line; each command has a module of its own."""

import typer

from tejido.budgets.cli_ask import ask

budget = typer.Typer(no_args_is_help=True, help="Budgets: import, ask, recheck.")
budget.command(epilog="Example: tejido budget ask --institution INM --years 2008:2013")(ask)
