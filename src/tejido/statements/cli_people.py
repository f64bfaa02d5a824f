"""`tejido person`: what is stored of somebody who signs, handed out or erased at their wish."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from tejido.core.command import Exit, console, prepare_django, refuse

if TYPE_CHECKING:
    from tejido.statements.models import Signatory

person = typer.Typer(no_args_is_help=True, help="What is stored of people who sign.")

Email = Annotated[str, typer.Argument(help="The e-mail address they signed with.")]


@person.command(epilog="Example: tejido person export ana@example.org > ana.json")
def export(email: Email) -> None:
    """Print all that is stored of a person who signs, as JSON.

    Exit code 1 when nothing is.
    """
    people = _people(email)
    from tejido.statements.queries.people import stored_of

    typer.echo(json.dumps(stored_of(people), ensure_ascii=False, indent=1))


@person.command(epilog="Example: tejido person erase ana@example.org --yes")
def erase(
    email: Email,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before erasing.")] = False,
) -> None:
    """Take back a person's signatures and erase all that is stored of them, for good.

    Exit code 1 when nothing is.
    """
    people = _people(email)
    question = f"Erase the person and take back their signatures: {len(people)}?"
    if not yes and not typer.confirm(question, err=True):
        refuse("Nothing was erased.", Exit.FINE)
    from tejido.statements.actions.people_keeping import erase_own

    erase_own(signatories=people)
    console.print(f"Erased: {len(people)}")


def _people(email: str) -> "list[Signatory]":
    prepare_django()
    from tejido.statements.actions.people import email_key
    from tejido.statements.queries.people import people_with

    try:
        people = people_with(email_key(email))
    except ValueError:
        refuse("This is no e-mail address.")
    if not people:
        refuse("Nothing is stored under this address.", Exit.DATA_DOES_NOT_HOLD)
    return people
