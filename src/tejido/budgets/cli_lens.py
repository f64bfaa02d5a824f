"""`tejido budget lens` and `tejido budget concordance`: published rules on the command line."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tejido.core.command import Format, console, prepare_django

OUTPUT = typer.Option("--format", help="For a person or for a program.")
REASON = typer.Option(help="Why this version is published; it stands beside it.")
FILE = typer.Argument(help="The rules in YAML; docs/budgets.md.")

lens = typer.Typer(no_args_is_help=True, help="Lenses: rules that put budget lines in classes.")
concordance = typer.Typer(no_args_is_help=True, help="Concordances: codes through the years.")


@lens.command("list", epilog="Example: tejido budget lens list")
def lens_list(output: Annotated[Format, OUTPUT] = Format.TABLE) -> None:
    """List the lenses with their newest versions."""
    prepare_django()
    from tejido.budgets.queries.rule_sets import lenses
    from tejido.budgets.rule_printing import print_list

    print_list(lenses(), output)


@lens.command("show", epilog="Example: tejido budget lens show mx-people-on-the-move@1")
def lens_show(name: Annotated[str, typer.Argument(help="key or key@version")]) -> None:
    """Print the rules of a lens as YAML that can be published again."""
    prepare_django()
    from tejido.budgets.queries.answers import lens_version
    from tejido.budgets.rule_files import write_yaml

    sys.stdout.write(write_yaml(lens_version(name).spec))


@lens.command("publish", epilog='Example: tejido budget lens publish lens.yaml --reason "2024"')
def lens_publish(file: Annotated[Path, FILE], reason: Annotated[str, REASON]) -> None:
    """Publish a lens; the same rules again make no new version."""
    prepare_django()
    from tejido.budgets.actions.lenses import publish_lens
    from tejido.budgets.rule_printing import rules_in

    console.print(str(publish_lens(actor=None, data=rules_in(file), reason=reason)))


@lens.command("compare", epilog="Example: tejido budget lens compare a@1 a@2 --dataset mx")
def lens_compare(
    one: Annotated[str, typer.Argument(help="key or key@version")],
    other: Annotated[str, typer.Argument(help="key or key@version")],
    dataset: Annotated[str, typer.Option(help="Key of the dataset.")],
    document: Annotated[str, typer.Option(help="Sort of document.")] = "final_account",
    year: Annotated[int | None, typer.Option(help="One year; all when left out.")] = None,
    output: Annotated[Format, OUTPUT] = Format.TABLE,
) -> None:
    """Count lines and money by the class each of two lenses gives them."""
    prepare_django()
    from tejido.budgets.lens_naming import compare_named
    from tejido.budgets.rule_printing import print_comparison

    print_comparison(*compare_named(one, other, dataset, document, year), output)


@concordance.command("list", epilog="Example: tejido budget concordance list")
def concordance_list(output: Annotated[Format, OUTPUT] = Format.TABLE) -> None:
    """List the concordances with their newest versions."""
    prepare_django()
    from tejido.budgets.queries.rule_sets import concordances
    from tejido.budgets.rule_printing import print_list

    print_list(concordances(), output)


@concordance.command("publish", epilog="Example: tejido budget concordance publish c.yaml …")
def concordance_publish(file: Annotated[Path, FILE], reason: Annotated[str, REASON]) -> None:
    """Publish a concordance; the same again makes no new version."""
    prepare_django()
    from tejido.budgets.actions.concordances import publish_concordance
    from tejido.budgets.rule_printing import rules_in

    console.print(str(publish_concordance(actor=None, data=rules_in(file), reason=reason)))
