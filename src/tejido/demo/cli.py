"""`tejido demo`: the real case and an invented example, prepared and served."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tejido.core import command
from tejido.core.command import Format, console, prepare_django, progress, refuse

if TYPE_CHECKING:
    from tejido.demo.report import DemoReport

NO_SERVE = typer.Option("--no-serve", help="Only prepare.")
FOLDER = typer.Option(help="Folder of all it writes (TEJIDO_DATA, or var).")
PORT = typer.Option(help="TCP port.", min=1, max=65535)
PEOPLE = typer.Option(
    help="Text file with the real people of 2017: line n names Persona n, an affiliation after a "
    "semicolon.",
    exists=True,
    dir_okay=False,
)
OUTPUT = typer.Option("--format", help="How to print the links.")


def demo_command(
    *, collect_static: Callable[[], None], serve: Callable[[int], None]
) -> Callable[..., None]:
    """Return the command; the layer above lends what it alone knows.

    Arguments:
        collect_static: puts the static files where they are served from.
        serve: serves on a port of this machine, with a worker beside, until told to stop.
    """

    def demo(
        no_serve: Annotated[bool, NO_SERVE] = False,
        data: Annotated[Path | None, FOLDER] = None,
        port: Annotated[int, PORT] = 8000,
        people: Annotated[Path | None, PEOPLE] = None,
        output: Annotated[Format, OUTPUT] = Format.TABLE,
    ) -> None:
        """Load the declaration of 2017 and two invented statements, and serve them.

        Running it again changes nothing that is loaded and makes new sign-in links.
        """
        if not no_serve:
            command.refuse_taken_port(port)
        _point_settings_at(data, port)
        report = _prepare(collect_static, people)
        _show(report, output)
        if not no_serve:
            serve(port)

    return demo


def _point_settings_at(data: Path | None, port: int) -> None:
    """Tell the settings, which are read once, where everything lies and at which address."""
    if data is not None:
        os.environ["TEJIDO_DATA"] = str(data.absolute())
    os.environ["TEJIDO_BASE_URL"] = f"http://localhost:{port}"
    # The links that are printed let anybody in; the pages say that no second factor is asked.
    os.environ.setdefault("TEJIDO_SECOND_FACTOR", "none")


def _prepare(collect_static: Callable[[], None], people: Path | None) -> "DemoReport":
    prepare_django()
    from django.core.management import call_command

    from tejido.core.worker import work
    from tejido.demo.actions import STEPS, prepare_demo
    from tejido.demo.files import read_people

    try:
        names = read_people(people) if people else {}
    except UnicodeDecodeError:
        refuse(f"{people} is not a text file in UTF-8.")
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    with progress() as bar:
        task = bar.add_task("", total=STEPS + 1)
        report = prepare_demo(
            progress=lambda step: bar.update(task, description=step, advance=1), people=names
        )
        bar.update(task, description="Files to print", advance=1)
        work(worker_id="demo", batch=True)
    return report


def _show(report: "DemoReport", output: Format) -> None:
    if output is Format.JSON:
        console.print_json(json.dumps(asdict(report)))
        return
    console.print(report.as_text(), soft_wrap=True, highlight=False, markup=False)
