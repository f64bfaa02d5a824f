"""Lenses and concordances on the console: for a person as a table, for a program as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.rule_files import LARGEST, read_yaml
from tejido.budgets.rule_wording import refused
from tejido.core.command import Format, console, refuse

if TYPE_CHECKING:
    from tejido.budgets.lens_figures import Comparison
    from tejido.budgets.lens_scope import Scope
    from tejido.budgets.queries.rule_sets import Listed


def rules_in(path: Path) -> object:
    """Return the plain data of a YAML file somebody named on the command line.

    Errors:
        InvalidInput: it is no YAML that is taken.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError):
        refuse(f"There is no file {path} with text that may be read.")
    try:
        return read_yaml(text)
    except RuleFault as fault:
        raise refused(fault) from fault


def print_list(listed: "Sequence[Listed]", output: Format) -> None:
    """Print rule sets with their newest versions."""
    rows = [
        {
            "key": one.rules.key,
            "version": one.newest.number,
            "title": one.rules.title_es,
            "credit": one.newest.credit,
            "digest": one.newest.digest,
        }
        for one in listed
    ]
    if output == Format.JSON:
        console.print_json(data=rows)
        return
    table = Table("Key", "Version", "Title", "By", "SHA-256")
    for row in rows:
        shown = {**row, "digest": str(row["digest"])[:12]}
        table.add_row(*(Text(str(value)) for value in shown.values()))
    console.print(table)


def print_comparison(found: "Comparison", scope: "Scope", output: Format) -> None:
    """Print pairs of classes, then the groups that differ, and which amount of which lines."""
    if output == Format.JSON:
        told = {name: getattr(scope, name) for name in ("document", "measure", "currency")}
        console.print_json(data={**told, "years": list(scope.years), **asdict(found)})
        return
    amount = f"Amount ({scope.measure}, {scope.currency})"
    pairs = Table("First lens", "Second lens")
    for heading in ("Lines", amount):
        pairs.add_column(heading, justify="right")
    for pair in found.pairs:
        pairs.add_row(pair.one, pair.other, str(pair.lines), pair.amount or "none")
    console.print(pairs)
    groups = Table("Institution", "Programme", "Years", "First lens", "Second lens")
    groups.add_column(amount, justify="right")
    for one in found.groups:
        # Labels are the ministry's text: brackets in them are no markup.
        groups.add_row(
            Text(f"{one.branch}-{one.unit} {one.unit_label}"),
            Text(f"{one.modality}{one.programme} {one.programme_label}"),
            f"{one.first_year}:{one.last_year}",
            one.one,
            one.other,
            one.amount or "none",
        )
    if found.groups:
        console.print(groups)
    if found.more:
        console.print(f"And {found.more} smaller groups.")
