"""`tejido budget`: budgets on the command line; each command has a module of its own."""

import typer

from tejido.budgets.cli_ask import ask
from tejido.budgets.cli_import import import_file
from tejido.budgets.cli_lens import concordance, lens
from tejido.budgets.cli_recheck import recheck
from tejido.budgets.cli_setup import setup
from tejido.budgets.cli_snapshots import correct, report, snapshots, withdraw

budget = typer.Typer(no_args_is_help=True, help="Budgets: import, ask, recheck.")
budget.command(epilog="Example: tejido budget ask --institution INM --years 2008:2013")(ask)
budget.command(epilog="Example: tejido budget recheck --format json")(recheck)
budget.command(epilog="Example: tejido budget setup")(setup)
budget.command(
    "import", epilog="Example: tejido budget import cuenta.csv --mapping mx-final-account"
)(import_file)
budget.command(epilog="Example: tejido budget snapshots")(snapshots)
budget.command(epilog="Example: tejido budget report 3f2a9c04")(report)
budget.command(
    epilog="Example: tejido budget correct 3f2a9c04 --line 7 --set approved=1 --reason Why"
)(correct)
budget.command(epilog="Example: tejido budget withdraw 3f2a9c04 --reason Why")(withdraw)
budget.add_typer(lens, name="lens")
budget.add_typer(concordance, name="concordance")
