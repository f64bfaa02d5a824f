"""`tejido keys`: the key that signs the transparency log's checkpoints."""

import json
from typing import Annotated

import typer

from tejido.core.command import Format, console, prepare_django

keys = typer.Typer(no_args_is_help=True, help="The key that signs the record's checkpoints.")


@keys.command(epilog="Example: tejido keys new")
def new() -> None:
    """Make a signing key. One that exists signs no more; its public key stays known."""
    prepare_django()
    from tejido.core.transparency.keys import grouped, make_key

    made = make_key()
    console.print(made.line, markup=False, highlight=False, soft_wrap=True)
    console.print(grouped(made.fingerprint), markup=False, highlight=False, soft_wrap=True)


@keys.command(epilog="Example: tejido keys show --all")
def show(
    every: Annotated[bool, typer.Option("--all", help="Earlier and revoked keys too.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to answer.")] = Format.TABLE,
) -> None:
    """Print the public key and its fingerprint, to be handed on and compared."""
    prepare_django()
    from tejido.core.transparency.keys import NoKey, grouped, public_keys

    found = public_keys()
    if not found:
        raise NoKey
    shown = found if every else found[-1:]
    if form is Format.JSON:
        rows = [
            {
                "key": key.line,
                "fingerprint": key.fingerprint,
                "made_on": key.made_on,
                "revoked_on": key.revoked_on,
            }
            for key in shown
        ]
        typer.echo(json.dumps(rows if every else rows[0], ensure_ascii=False))
        return
    for key in shown:
        console.print(key.line, markup=False, highlight=False, soft_wrap=True)
        state = f"{key.made_on} – {key.revoked_on} (revoked)" if key.revoked_on else key.made_on
        line = f"{grouped(key.fingerprint)}  {state}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@keys.command(epilog="Example: tejido keys revoke 'a1b2 c3d4 ...'")
def revoke(
    fingerprint: Annotated[str, typer.Argument(help="As tejido keys show prints it.")],
) -> None:
    """Say that a key is no longer to be believed: its server was seized, its file copied."""
    prepare_django()
    from tejido.core.transparency.keys import grouped, revoke_key

    revoked = revoke_key(fingerprint)
    console.print(f"{grouped(revoked.fingerprint)}  {revoked.revoked_on}", soft_wrap=True)
