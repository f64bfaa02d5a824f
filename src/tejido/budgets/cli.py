"""`tejido budget`: budgets on the command line; each command has a module of its own."""

import typer

from tejido.budgets.cli_ask import ask
from tejido.budgets.cli_lens import concordance, lens
from tejido.budgets.cli_recheck import recheck
from tejido.budgets.cli_setup import setup

budget = typer.Typer(no_args_is_help=True, help="Budgets: import, ask, recheck.")
budget.command(epilog="Example: tejido budget ask --institution INM --years 2008:2013")(ask)
budget.command(epilog="Example: tejido budget recheck --format json")(recheck)
budget.command(epilog="Example: tejido budget setup")(setup)
budget.add_typer(lens, name="lens")
budget.add_typer(concordance, name="concordance")
