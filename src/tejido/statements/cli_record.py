"""`tejido record` and `tejido verify`: the record of a published statement."""

import json
from pathlib import Path
from typing import Annotated

import typer

from tejido.core.command import Exit, Format, console, errors, prepare_django, refuse

app = typer.Typer()


@app.command(epilog="Example: tejido record safe-passage --out record.json")
def record(
    slug: Annotated[str, typer.Argument(help="The statement's address.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write.", dir_okay=False)
    ] = None,
    every: Annotated[bool, typer.Option("--list", help="Name what has a record.")] = False,
    answer: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Write the record of a published statement, or list the statements that have one."""
    if every == bool(slug) or bool(slug) != (out is not None):
        refuse("Give a statement and --out FILE, or --list alone.")
    prepare_django()
    if every:
        _list(answer)
    elif out is not None:
        _write(slug, out)


def _list(answer: Format) -> None:
    from tejido.statements.queries.record import with_record

    rows = [
        {
            "statement": statement.slug,
            "version": version.number,
            "digest": version.digest,
            "revision": statement.revision,
        }
        for statement, version in with_record()
    ]
    if answer is Format.JSON:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        line = f"{row['statement']}  {row['version']}  {row['digest']}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _write(slug: str, out: Path) -> None:
    from django.contrib.auth.models import AnonymousUser

    from tejido.statements import record_file
    from tejido.statements.access import get_statement_for

    statement = get_statement_for(AnonymousUser(), slug)
    partial = out.with_name(f"{out.name}.partial")
    try:
        with partial.open("wb") as file:
            record_file.write(statement.pk, file)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    console.print(f"{out}: {out.stat().st_size} bytes", markup=False, soft_wrap=True)


@app.command(epilog="Example: tejido verify record.json --key example.org+1a2b3c4d+Aa...")
def verify(
    file: Annotated[Path, typer.Argument(help="The record.")],
    key: Annotated[str, typer.Option(help="The log's public key, or its fingerprint.")],
    since: Annotated[
        Path | None,
        typer.Option(help="A record or checkpoint kept from before."),
    ] = None,
    revoked: Annotated[
        list[str] | None, typer.Option(help="Fingerprint of a revoked key; may be repeated.")
    ] = None,
) -> None:
    """Verify a record, offline: exit code 0 when it holds, 1 when it does not."""
    prepare_django()
    from tejido.statements.record_words import failing, holding
    from tejido.statements.verify import Fault, check

    try:
        found = check(file, key, since, revoked or [])
    except (Fault, OSError) as fault:
        errors.print(failing(fault), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(Exit.DATA_DOES_NOT_HOLD) from fault
    console.print(holding(found), markup=False, highlight=False, soft_wrap=True)
