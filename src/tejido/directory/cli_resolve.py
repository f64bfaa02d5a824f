"""`tejido resolve`: a printed list in, the distinct organizations it names out.

Needs neither a database nor Django; reviewers' decisions come through `load_decisions`.
"""

import gc
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from tejido.core.command import Exit, Format, console, errors, progress, refuse
from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import (
    PairKey,
    Resolution,
    Verdict,
    resolve_mentions,
)
from tejido.directory.domain.resolution_output import resolution_data
from tejido.directory.resolve_report import resolution_report

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a list of 100,000 signatories has about 8 MiB."""

_CONTROLS_OF_TEXT = "\t\n\r\f\v\x85\u2028\u2029"
_MOST_CONTROLS = 0.01

app = typer.Typer()


def load_decisions() -> Mapping[PairKey, Verdict]:
    """Reviewers' verdicts to apply, by pair of fingerprints; none without a database."""
    from tejido.directory.stored_decisions import stored_decisions

    return stored_decisions()


@app.command(epilog='Example: tejido resolve list.txt --from "Voces" --format json')
def resolve(
    file: Annotated[Path, typer.Argument(help="The list: plain text, UTF-8.")],
    start: Annotated[
        str | None,
        typer.Option("--from", help="Skip what stands before the first line with this text."),
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", help="For a person or for a program.")
    ] = Format.TABLE,
) -> None:
    """Say which organizations a printed list of signatories names, each once."""
    text = read_text(file)
    if start is not None and not start.strip():
        refuse("--from needs a text to look for.")
    if start is not None and start not in text:
        refuse(f"No line of {file} has the text: {start}", Exit.DATA_DOES_NOT_HOLD)
    resolution = _resolve(text, start)
    if not resolution.mentions:
        refuse(f"Nothing in {file} reads as a list of names.", Exit.DATA_DOES_NOT_HOLD)
    if output is Format.JSON:
        typer.echo(json.dumps(resolution_data(resolution), ensure_ascii=False))
    else:
        console.print(resolution_report(resolution))


def _resolve(text: str, start: str | None) -> Resolution:
    gc.disable()  # No cycles are made, and looking for them costs a sixth of a long list's time.
    with progress() as bar:
        task = bar.add_task("Reading the list", total=None)
        reading = read_list(text, start=start)
        bar.update(task, description=f"Comparing {len(reading.mentions)} mentions")
        resolution = resolve_mentions(reading, decisions=load_decisions())
    gc.enable()
    return resolution


def read_text(file: Path) -> str:
    """The text of a file, refused in one line when it is missing, too large or no text.

    UTF-8 with or without a byte order mark; what is not UTF-8 is read as Windows-1252, said on
    stderr.

    Arguments:
        file: path of the list.
    """
    if not file.is_file():
        refuse(f"There is no file {file}.")
    if file.stat().st_size > LARGEST_FILE:
        refuse(f"{file} is larger than {LARGEST_FILE // 2**20} MiB; this is no list of names.")
    try:
        data = file.read_bytes()
    except PermissionError:
        refuse(f"{file} may not be read.")
    text = _decode(data, file)
    controls = sum(
        1
        for char in text[:100_000]
        if char not in _CONTROLS_OF_TEXT and unicodedata.category(char) == "Cc"
    )
    if "\x00" in text or controls > _MOST_CONTROLS * min(len(text), 100_000):
        refuse(f"{file} is not a text file.")
    return text


def _decode(data: bytes, file: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(f"{file} is UTF-16; save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            refuse(f"{file} is not a text file.")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        refuse(f"{file} is not a text file, or in an unknown encoding; save it as UTF-8.")
    errors.print(f"{file} is not UTF-8; read as Windows-1252.", markup=False)
    return text
