"""Commands for accounts, when the secretariat cannot do it itself."""

from typing import Annotated

import typer

from tejido.core.command import console, prepare_django

app = typer.Typer()

Email = Annotated[str, typer.Argument(help="The account's e-mail address.")]


@app.command(epilog="Example: tejido freeze-account ana@example.org")
def freeze_account(
    email: Email,
    with_made: Annotated[
        bool,
        typer.Option(help="Freeze the accounts it made in the last seven days as well."),
    ] = True,
) -> None:
    """Close an account at once: its phone was seized or lost."""
    prepare_django()
    from tejido.core import actions
    from tejido.core.sign_in import account_of

    actions.freeze_account(actor=None, person=account_of(email), with_made=with_made)
    console.print("Frozen: sessions ended, links, codes and password void, mandates suspended.")


@app.command(epilog="Example: tejido unfreeze-account ana@example.org")
def unfreeze_account(
    email: Email,
    keep_factors: Annotated[
        bool,
        typer.Option(
            "--keep-factors",
            help="Leave the second factors: none of them was on the device that was seized.",
        ),
    ] = False,
) -> None:
    """Open a frozen account again: no other secretary is left to do it."""
    prepare_django()
    from tejido.core import actions
    from tejido.core.sign_in import account_of

    actions.unfreeze_account(actor=None, person=account_of(email), keep_factors=keep_factors)
    console.print("Open again.")


@app.command(epilog="Example: tejido reset-second-factor ana@example.org --reason 'phone lost'")
def reset_second_factor(
    email: Email,
    reason: Annotated[str, typer.Option(help="Why, and how you know that it is the person.")],
) -> None:
    """Remove the second factors of an account: there are not two secretaries left to do it."""
    prepare_django()
    from tejido.core import actions
    from tejido.core.sign_in import account_of

    reset = actions.ask_factor_reset(actor=None, person=account_of(email), reason=reason)
    actions.confirm_factor_reset(actor=None, reset=reset)
    console.print("Removed. The person is told, signs in anew and sets up another one.")
