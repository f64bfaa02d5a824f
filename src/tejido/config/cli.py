"""The `tejido` command: what each app offers, under one name.

An app's `cli.py` imports its actions inside its functions, after `prepare_django`, so that
`tejido resolve` and every help stay quick and need no database.
"""

import secrets
import socket
import sys
from typing import Annotated

import typer

from tejido.budgets.cli import budget
from tejido.config.demo import demo
from tejido.core import cli as core_cli
from tejido.core import cli_accounts, cli_keys
from tejido.core.command import Exit, errors, prepare_django, refuse_taken_port
from tejido.directory import cli as directory_cli
from tejido.directory import cli_resolve
from tejido.statements import cli as statements_cli
from tejido.statements import cli_people, cli_record

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Tejido: from a list as printed to a statement, its signatures and its record.",
)
for group in (core_cli, cli_accounts, cli_resolve, directory_cli, cli_record):
    app.add_typer(group.app)
app.add_typer(statements_cli.check, name="check")
app.add_typer(cli_people.person, name="person")
app.add_typer(cli_keys.keys, name="keys")
app.add_typer(budget, name="budget")


@app.command(epilog="Example: tejido migrate")
def migrate() -> None:
    """Create or update the tables of the database."""
    prepare_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)


@app.command(epilog="Example: tejido serve --port 8000")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="TCP port.", min=1, max=65535)] = 8000,
) -> None:
    """Serve the pages, to this machine only unless told otherwise."""
    refuse_taken_port(port, host)
    prepare_django()
    from tejido.config import serving
    from tejido.core.backup import refuse_unfinished_restore

    refuse_unfinished_restore()
    serving.collect_static()
    errors.print(f"http://{host}:{port}")
    serving.serve(host=host, port=port)


@app.command(epilog="Example: tejido work --batch")
def work(
    batch: Annotated[bool, typer.Option("--batch", help="Stop when the queue is empty.")] = False,
) -> None:
    """Run queued tasks (PDF files and other long work)."""
    prepare_django()
    from tejido.core.backup import refuse_unfinished_restore
    from tejido.core.worker import work as run

    refuse_unfinished_restore()
    run(worker_id=f"{socket.gethostname()[:40]}-{secrets.token_hex(6)}", batch=batch)


app.command(epilog="Example: tejido demo --no-serve --data /tmp/tejido")(demo)


def main() -> None:
    """Run the command line: a refusal is one line on stderr and an exit code, never a trace."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    from tejido.core.errors import DomainError

    try:
        app()
    except DomainError as refusal:
        errors.print(str(refusal.message), markup=False)
        sys.exit(Exit.DATA_DOES_NOT_HOLD)
    except (OperationalError, ProgrammingError) as failure:
        errors.print(f"The database does not answer as it should: {failure}", markup=False)
        errors.print("Has `tejido migrate` been run?")
        sys.exit(Exit.DATA_DOES_NOT_HOLD)
    except (ImproperlyConfigured, OSError) as failure:
        errors.print(str(failure), markup=False)
        sys.exit(Exit.WRONG_USE)
