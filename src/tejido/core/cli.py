"""Commands of the installation as a whole: sign-in links, backup and restore."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tejido.core.command import console, prepare_django, progress

app = typer.Typer()


class AccountRole(StrEnum):
    """The roles an account may have (as `core.models.Role`, which needs Django)."""

    SECRETARY = "secretary"
    REVIEWER = "reviewer"
    DELEGATE = "delegate"


@app.command(epilog="Example: tejido sign-in-link ana@example.org --role secretary --name Ana")
def sign_in_link(
    email: Annotated[str, typer.Argument(help="The account's e-mail address.")],
    role: Annotated[
        AccountRole | None, typer.Option(help="Creates the account with this role.")
    ] = None,
    name: Annotated[str, typer.Option(help="How the person is called on screen.")] = "",
) -> None:
    """Print a link that signs a person in once, within two days."""
    prepare_django()
    from tejido.core.actions import invite_person
    from tejido.core.models import Role

    chosen = Role(role) if role else None
    console.print(invite_person(actor=None, email=email, role=chosen, name=name), soft_wrap=True)


@app.command(epilog="Example: tejido backup --to 2026-11-21.age --recipient age1...")
def backup(
    to: Annotated[Path, typer.Option(help="File to create.", dir_okay=False)],
    recipient: Annotated[list[str], typer.Option(help="Public key of age; may be repeated.")],
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Put the secret key in as well.")
    ] = False,
) -> None:
    """Write an encrypted backup: database, uploaded files, erasure ledger."""
    prepare_django()
    from tejido.core.backup import make_backup

    with progress() as bar:
        task = bar.add_task("Backing up", total=None)
        make_backup(
            to, recipient, with_secrets=with_secrets, advance=lambda n: bar.advance(task, n)
        )
    console.print(f"{to}: {to.stat().st_size} bytes", markup=False)


@app.command(epilog="Example: tejido restore 2026-11-21.age --identity tejido-identity.txt")
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
    identity: Annotated[
        Path, typer.Option(help="File with the secret key of age.", exists=True, dir_okay=False)
    ],
) -> None:
    """Restore a backup into an empty installation, then erase again what was erased since."""
    prepare_django()
    from tejido.core.backup import restore_backup

    with progress() as bar:
        task = bar.add_task("Restoring", total=None)
        replayed = restore_backup(
            file, identity.read_text(), advance=lambda n: bar.advance(task, n)
        )
    console.print(f"Restored; erasures replayed: {replayed}", markup=False)
